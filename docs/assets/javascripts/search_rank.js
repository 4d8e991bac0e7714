// How search ranks pages and their sections: for the worker of Material's search, which loads this because search_index.json
// names `terms` as its language. It can load no modules, so the build joins letters.js, search_terms.js and this file to one
// classic script at the place where Material looks for languages: see write_reader().
import { HALF_SPACE } from "./letters.js";
import { COMMON, compounds, findConcepts, findForms, findStem, readName } from "./search_terms.js";

/** @typedef {import("./search_terms.js").Concept} Concept */

// How much says what a section is about: its title, against its text; and that it teaches what is asked.
const TITLE = 2;
const TEACHES = 4;
// What a page tells of in many sections says more than what it names in one; with how many of them half of that is reached.
const OFTEN = 4;
// Where a thing is asked about "in a CNN", that tells little: most pages are about networks.
const AROUND = new Set(["convolutional-network", "neural-network", "deep-learning"]);
const AROUND_TELLS = 0.4;
// Words of a name that stand apart are as good as a name with so many words missing.
const APART = 0.5;

/**
 * Teaches Material's search to read and to rank. Its worker takes a language for a plugin of lunr, and calls it with the index.
 * @param {Lunr.Lunr} lunr
 */
function teach(lunr) {
  /** The pages and their sections. @type {Map<string, Lunr.Doc>} */
  const docs = new Map();
  /** What the titles of pages stand for, by the stems of their words. @type {Map<string, Concept>} */
  const titles = new Map();
  const pageOf = (/** @type {string} */ place) => place.replace(/#.*/, "");
  const readTitle = (/** @type {string} */ title) => readName(title.split(lunr.tokenizer.separator).join(" "));
  const common = new Set([...COMMON].map(findStem));

  /**
   * What the chapter of a page is about, as the title of its first page says: its other pages need not say it again.
   * @param {string} page
   */
  function topicOf(page) {
    const chapter = docs.get(page.replace(/^([^/]+\/)[^/]+\/(?=(?:index\.html)?$)/, "$1"));
    return chapter && readTitle(chapter.title).filter((word) => !common.has(word));
  }

  /** @type {Lunr.Expand} */
  const expand = (token) => {
    const word = token.toString();
    const forms = findForms(word);
    if (word.includes(HALF_SPACE)) compounds.add(forms[0]).add(findStem(forms[0]));
    return [...new Set([...forms, ...forms.map(findStem)])].map((form) => token.clone(() => form));
  };

  lunr.terms = function () {
    this.pipeline.reset();
    this.pipeline.add(expand);
    this.searchPipeline.reset();
    const { add } = this;
    this.add = function (doc, settings) {
      docs.set(doc.location, { ...doc, boost: settings.boost ?? 1 });
      const words = readTitle(doc.title);
      // A title that is asked as a question, "What is pooling?", is no name.
      const isQuestion = [words[0], words.at(-1) ?? ""].some((word) => common.has(word));
      if (doc.location === pageOf(doc.location) && !isQuestion) titles.set(words.join(" "), { variants: [words] });
      add.call(this, doc, settings);
    };
  };
  lunr.Pipeline.registerFunction(expand, "terms");

  // lunr has a query language of its own. What people paste has its signs by chance: here they are punctuation.
  lunr.QueryLexer.prototype.run = function () {
    this.lexemes = [...this.str.matchAll(/\S+/g)].map(({ 0: str, index }) => ({
      type: lunr.QueryLexer.TERM,
      str,
      start: index,
      end: index + str.length,
    }));
  };
  // Material asks the parser which words a result has or lacks, and says the latter. A page that calls a thing by another of
  // its names lacks nothing.
  const { parse } = lunr.QueryParser.prototype;
  lunr.QueryParser.prototype.parse = function () {
    const query = parse.call(this);
    const asked = findConcepts(query.clauses.map(({ term }) => term.replace(/\*$/, "")), titles);
    const words = asked.filter(({ key }) => !key).flatMap(({ variants }) => variants[0]);
    query.clauses = words.map((term) => ({ ...query.clauses[0], term }));
    return query;
  };
  // lunr adds up what it finds field by field, with the query cut to one length in each: there a question of many words
  // weighs no more than one word, and the name of a page as much as all of them.
  lunr.Index.prototype.search = function (text) {
    const words = text.split(" ").map((word) => word.replace(/\*$/, ""));
    return rank(this.invertedIndex, findConcepts(words, titles, (word) => hasWord(this.invertedIndex, word)));
  };

  /**
   * Whether the pages have a word. Where a name that code gives stands among the references alone, its words say more.
   * @param {Lunr.Postings} index
   * @param {string} word
   */
  function hasWord(index, word) {
    const [whole] = findForms(word);
    const { title = {}, text = {} } = index[whole] ?? index[findStem(whole ?? "")] ?? {};
    return Object.keys({ ...title, ...text }).some((ref) => !/(?:^|\/)references\//.test(ref));
  }

  /**
   * The words of the index for one that it lacks: it may have an ending of its own, or not be typed to its end yet.
   * @param {Lunr.Postings} index
   * @param {string} word
   * @param {boolean} last
   */
  function findNear(index, word, last) {
    const longer = last ? Object.keys(index).filter((one) => one.startsWith(word)) : [];
    const shorter = [word.slice(0, -1), word.slice(0, -2)].filter((one) => one.length > 2 && index[one]);
    return longer.length ? longer : shorter.slice(0, 1);
  }

  /**
   * How much of a list of words stands in a field of each section: one for all of them once, one after the other; more for
   * often, less where they stand apart, and much less for a part of them.
   * @param {Lunr.Postings} index
   * @param {string[][]} forms - what each of the words may be in the index
   * @param {"title" | "text"} field
   */
  function countWords(index, forms, field) {
    /** @type {Map<string, Set<number>[]>} */
    const places = new Map();
    forms.forEach((words, i) => {
      for (const word of words) {
        for (const [ref, { position }] of Object.entries(index[word]?.[field] ?? {})) {
          const found = places.get(ref) ?? forms.map(() => new Set());
          for (const place of position) found[i].add(place);
          places.set(ref, found);
        }
      }
    });
    return [...places].map(([ref, found]) => {
      const there = found.filter(({ size }) => size);
      const together = [...found[0]].filter((place) => found.every((word, i) => word.has(place + i))).length;
      const often = together || Math.min(...there.map(({ size }) => size));
      const share = together ? 1 : there.length / (found.length + APART);
      return { ref, share, strength: share ** 2 * ((1.8 * often) / (often + 0.8)) };
    });
  }

  /**
   * A concept as the pages have it: a word that is part of a term's names is that word alone where it mostly stands without
   * the rest of the name. A word of the other language is no other word of the pages.
   * @param {Lunr.Postings} index
   * @param {Concept} concept
   * @returns {Concept}
   */
  function settle(index, concept) {
    const { within, variants } = concept;
    const isForeign = /[a-z]/.test(variants[0][0]) === [...docs.values()].some(({ title }) => /\p{Script=Arabic}/u.test(title));
    if (!within || isForeign) return concept;
    const count = (/** @type {string[]} */ words) =>
      countWords(index, words.map((word) => [word]), "text").filter(({ share }) => share === 1).length;
    const named = Math.max(...within.map(count));
    return 2 * named < count(variants[0]) ? { variants: variants.slice(0, 1) } : concept;
  }

  /**
   * Where a query's concept stands: how strongly in each section, with the words of the index that it is there, and how much
   * it tells. What few sections have tells most.
   * @param {Lunr.Postings} index
   * @param {Concept} concept
   * @param {boolean} last - whether it is the last one, which may not be typed to its end
   */
  function findSections(index, concept, last) {
    const { key, near, variants } = settle(index, concept);
    /** @type {Map<string, { text: number, title: number, words: string[] }>} */
    const found = new Map();
    /** @type {Set<string>} */
    const whole = new Set();
    // What is near a term but not the same is looked up as itself, where the pages have it.
    const asked = near && variants[0].every((word) => index[word]) ? variants.slice(0, 1) : variants;
    for (const variant of asked) {
      const forms = variant.map((word, i) => (index[word] ? [word] : findNear(index, word, last && i === variant.length - 1)));
      for (const field of /** @type {const} */ (["title", "text"])) {
        for (const { ref, share, strength } of countWords(index, forms, field)) {
          const had = found.get(ref) ?? { text: 0, title: 0, words: [] };
          found.set(ref, { ...had, [field]: Math.max(had[field], strength), words: [...had.words, ...forms.flat()] });
          if (share === 1) whole.add(ref);
        }
      }
    }
    const weight = found.size || key ? Math.log(1 + docs.size / (whole.size || found.size || 1)) : 0;
    return { key, found, weight };
  }

  /**
   * The sections that tell of what is asked. Pages are ranked by their best section and by all that they tell together; the
   * sections of a page stay together.
   * @param {Lunr.Postings} index
   * @param {Concept[]} concepts
   * @returns {Lunr.Result[]}
   */
  function rank(index, concepts) {
    const asked = concepts.map((concept, i) => ({ concept, ...findSections(index, concept, i === concepts.length - 1) }));
    const isAround = (/** @type {typeof asked[number]} */ { key }) => AROUND.has(key ?? "");
    if (!asked.every(isAround)) for (const one of asked.filter(isAround)) one.weight *= AROUND_TELLS;
    const total = asked.reduce((sum, { weight }) => sum + weight, 0);
    /** @type {Map<string, { score: number, told: number, words: Set<string> }>} */
    const sections = new Map();
    /** @type {Map<string, number>} */
    const sums = new Map();
    for (const { concept, key, found, weight } of asked) {
      /** @type {Map<string, number>} */
      const most = new Map();
      /** @type {Map<string, number>} */
      const often = new Map();
      const title = titles.get(concept.variants[0].join(" ")) === concept ? concept.variants[0].join(" ") : undefined;
      for (const [ref, doc] of docs) {
        const hit = found.get(ref);
        const named = (key && doc.teaches?.includes(key)) || (title && title === readTitle(doc.title).join(" "));
        if (!hit && !named) continue;
        // A name among many words says less of what is asked than one alone.
        const strength = (hit ? hit.text + TITLE * hit.title : 0) + (named ? (TEACHES * weight) / total : 0);
        const score = weight * strength * (ref.endsWith("#what-next") ? 0.5 : 1);
        const had = sections.get(ref) ?? { score: 0, told: 0, words: new Set() };
        sections.set(ref, {
          score: had.score + score,
          told: had.told + (hit ? weight : 0),
          words: new Set([...had.words, ...(hit?.words ?? [])]),
        });
        most.set(pageOf(ref), Math.max(most.get(pageOf(ref)) ?? 0, score));
        if (hit) often.set(pageOf(ref), (often.get(pageOf(ref)) ?? 0) + hit.text + hit.title);
      }
      for (const [page, sum] of often) sums.set(page, (sums.get(page) ?? 0) + (weight * OFTEN * sum) / (sum + 2 * OFTEN));
      for (const [page, score] of most) sums.set(page, (sums.get(page) ?? 0) + score);
    }
    for (const [page, sum] of sums) {
      const topic = topicOf(page);
      const fits = asked.filter(({ concept }) => topic?.every((word) => concept.variants.some((variant) => variant.includes(word))));
      sums.set(page, fits.reduce((all, { weight }) => all + weight, sum));
    }
    /** @type {Map<string, number>} */
    const best = new Map();
    for (const [ref, section] of sections) {
      section.score *= (1 + section.told / total) / 2; // what has all of it before what has a part of it often
      best.set(pageOf(ref), Math.max(best.get(pageOf(ref)) ?? 0, section.score));
    }
    return [...sections].map(([ref, { score, words }]) => {
      const page = pageOf(ref);
      const top = best.get(page) ?? 0;
      const together = (top + (sums.get(page) ?? 0)) * Math.sqrt(docs.get(page)?.boost ?? 1);
      /** @type {Lunr.Result["matchData"]["metadata"]} */
      const metadata = {};
      for (const word of words) {
        for (const field of /** @type {const} */ (["title", "text"])) {
          const place = index[word]?.[field]?.[ref];
          if (place) metadata[word] = { ...metadata[word], [field]: place };
        }
      }
      return { ref, score: 100 * together + (top ? score / top : 0), matchData: { metadata } };
    });
  }
}

if (globalThis.lunr) teach(globalThis.lunr);
