// How search reads words, in both languages. A word is found however it is typed: with a half space, a space or nothing
// between its parts; with Arabic letters; with any digits; and by the glossary's other names for it.
//
// Pages import this file when there is something to mark or to offer. The worker of Material's search has it too: see
// search_rank.js.
import { HALF_SPACE, foldLetters, toLatinDigits } from "./letters.js";

/**
 * What the terms of the glossary are called: by the key of a term, a list of names in each language, of which the first one
 * is what the pages call it; and a list of what only searches call it. The build writes them in.
 * @type {Record<string, string[][]>}
 */
const NAMES = {};
const ENDINGS = ["هایشان", "هایی", "هایش", "های", "ها", "ترین", "تری", "تر", "ای"];

// What a question is asked with tells nothing about what is asked: no such word counts, unless there is no other or it is
// part of a name. The words are spelled as foldWord() spells them, without half spaces.
export const COMMON = new Set(
  `a about actually after apply applied advantage all also am an and any are as at be because been become before best better between but by calculate can cannot come comes compare
  compared comparison compute could definition describe determine did difference different do does doing don done each either else ever every
  example exactly explain explanation find for from get give go good got had happen has have he hello help her here hi him his
  how however i if in instead into is it its just know let like ll m make many may me mean meaning means might most much must
  my need no not of off often on one only or other our own please processing purpose re really s said same say shall she should show
  simple so some still t tell than thank thanks that the their them then there these they this those to too two up us use
  used useful uses using ve versus very vs wants was way we were what when where which while who whom whose why will with
  word words work working works would yes you your
  و از به در با را رو که این اون آن است هست هستند نیست بود باشد باشه هم هر تا برای واسه یا ولی اما اگر اگه پس نه بله ما من تو شما
  او آنها اینها خود خودش همین همان چه چی چیست چیه چیز چیزی چرا چطور چطوری چگونه چجوری کدام کدوم کدامند کجا کجاست کی آیا چند چندتا
  چقدر چقد یعنی معنی معنای مفهوم منظور منظورش فرق فرقش فرقی تفاوت تفاوتش تفاوتی مقایسه دارد داره دارند دارم داریم دارید ندارد
  کرد کند کنه کنم کنیم کنند کنید کن میکند میکنه میکنم میکنیم میکنند میکنید میکنن نمیکند نمیکنه میشود میشه میشوند میشن نمیشود نمیشه
  شود بشه شده شد شدن شدنی است چیکار چکار کار کاری درد دردی میخورد میخوره میدهد میده بدهد بده بدم بدهید دهید توضیح بگو بگید بگویید بگین
  لطفا ممنون سلام مرسی خواهش لطف میتوان میتوانم میتونم میشه باید بهتر بهتره بهترین خوب خوبه ساده زبان مثال مثلا درباره مورد
  استفاده میتوانیم استفادهی کاربرد دلیل علت وقتی زمانی میان بین روی بهجای جای لازم نیاز داشته داشتن یک یه اینکه پردازش حساب محاسبه انجام قابل اتفاق میافتد میفته بیفتد
  بعد قبل بسازم بسازیم بفهمم بدونم بدانم پیدا`
    .split(/\s+/)
    .map(foldLetters),
);

/**
 * One spelling for all spellings of a word; half spaces stay.
 * @param {string} word
 */
const foldWord = (word) => toLatinDigits(foldLetters(word.toLowerCase())).replaceAll("×", "x");

/**
 * The beginning that the forms of an English word share: pad of padding and padded, edg of edge and edges.
 * @param {string} word
 */
