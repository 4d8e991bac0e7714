// What scripts say, by language and by the feature that says it. The build writes the words in, from docs/words.yml.

/** @type {Record<Language, Record<string, Record<string, string>>>} */
export const words = { en: {}, fa: {} };
