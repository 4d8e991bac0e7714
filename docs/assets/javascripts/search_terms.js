// How search reads words, in both languages. Pages import this file, to mark what was searched for. The worker of Material's
// search loads it too, because search_index.json names `terms` as its language. It can load no modules, so the build joins
// letters.js and this file to one classic script at the place where Material looks for languages: see write_reader().
//
// A word is found however it is typed: with a half space, a space or nothing between its parts; with Arabic letters;
// with any digits; and by the glossary's other names for it.
import { HALF_SPACE, foldLetters, toLatinDigits } from "./letters.js";

// Lists of names for the same thing. The build writes in those of the glossary.
/** @type {string[][]} */
const ALIASES = [];
const JOINT = "•"; // between the words of a name that is one word of the index
const ENDINGS = ["هایشان", "هایی", "هایش", "های", "ها", "ترین", "تری", "تر", "ای"];

/**
 * One spelling for all spellings of a word; half spaces stay.
 * @param {string} word
 */
const foldWord = (word) => toLatinDigits(foldLetters(word.toLowerCase())).replaceAll("×", "x");

/**
 * The beginning that the forms of a word share: کرنلها and کرنلهایی begin with کرنل, میلغزند with میلغز.
 * @param {string} word
 */
export const findStem = (word) => {
  if (/^ن?می.{3,}/.test(word)) return word.replace(/(?:ند|ید|یم|د|م|ی)$/, "");
  if (/^[a-z]{3,}[^s]s$/.test(word)) return word.slice(0, -1);
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

/**
 * The words that stand first in the glossary for a word that is another name there.
 * @param {string} word
 */
export const findFirstNames = (word) =>
  ALIASES.filter(([, ...others]) => others.some((other) => findStem(findForms(other)[0]) === word)).flatMap(([first]) =>
    first.split(" ").map((one) => findStem(findForms(one)[0])),
  );

// The stems and the forms of words that the pages write with a half space.
/** @type {Set<string>} */
const compounds = new Set();

/** @param {string} word */
const isCompound = (word) => compounds.has(word) || compounds.has(findStem(word));

/**
 * The words of a query as the index has them: parts that it has as one word are joined, others are not.
 * @param {string[]} words
 */
function readQuery(words) {
  /** @type {string[]} */
  const found = [];
  const parts = words.flatMap((word) =>
    word.includes(HALF_SPACE) && !isCompound(findForms(word)[0]) ? splitWord(word) : findForms(word)[0],
  );
  for (const word of parts) {
    const before = found.at(-1);
    if (before && ENDINGS.includes(word)) continue;
    if (before && (/^ن?می$/.test(before) || isCompound(before + word))) {
      found[found.length - 1] += word;
    } else if (/^\d+$/.test(word) && before === "x" && /^\d+$/.test(found.at(-2) ?? "")) {
      found.splice(-2, 2, `${found.at(-2)}x${word}`);
    } else {
      found.push(word);
    }
  }
  return found.map(findStem);
}

/**
 * Teaches Material's search to read. Its worker takes a language for a plugin of lunr, and calls it with the index.
 * @param {Lunr.Lunr} lunr
 */
function teach(lunr) {
  // The glossary's names by their first word; each is a list of words, with the other names for it.
  /** @type {Map<string, { first: string[], others: string[][] }[]>} */
  const known = new Map();
  const spelled = ALIASES.map((names) => names.map((name) => name.split(" ").flatMap((word) => findForms(word).slice(0, 1))));
  for (const [first, ...others] of spelled) {
    known.set(first[0], [...(known.get(first[0]) ?? []), { first, others }]);
  }

  const COMMON = new Set("و از به در با را که این آن است هم هر تا برای یا".split(" "));
  const stopEnglish = lunr.stopWordFilter;
  /** @param {string} word */
  const isCommon = (word) => COMMON.has(word) || stopEnglish(word) === undefined;
  /**
   * The words that tell something, or all of them if none does.
   * @param {string[]} words
   */
  const dropCommon = (words) => (words.every(isCommon) ? words : words.filter((word) => !isCommon(word)));
  /**
   * A name of several words as the one word that it is in the index.
   * @param {string[]} words
   */
  const joinName = (words) => readQuery(dropCommon(words)).join(JOINT);

  /** @type {Map<string, number>} */
  const counts = new Map(); // how often the pages have a word

  /** @type {Lunr.Expand} */
  const expand = (token, place, tokens) => {
    for (const word of token.toString().split(JOINT)) {
      if (word.includes(HALF_SPACE)) compounds.add(findForms(word)[0]).add(findStem(findForms(word)[0]));
    }
    if (token.toString().includes(JOINT)) return token.update((text) => joinName(text.split(JOINT).map(foldWord)));
    const words = findForms(token.toString());
    const base = findStem(words[0] ?? "");
    counts.set(base, (counts.get(base) ?? 0) + 1);
    const all = new Set([...words, ...words.map(findStem)]);
    /** @param {number} i */
    const stemAt = (i) => findStem(findForms(tokens[i].toString())[0] ?? "");
    // A name may have begun with an earlier word: the other names share its words out among the words of the text.
    for (let back = 0; back < 4 && back <= place; back++) {
      const start = place - back;
      const names = known.get(stemAt(start)) ?? known.get(findForms(tokens[start].toString())[0]) ?? [];
      for (const { first, others } of names) {
        if (back >= first.length || start + first.length > tokens.length) continue;
        if (!first.every((word, i) => [word, findStem(word)].includes(stemAt(start + i)))) continue;
        for (const other of others) {
          const share = back < first.length - 1 ? other.slice(back, back + 1) : other.slice(back);
          for (const word of share) all.add(word);
        }
      }
    }
    return [...all].map((word) => token.clone(() => word));
  };

  lunr.terms = function () {
    this.pipeline.reset();
    this.pipeline.add(expand);
    this.searchPipeline.reset();
  };
  lunr.Pipeline.registerFunction(expand, "terms");

  // Material lists the words that a result lacks. A name of several words is not one that a reader has typed.
  /** @type {Lunr.StopWordFilter} */
  const stop = (token) => (`${token}`.includes(JOINT) ? undefined : stopEnglish(token));
  lunr.stopWordFilter = Object.assign(stop, { label: stopEnglish.label });

  const { parse } = lunr.QueryParser.prototype;
  lunr.QueryParser.prototype.parse = function () {
    const query = parse.call(this);
    const optional = query.clauses.filter((clause) => clause.presence === lunr.Query.presence.OPTIONAL);
    // What is written in lunr's own query language is left as it is.
    if (query.clauses.some(({ editDistance, boost }) => editDistance || (boost && boost > 1))) return query;
    const typed = optional.map(({ term }) => foldWord(term.replace(/\*/g, ""))).filter((word) => findForms(word).length);
    query.clauses = query.clauses
      .filter((clause) => !optional.includes(clause))
      .map((clause) => ({ ...clause, term: findForms(clause.term)[0] ?? clause.term }));
    const words = readQuery(dropCommon(typed));
    const clause = { ...optional[0], usePipeline: false };
    const fields = query.allFields.filter((field) => field !== "names");
    const most = Math.max(...words.map((word) => counts.get(word) ?? 1));
    for (const word of words) {
      // Of several words, the rarest says most.
      const boost = 10 * (1 + Math.log(most / (counts.get(word) ?? most)));
      query.clauses.push({ ...clause, fields, term: word, boost });
    }
    if (words.length) {
      // The last word may not be typed to its end.
      query.clauses.push({ ...clause, fields, term: `${words.at(-1)}*` });
      query.clauses.push({ ...clause, fields: ["names"], term: words.join(JOINT), boost: 100 });
    }
    return query;
  };
}

if (globalThis.lunr) teach(globalThis.lunr);
