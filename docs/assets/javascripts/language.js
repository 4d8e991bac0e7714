// Keeps the reader's place when she switches the language: sections have the same ids in both, so the link to the
// twin page gets the id of the section that is on the screen.
const headings = () => [...document.querySelectorAll(".md-content :is(h1, h2, h3, h4)[id]")];

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
  link.href = address.href;
}

// Capture, so that the address is right before the browser follows it, opens a menu on it or copies it.
for (const kind of ["pointerdown", "click", "auxclick", "contextmenu"]) {
  document.addEventListener(kind, keepPlace, { capture: true });
}
