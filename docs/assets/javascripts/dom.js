// How scripts find elements of the page. Each function looks at the type of what it finds: a page that has changed in a
// way that a script does not know shows here, with the selector, and not somewhere later.

/**
 * The first element that a selector finds.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 */
export function find(root, selector, type) {
  const found = root.querySelector(selector);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${type.name} at ${selector}`);
}

/**
 * All elements of a type that a selector finds.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 */
export function findAll(root, selector, type) {
  /** @type {T[]} */
  const found = [];
  for (const element of root.querySelectorAll(selector)) if (element instanceof type) found.push(element);
  return found;
}

/**
 * The nearest element around another one, or this one itself, that a selector fits.
 * @template {Element} T
 * @param {Element} element
 * @param {string} selector
 * @param {new () => T} type
 */
export function findAround(element, selector, type) {
  const found = element.closest(selector);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${type.name} at ${selector} around ${element.localName}`);
}

/**
 * The element that a selector fits and that an event happened in; null if it happened elsewhere. What is not an element
 * can be the target of an event too: the document, for one.
 * @template {Element} T
 * @param {Event} event
 * @param {string} selector
 * @param {new () => T} type
 */
export function findTarget({ target }, selector, type) {
  const found = target instanceof Element ? target.closest(selector) : null;
  return found instanceof type ? found : null;
}

/**
 * The language that an element was written in. A browser that translates a page sets another `lang` at its root.
 * @param {Element} element
 * @returns {Language}
 */
export function languageOf(element) {
  const language = element.closest("[lang]:not(:root)")?.getAttribute("lang") ?? document.documentElement.dataset.language;
  return language === "fa" ? "fa" : "en";
}

/**
 * The direction in which a language is written.
 * @param {Language} language
 */
export const directionOf = (language) => (language === "fa" ? "rtl" : "ltr");
