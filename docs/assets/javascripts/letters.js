// The letters and digits of Persian, for every script that has to do with them. The build puts this file in front of
// search_terms.js for the search's worker, which can load no modules: see there.

/** Stands between the parts of a Persian word, where a space would make two words of them. */
export const HALF_SPACE = "\u200c";

/** The decimal point of a number in Persian digits. */
export const DECIMAL_POINT = "٫";

const PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹";

// What Arabic keyboards type for Persian letters, and letters that some write with a mark and others without.
/** @type {Record<string, string>} */
const SAME_LETTERS = {
  "ي": "ی",
  "ى": "ی",
  "ئ": "ی",
  "ك": "ک",
  "ۀ": "ه",
  "ة": "ه",
  "آ": "ا",
  "أ": "ا",
  "إ": "ا",
  "ؤ": "و",
};

/**
 * A text whose numbers are in Persian digits.
 * @param {string} text
 */
export const toPersianDigits = (text) =>
  text.replace(/(\d)\.(?=\d)/g, `$1${DECIMAL_POINT}`).replace(/\d/g, (digit) => PERSIAN_DIGITS[Number(digit)]);

/**
 * A text with Latin digits for Persian and Arabic ones, whose codes end with four bits that are the number.
 * @param {string} text
 */
export const toLatinDigits = (text) => text.replace(/[۰-۹٠-٩]/g, (digit) => `${digit.charCodeAt(0) & 15}`);

/**
 * The number that a reader typed, in Latin, Persian or Arabic digits; NaN if it is none.
 * @param {string} text
 */
export function readNumber(text) {
  const plain = toLatinDigits(text.trim()).replace(DECIMAL_POINT, ".").replace("−", "-");
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}

/**
 * One spelling for all that readers type for the same letters. Vowel marks and the stroke that stretches a word are left out,
 * and so is what cannot be seen: marks of direction, soft hyphens and spaces of no width, but for the half space.
 * @param {string} text
 */
export const foldLetters = (text) =>
  text
    .normalize("NFKC")
    .replace(/[ـ\u064b-\u0655\u0670]|(?!\u200c)\p{Cf}/gu, "")
    .replace(/[يىئكۀةآأإؤ]/g, (letter) => SAME_LETTERS[letter]);
