import { asButton } from "./drawer.js";

// Gives the keyboard and screen readers what Material's page keeps for the pointer. Without it a page is as Material made it.
const words = {
  en: { table: "Wide table", maths: "Wide formula", back: "Back" },
  fa: { table: "جدول پهن", maths: "فرمول پهن", back: "بازگشت" },
};
const said = words[document.documentElement.lang] ?? words.en;

// ---- what scrolls in its own box is a stop on the keyboard's way while there is something to scroll, and has a name

const BOXES = ".md-content :is(.figure-box, .maths, .md-typeset__scrollwrap, .twin table, pre > code)";

const BARE = "table, code"; // in another role it would be none

function name(box) {
  const caption = box.closest("figure")?.querySelector("figcaption[id]");
  if (caption) return ["aria-labelledby", caption.id];
  const kind = box.matches(".maths") ? "maths" : "table";
  const language = box.closest("[lang]").lang;
  const same = [...document.querySelectorAll(BOXES)].filter((other) => other.matches(".maths") === box.matches(".maths"));
  const number = same.indexOf(box) + 1;
  return ["aria-label", `${words[language][kind]} ${number.toLocaleString(language)}`];
}

function reach(box) {
  // What makes these keeps them reachable: their code changes, and lines that grow leave the size of the box as it is.
  if (box.closest("dialog, .explorer-code, .figure-code")) return;
  const scrolls = box.scrollWidth > box.clientWidth;
  if (scrolls === (box.tabIndex === 0) && (!scrolls || box.role || box.matches(BARE))) return; // as it was: it may have the focus
  for (const attribute of ["tabindex", "role", "aria-label", "aria-labelledby"]) box.removeAttribute(attribute);
  if (!scrolls) return;
  box.tabIndex = 0;
  if (box.matches(BARE)) return;
  box.setAttribute("role", "region");
  box.setAttribute(...name(box));
}

const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => reach(target)));
const watch = () => document.querySelectorAll(BOXES).forEach((box) => sizes.observe(box));

// ---- the labels that open and close the lists of the drawer become buttons

const LABELS = '.md-nav--primary :is(.md-nav__link, .md-nav__title)[for^="__nav_"]';

function opener(label) {
  const list = label.parentElement.closest(".md-nav__item").querySelector(":scope > .md-nav");
  const closes = label.matches(".md-nav__title");
  asButton(label, closes ? `${said.back}: ${list.ariaLabel}` : list.ariaLabel).addEventListener("click", () => {
    // What was pressed is out of sight now; its counterpart is there.
    const counterpart = closes ? ":scope > .md-nav__link .opener" : ":scope > .md-nav > .md-nav__title .opener";
    list.parentElement.querySelector(counterpart)?.focus();
  });
}

// ---- Material, whose script runs first, has made its buttons. They are no places of the page: a list of landmarks would have
// one for each block of code

document.querySelectorAll("nav.md-code__nav").forEach((bar) => bar.setAttribute("role", "presentation"));
document.querySelectorAll(LABELS).forEach(opener);
watch();
const article = document.querySelector(".md-content article");
if (article) new MutationObserver(watch).observe(article, { childList: true, subtree: true });
// A font that comes late makes lines longer and leaves the box as it was.
document.fonts.ready.then(() => document.querySelectorAll(BOXES).forEach(reach));