function findEnglishStem(word) {
  const one = word.replace(/our/g, "or").replace("grey", "gray").replace("centre", "center").replace(/is(?=e|ing|ation)/, "iz");
  const short = one.replace(/(?:'s|(?<=[^s])s)$/, "");
  const cut = short.replace(/(?:ations?|ing|ions?|able|ed|er|ly|e)$/, "");
  if (cut.length < 3 || !/[aeiouy]/.test(cut)) return short;
  return cut.replace(/e$/, "").replace(/([bdglmnprt])\1$/, "$1");
}

/**
 * The beginning that the forms of a word share: کرنلها and کرنلهایی begin with کرنل, میلغزند with میلغز.
 * @param {string} word
 */
export const findStem = (word) => {
  if (/^[a-z']{4,}$/.test(word)) return findEnglishStem(word);
  if (/^ن?می.{3,}/.test(word)) return word.replace(/(?:ند|ید|یم|د|م|ی)$/, "");
  const ending = ENDINGS.find((one) => word.endsWith(one) && word.length - one.length > 2);
  return ending ? word.slice(0, -ending.length) : word;
};

/**
 * The parts of a word that mean something alone.
 * @param {string} word
 */
const splitWord = (word) =>
  word.split(/[\u200c_]/).filter((part) => part.length > 2 && !ENDINGS.includes(part) && part !== "نمی");

/**
 * What a word is looked up by: its parts joined, and each of them.
 * @param {string} word
 */
export const findForms = (word) => {
  const folded = foldWord(word);
  const joined = folded.replaceAll(HALF_SPACE, "");
  return [...new Set([joined, ...(/[\u200c_]/.test(folded) ? splitWord(folded) : [])])].filter(Boolean);
};

// The joined forms of words that the pages write with a half space, and their stems.
/** @type {Set<string>} */
export const compounds = new Set();

/** @param {string} word */
const isCompound = (word) => compounds.has(word) || compounds.has(findStem(word));

/**
 * The words of a query as the index has them: parts that it has as one word are joined, others are not.
 * @param {string[]} words
 */
function readQuery(words) {
  /** @type {string[]} */
  const found = [];
  const parts = words.flatMap((word) => {
    const [joined] = findForms(word);
    if (joined === undefined) return [];
    return word.includes(HALF_SPACE) && !isCompound(joined) && !COMMON.has(joined) ? splitWord(foldWord(word)) : joined;
  });
  for (const word of parts) {
    const before = found.at(-1);
    if (before && ENDINGS.includes(word)) continue;
    if (before && (/^ن?می$/.test(before) || isCompound(before + word))) {
      found[found.length - 1] += word;
    } else if (/^\d+$/.test(word) && /^(?:x|در|by)$/.test(before ?? "") && /^\d+$/.test(found.at(-2) ?? "")) {
      found.splice(-2, 2, `${found.at(-2)}x${word}`);
    } else {
      found.push(word);
    }
  }
  return found;
}

/**
 * The stems of the words of a name.
 * @param {string} name
 */
export const readName = (name) => name.split(" ").flatMap((word) => findForms(word).slice(0, 1)).map(findStem);

/**
 * Something that a query asks about: the lists of words that it may go by, and the term of the glossary that it is.
 * @typedef {{ variants: string[][], key?: string, near?: boolean }} Concept
 */

/** @type {Map<string, Concept>} */
const known = new Map();
/** Words that the names of one term alone have as a part, with that term. @type {Map<string, Concept | undefined>} */
const parts = new Map();

/** What each name of the glossary stands for, by the stems of its words. */
function readNames() {
  for (const [key, languages] of known.size ? [] : Object.entries(NAMES)) {
    const searched = languages.at(-1) ?? [];
    const first = languages.slice(0, -1).map(([name]) => readName(name));
    for (const name of languages.flat()) {
      const words = readName(name);
      const concept = { key, variants: [words, ...first], near: searched.includes(name) };
      known.set(words.join(" "), concept);
      for (const part of name.split(" ").flatMap(findForms).map(findStem)) {
        parts.set(part, parts.has(part) && parts.get(part)?.key !== key ? undefined : concept);
      }
      // Persian words joined by mistake.
      if (words.length > 1 && /^[\p{Script=Arabic}\u200c ]+$/u.test(name)) {
        const joined = name.split(" ").map((word) => findForms(word)[0]).join("");
        known.set(findStem(joined), concept);
      }
    }
  }
  return known;
}

/**
 * What a query asks about. A name may stand anywhere in it; a longer one goes before a shorter one.
 * @param {string[]} words
 * @param {Map<string, Concept>} [titles] - names of pages
 * @returns {Concept[]}
 */
export function findConcepts(words, titles = new Map()) {
  const names = readNames();
  const read = readQuery(words);
  const stems = read.map(findStem);
  /** @type {Concept[]} */
  const found = [];
  let told = false;
  for (let start = 0; start < read.length; ) {
    let length = Math.min(6, read.length - start);
    let concept;
    for (; length; length--) {
      const run = stems.slice(start, start + length).join(" ");
      concept = names.get(run) ?? titles.get(run);
      if (concept) break;
    }
    if (read[start] === read[start + 2] && /^(?:by|به)$/.test(read[start + 1])) {
      start += 3; // step by step
      continue;
    }
    const common = !concept && COMMON.has(read[start]);
    if (concept) found.push(concept);
    else if (!common) {
      const part = parts.get(stems[start]);
      found.push({ key: part?.key, variants: [[stems[start]], ...(part?.variants.slice(1) ?? [])] });
    }
    told ||= !common;
    start += length || 1;
  }
  return told ? found : stems.map((stem) => ({ variants: [[stem]] }));
}

/**
 * The beginnings of the words that a page has marked for a query: those that were typed, and those of the first names.
 * @param {string[]} words
 */
export const findMarked = (words) => [...new Set(findConcepts(words).flatMap(({ variants }) => variants.flat()))];

/**
 * How alike two words are, from zero to one: twice the pairs of letters that they share, over all that they have.
 * @param {string} one
 * @param {string} other
 */
function compare(one, other) {
  const pairs = (/** @type {string} */ word) => [...`^${word}$`].slice(1).map((letter, i) => `^${word}$`[i] + letter);
  const left = pairs(other);
  const all = pairs(one).length + left.length;
  const shared = pairs(one).filter((pair) => left.includes(pair) && left.splice(left.indexOf(pair), 1));
  return (2 * shared.length) / all;
}

/**
 * The terms of the glossary whose names are most like what was asked, with what the pages call them.
 * @param {string[]} words
 * @param {Language} language
 */
export function findNearest(words, language) {
  const typed = words.map((word) => findForms(word)[0] ?? "");
  const candidates = [typed.join(""), ...typed.filter((word) => !COMMON.has(word))];
  return Object.entries(NAMES)
    .map(([key, names]) => {
      const spelled = names.flat().flatMap((name) => [name, ...name.split(" ")]).map((name) => findForms(name.replaceAll(" ", ""))[0]);
      const likeness = Math.max(...candidates.flatMap((word) => spelled.map((name) => compare(word, name))));
      return { key, name: names[language === "fa" ? 1 : 0][0], likeness };
    })
    .filter(({ likeness }) => likeness > 0.35)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 3);
}

