// Opens the chapters and the search from the keyboard: Material makes their controls labels, which take no focus, and leaves
// the links of the closed drawer, out of sight, on the way of the Tab key.
const drawer = document.getElementById("__drawer");
const sidebar = document.querySelector(".md-sidebar--primary");
const narrow = matchMedia("(max-width: 76.234375em)"); // where Material turns the sidebar into a drawer
let opener = null;

// A label can have no other role, but it can hold a button.
export function asButton(label, name) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "opener";
  button.append(...label.childNodes);
  if (name) button.ariaLabel = name;
  label.append(button);
  label.removeAttribute("tabindex");
  button.addEventListener("click", () => document.getElementById(label.htmlFor).click());
  return button;
}

for (const label of document.querySelectorAll(":is(.md-header__button, .thumb > *):is([for=__drawer], [for=__search])")) {
  const named = label.htmlFor === "__drawer" ? ".md-nav--primary" : ".md-search";
  const button = asButton(label, label.textContent.trim() ? "" : document.querySelector(named)?.ariaLabel);
  label.addEventListener("click", () => (opener = button), { capture: true });
}

const inSight = (element) => element.checkVisibility({ visibilityProperty: true }); // a closed list is not
const behind = document.querySelectorAll(".md-skip, .md-header, .md-content, .md-sidebar--secondary, .md-footer, .thumb, .offer");

function settle() {
  sidebar.inert = narrow.matches && !drawer.checked;
  for (const element of behind) element.inert = narrow.matches && drawer.checked;
}

drawer.addEventListener("change", () => {
  settle();
  if (drawer.checked) [...sidebar.querySelectorAll("a, button")].find(inSight)?.focus({ preventScroll: true });
  else opener?.focus();
});
// Where the search has a button, on a phone, its field is no stop while it is closed, and the button gets the focus back
// when Material has closed it.
const search = document.getElementById("__search");
const small = matchMedia("(max-width: 59.984375em)");
const field = document.querySelector(".md-search__input");

function settleSearch() {
  if (field) field.tabIndex = small.matches && !search.checked ? -1 : 0;
}

search?.addEventListener("change", () => {
  settleSearch();
  if (!search.checked && opener?.parentElement.htmlFor === "__search") setTimeout(() => opener.focus());
});
small.addEventListener("change", settleSearch);
settleSearch();

addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drawer.checked) return;
  drawer.checked = false;
  drawer.dispatchEvent(new Event("change"));
});
narrow.addEventListener("change", settle);
settle();

// A contents list that is left by one of its links has done its work.
document.querySelector(".thumb-contents")?.addEventListener("click", (event) => {
  if (event.target.closest("a")) event.currentTarget.hidePopover();
});
