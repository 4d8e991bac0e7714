// Opens the same section of the twin page, in the other language, under the section that is on the screen.
import { directionOf, languageOf } from "./dom.js";
import { offerRun, showWritten } from "./run.js";
import { words } from "./words.js";

const here = languageOf(document.documentElement);
const there = here === "fa" ? "en" : "fa";
// The switch's own link is relative, so it is right wherever the site is served.
const link = document.querySelector(`.md-select a[hreflang="${there}"]`);
const address = link instanceof HTMLAnchorElement ? link.href.replace(/#.*/, "") : "";

/** @type {Promise<Document> | undefined} */
let fetched;

/** The twin page, fetched once; if that fails, anew at the next call. */
function fetchTwin() {
  fetched ??= fetch(address).then(async (answer) => {
    if (!answer.ok) throw new Error(`${answer.status}`);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  });
  fetched.catch(() => {
    fetched = undefined;
  });
  return fetched;
}

/**
 * A heading with all that follows it, up to the next heading that is not below it in rank, or to the panel that was opened
 * for such a heading.
 * @param {HTMLElement} heading
 */
function collectSection(heading) {
  /** @type {ChildNode[]} */
  const nodes = [heading];
  for (let node = heading.nextSibling; node; node = node.nextSibling) {
    const rank = (node instanceof HTMLElement && node.dataset.twinOf) || node.nodeName;
    if (/^H[1-6]$/.test(rank) && rank <= heading.nodeName) break;
    nodes.push(node);
  }
  return nodes;
}

const REFERENCE = /^(id|for|headers|list|aria-(labelledby|describedby|controls|details|owns))$/;
const ADDRESS = /^(href|xlink:href|src|poster)$/;

/**
 * A copy of a section of the twin page that may stand in this one: its ids are its own, and its addresses still lead to
 * where they led.
 * @param {HTMLElement} heading
 */
function copySection(heading) {
  const copy = document.createDocumentFragment();
  copy.append(...collectSection(heading).map((node) => document.importNode(node, true)));
  for (const element of copy.querySelectorAll("script, .headerlink")) element.remove();
  const ids = new Set([...copy.querySelectorAll("[id]")].map((element) => element.id));
  let prefix = "twin-";
  while ([...ids].some((id) => document.getElementById(prefix + id))) prefix += "twin-";
  /** @param {string} id */
  const rename = (id) => (ids.has(id) ? prefix + id : id);
  for (const element of copy.querySelectorAll("*")) {
    for (const attribute of [...element.attributes]) {
      const { name, value } = attribute;
      if (name.startsWith("on")) element.removeAttribute(name);
      else if (REFERENCE.test(name)) attribute.value = value.replace(/\S+/g, rename);
      else if (!ADDRESS.test(name)) {
        attribute.value = value.replace(/(url\(["']?#)([^"')]+)/g, (_, before, id) => before + rename(id));
      } else if (value[0] === "#" && ids.has(value.slice(1))) attribute.value = `#${rename(value.slice(1))}`;
      else attribute.value = new URL(value, address).href;
    }
  }
  return copy;
}

/**
 * An empty panel for the twin of a section, or for what is said in its place.
 * @param {Language} language
 * @param {HTMLElement} heading
 */
function makePanel(language, heading) {
  const panel = document.createElement("section");
  panel.className = "twin";
  panel.id = `twin-of-${heading.id}`;
  panel.lang = language;
  panel.dir = directionOf(language);
  panel.dataset.twinOf = heading.nodeName;
  return panel;
}

/**
 * Puts the button under a heading that opens and closes its twin section.
 * @param {HTMLElement} heading
 */
function addBar(heading) {
  const bar = document.createElement("div");
  bar.className = "twin-bar";
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", `twin-of-${heading.id}`);
  button.innerHTML = `
    <span lang="${there}" dir="${directionOf(there)}">${words[there].twin.name}</span>
    <span class="twin-ask">${words[here].twin.ask}</span>
  `;
  bar.append(button);
  /** @type {HTMLElement | undefined} */
  let shown;

  function close() {
    shown?.remove();
    button.setAttribute("aria-expanded", "false");
    button.removeAttribute("aria-busy");
  }

  async function open() {
    const panel = makePanel(there, heading);
    shown = panel;
    panel.setAttribute("aria-label", words[there].twin.label);
    button.setAttribute("aria-expanded", "true");
    button.setAttribute("aria-busy", "true");
    collectSection(heading).at(-1)?.after(panel);
    try {
      const twin = (await fetchTwin()).getElementById(heading.id);
      if (!panel.isConnected) return; // closed in the meantime
      if (!twin) throw new Error(`The twin page has no ${heading.id}`);
      panel.append(copySection(twin));
      offerRun(panel);
      showWritten();
      button.removeAttribute("aria-busy");
      // Under a long section the reader would not see that anything came.
      if (panel.getBoundingClientRect().top > innerHeight - 48) panel.scrollIntoView({ block: "nearest" });
    } catch {
      // There is no connection, no such page, or no such section in it. This is said beside the button, where it is seen and
      // the button can be pressed again.
      if (!panel.isConnected) return;
      close();
      shown = makePanel(here, heading);
      shown.setAttribute("role", "alert");
      shown.textContent = words[here].twin.failed;
      bar.after(shown);
      shown.scrollIntoView({ block: "nearest" });
    }
  }

  button.addEventListener("click", () => {
    const wasOpen = button.getAttribute("aria-expanded") === "true";
    close();
    if (wasOpen) button.scrollIntoView({ block: "nearest" });
    else open();
  });
  heading.after(bar);
}

if (address) {
  const headings = document.querySelectorAll(".md-content article > :is(h2, h3)[id]");
  for (const heading of headings) if (heading instanceof HTMLElement) addBar(heading);
}
