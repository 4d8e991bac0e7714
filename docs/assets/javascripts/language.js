// Keeps the reader's place when she switches the language: sections have the same ids in both, so the link to the
// twin page gets the id of the section that is on the screen.
const headings = () => [...document.querySelectorAll(".md-content :is(h1, h2, h3, h4)[id]")];

function section() {
  const top = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
  const above = headings().filter((heading) => heading.getBoundingClientRect().top < top + 80);
  // On the first heading the reader is at the top of the page, where the address needs no id.
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
