// What is said from the first press of Run on, kept apart since most pages are only read. The build writes the words in, from docs/words.yml.

/** @type {Record<Language, Record<string, Record<string, string>>>} */
export const words = { en: {}, fa: {} };
