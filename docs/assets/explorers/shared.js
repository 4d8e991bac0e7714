// What the explorers share: digits, state in the address, the button that copies.
const PERSIAN = "۰۱۲۳۴۵۶۷۸۹";

/** "en" or "fa". */
export const language = (element) => element.closest("[lang]").lang;

/** Words and labels with the digits of their language; grids and formulas keep Latin ones, as figures do. */
export const digits = (text, lang) =>
  lang === "fa" ? `${text}`.replace(/(\d)\.(?=\d)/g, "$1٫").replace(/\d/g, (digit) => PERSIAN[digit]) : `${text}`;

/** The number that a reader typed, in Latin, Persian or Arabic digits; NaN if it is none. */
export function number(text) {
  const latin = text.trim().replace(/[۰-۹٠-٩]/g, (digit) => digit.charCodeAt() & 15);
  const plain = latin.replace("٫", ".").replace("−", "-");
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}

/** A number as cells and formulas show it. */
export const numeral = (value) =>
  Number.isFinite(value) ? `${+value.toFixed(2)}`.replace("-", "−") : value < 0 ? "−∞" : "∞";

// ---- state: "name=value;name=value" in a parameter of the address that has the explorer's name

/** "k=2;s=1" -> {k: "2", s: "1"} */
export const fields = (text) =>
  Object.fromEntries((text ?? "").split(";").flatMap((part) => (part ? [part.split(/=(.*)/s)] : [])));

/** {k: 2, s: 1} -> "k=2;s=1" */
export const written = (state) =>
  Object.entries(state)
    .map((entry) => entry.join("="))
    .join(";");

/** The state that the address has for an explorer, or null. */
export const recall = (name) => new URLSearchParams(location.search).get(name);

function address(name, text) {
  const url = new URL(location);
  const parts = url.search.slice(1).split("&");
  const others = parts.filter((part) => part && part.split("=")[0] !== name);
  // These marks need no escape in a query, and without it a reader can read it.
  if (text) others.push(`${name}=${encodeURIComponent(text).replace(/%(2C|2F|3A|3B|3D)/g, decodeURIComponent)}`);
  url.search = others.join("&");
  return url;
}

const waiting = {};

/** Puts the state into the address; "" takes it out. Not at once: browsers refuse a hundred changes in a moment. */
export function remember(name, text) {
  clearTimeout(waiting[name]);
  waiting[name] = setTimeout(() => history.replaceState(history.state, "", address(name, text)), 200);
}

/** The address that reopens the state, at the heading above the explorer's box. */
export function link(box, name, text) {
  const url = address(name, text);
  let above = box;
  while (above && !/^H[1-6]$/.test(above.nodeName)) above = above.previousElementSibling;
  if (above) url.hash = above.id;
  return url.href;
}

const COPIED = { en: ["Copied", "Could not copy"], fa: ["کپی شد", "کپی نشد"] };

/** Makes a button copy what text() returns, and say so. */
export function copies(button, text) {
  const label = button.textContent;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const [copied, failed] = COPIED[language(button)];
    // Without https there is no clipboard.
    const done = await navigator.clipboard?.writeText(text()).then(() => true, () => false);
    button.textContent = done ? copied : failed;
    setTimeout(() => (button.textContent = label), 2000);
  });
}
