// Keeps the reader's place when she switches the language: sections have the same ids in both, so the link to the
// twin page gets the id of the section that is on the screen.
const headings = () => [...document.querySelectorAll(".md-content :is(h1, h2, h3, h4)[id]:not(.twin *)")];

function section() {
  const place = (element) => element?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
  const header = place(document.querySelector(".md-header")).bottom;
  // At its end a page cannot bring its last sections to the top.
  const ended = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  const line = ended ? innerHeight : header + 80;
  const above = headings().filter((heading) => place(heading).top < line);
  const asked = above.find((heading) => heading.id === location.hash.slice(1));
  // The section that the address names, while its heading is there to be seen; else the last one begun.
  if (asked && place(asked).bottom > header) return asked.id;
  // Above the second heading the reader is at the top of the page, where the address needs no id.
  return above.length > 1 ? above.at(-1).id : "";
}

function keepPlace(event) {
  const link = event.target.closest?.("a[hreflang]");
  if (!link) return;
  const address = new URL(link.href);
  address.hash = section();
  address.search = location.search; // what the explorers show
  link.href = address.href;
  if (event.type === "click" || (event.type === "auxclick" && event.button === 1)) answer();
}

// Capture, so that the address is right before the browser follows it, opens a menu on it or copies it.
for (const kind of ["pointerdown", "click", "auxclick", "contextmenu"]) {
  document.addEventListener(kind, keepPlace, { capture: true });
}

// Offers the twin page, once and in its own language, to a reader whose browser prefers that language.
const OFFER = "language-offer";
const offers = {
  en: {
    dir: "ltr",
    name: "Language of this page",
    text: "This page is also in English.",
    read: "Read in English",
    close: "Close",
  },
  fa: {
    dir: "rtl",
    name: "زبان این صفحه",
    text: "این صفحه به فارسی هم هست.",
    read: "خواندن به فارسی",
    close: "بستن",
  },
};

function answered() {
  try {
    return localStorage.getItem(OFFER) !== null;
  } catch {
    return true; // what cannot be remembered would be asked on every page
  }
}

function answer() {
  try {
    localStorage.setItem(OFFER, "answered");
  } catch {
    // The storage is blocked or full.
  }
  document.querySelector(".offer")?.remove();
  document.documentElement.classList.remove("offering");
}

function offer() {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find((code) => code in offers);
  const link = document.querySelector(`.md-select a[hreflang="${wanted}"]`);
  const twins = document.querySelector('link[rel~="alternate"][hreflang]'); // the 404 page has none
  if (!link || !twins || wanted === document.documentElement.lang || answered()) return;
  const { dir, name, text, read, close } = offers[wanted];
  const box = document.createElement("aside");
  box.className = "offer";
  box.lang = wanted;
  box.dir = dir;
  box.setAttribute("aria-label", name);
  box.innerHTML = `<span>${text}</span> <a hreflang="${wanted}">${read}</a> <button type="button">${close}</button>`;
  box.querySelector("a").href = link.href;
  box.querySelector("button").addEventListener("click", answer);
  document.querySelector(".md-header").after(box);
  document.documentElement.classList.add("offering");
}

offer();

// A font that comes late sets the text anew and moves the section that the reader was sent to: go there again, unless she
// has moved on.
let moved = false;
for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
  addEventListener(kind, () => (moved = true), { once: true, passive: true });
}
document.fonts.ready.then(() => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && !moved) target.scrollIntoView();
});
