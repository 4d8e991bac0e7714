// Opens the chapters and the search from the keyboard. Material's controls for them are labels, which cannot be focused, and
// it leaves the links of the closed drawer, out of sight, on the way of the Tab key.
import { find, findAll, findTarget } from "./dom.js";

const drawer = find(document, "#__drawer", HTMLInputElement);
const sidebar = find(document, ".md-sidebar--primary", HTMLElement);
const narrow = matchMedia("(max-width: 76.234375em)"); // where Material turns the sidebar into a drawer

// The button that was pressed last, and the id of what it opened. It gets the focus back.
/** @type {{ button: HTMLButtonElement, opened: string } | undefined} */
let pressed;

/**
 * Puts a button into a label, which can have no other role itself. The button has the label's content and does what it does.
 * @param {HTMLLabelElement} label
 * @param {string | null} [name]  for the button, if its text is none
 */
export function addButton(label, name) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "opener";
  button.append(...label.childNodes);
  if (name) button.setAttribute("aria-label", name);
  label.append(button);
  label.removeAttribute("tabindex");
  button.addEventListener("click", () => document.getElementById(label.htmlFor)?.click());
  return button;
}

const LABELS = ":is(.md-header__button, .thumb > *):is([for=__drawer], [for=__search])";
for (const label of findAll(document, LABELS, HTMLLabelElement)) {
  const named = document.querySelector(label.htmlFor === "__drawer" ? ".md-nav--primary" : ".md-search");
  const button = addButton(label, label.textContent.trim() ? "" : named?.getAttribute("aria-label"));
  const press = () => {
    pressed = { button, opened: label.htmlFor };
  };
  label.addEventListener("click", press, { capture: true });
}

/** @param {Element} element */
const isVisible = (element) => element.checkVisibility({ visibilityProperty: true }); // a closed list is not

const BEHIND = ".md-skip, .md-header, .md-content, .md-sidebar--secondary, .md-footer, .thumb, .offer";
const behind = findAll(document, BEHIND, HTMLElement);

/** Leaves to the keyboard the drawer or what is behind it, whichever can be seen. */
function updateInert() {
  sidebar.inert = narrow.matches && !drawer.checked;
  for (const element of behind) element.inert = narrow.matches && drawer.checked;
}

drawer.addEventListener("change", () => {
  updateInert();
  if (drawer.checked) findAll(sidebar, "a, button", HTMLElement).find(isVisible)?.focus({ preventScroll: true });
  else pressed?.button.focus();
});

// Where the search has a button, on a phone, its field is no stop while it is closed, and the button gets the focus back
// when Material has closed it.
const search = document.getElementById("__search");
const small = matchMedia("(max-width: 59.984375em)");
const field = document.querySelector(".md-search__input");
const isSearching = () => search instanceof HTMLInputElement && search.checked;

function updateField() {
  if (field instanceof HTMLElement) field.tabIndex = small.matches && !isSearching() ? -1 : 0;
}

search?.addEventListener("change", () => {
  updateField();
  if (!isSearching() && pressed?.opened === "__search") setTimeout(() => pressed?.button.focus());
});
small.addEventListener("change", updateField);
updateField();

// With the Tab key Material closes the search and takes the focus away from its field. In WebKit the key then leads to the top
// of the page again, and never past the search.
field?.addEventListener("keydown", (event) => {
  if (!(event instanceof KeyboardEvent) || event.key !== "Tab") return;
  event.stopPropagation();
  if (search instanceof HTMLInputElement && search.checked) search.click();
});

addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drawer.checked) return;
  drawer.checked = false;
  drawer.dispatchEvent(new Event("change"));
});
narrow.addEventListener("change", updateInert);
updateInert();

// A contents list that is left by one of its links has done its work.
const contents = document.querySelector(".thumb-contents");
contents?.addEventListener("click", (event) => {
  if (contents instanceof HTMLElement && findTarget(event, "a", HTMLElement)) contents.hidePopover();
});
