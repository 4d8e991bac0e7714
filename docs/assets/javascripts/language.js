// Keeps the reader's place when she switches the language: sections have the same ids in both, so the link to the
// twin page gets the id of the section that is on the screen.
const headings = () => [...document.querySelectorAll(".md-content :is(h1, h2, h3, h4)[id]")];

function section() {
  const bottom = (element) => element?.getBoundingClientRect().bottom ?? 0;
  const onScreen = (heading) => heading.getBoundingClientRect().top >= 0 && bottom(heading) <= innerHeight;
  // At its end a page cannot bring its last sections to the top: there the reader is at the one she asked for,
  // or at the last.
  if (scrollY && innerHeight + scrollY >= document.documentElement.scrollHeight - 2) {
    const visible = headings().filter(onScreen);
    const asked = visible.find((heading) => heading.id === location.hash.slice(1));
    if (visible.length) return (asked ?? visible.at(-1)).id;
  }
  const top = bottom(document.querySelector(".md-header"));
  const above = headings().filter((heading) => heading.getBoundingClientRect().top < top + 80);
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
