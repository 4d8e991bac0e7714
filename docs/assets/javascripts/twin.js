// Opens the same section of the twin page, in the other language, under the section that is on the screen.
const words = {
  en: {
    dir: "ltr",
    name: "English",
    label: "This section in English",
    ask: "This section in Persian",
    failed: "The Persian text could not be loaded. Check the connection and press the button again.",
  },
  fa: {
    dir: "rtl",
    name: "فارسی",
    label: "این بخش به فارسی",
    ask: "این بخش به انگلیسی",
    failed: "متن انگلیسی بارگذاری نشد. اتصال را بررسی کنید و دکمه را دوباره بزنید.",
  },
};
const here = document.documentElement.lang;
const there = here === "fa" ? "en" : "fa";
// The switch's own link is relative, so it is right wherever the site is served.
const address = document.querySelector(`.md-select a[hreflang="${there}"]`)?.href.replace(/#.*/, "");

let fetched;
function twinPage() {
  fetched ??= fetch(address).then(async (answer) => {
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  });
  fetched.catch(() => (fetched = undefined)); // to be tried again
  return fetched;
}

// A heading with all that follows, up to a heading of its level or above it, or what was opened for one.
function section(heading) {
  const nodes = [heading];
  for (let node = heading.nextSibling; node; node = node.nextSibling) {
    const level = node.dataset?.twinOf ?? node.nodeName;
    if (/^H[1-6]$/.test(level) && level <= heading.nodeName) break;
    nodes.push(node);
  }
  return nodes;
}

const REFERENCE = /^(id|for|headers|list|popovertarget|aria-(labelledby|describedby|controls|details|owns))$/;
const ADDRESS = /^(href|xlink:href|src|poster)$/;

// A copy of a section of the twin page that may stand in this one.
function copied(heading) {
  const copy = document.createDocumentFragment();
  copy.append(...section(heading).map((node) => document.importNode(node, true)));
  for (const element of copy.querySelectorAll("script, .headerlink")) element.remove();
  const ids = new Set([...copy.querySelectorAll("[id]")].map((element) => element.id));
  let prefix = "twin-";
  while ([...ids].some((id) => document.getElementById(prefix + id))) prefix += "twin-";
  const own = (id) => (ids.has(id) ? prefix + id : id);
  for (const element of copy.querySelectorAll("*")) {
    for (const attribute of [...element.attributes]) {
      const { name, value } = attribute;
      if (name.startsWith("on")) element.removeAttribute(name);
      else if (REFERENCE.test(name)) attribute.value = value.replace(/\S+/g, own);
      else if (!ADDRESS.test(name)) attribute.value = value.replace(/(url\(["']?#)([^"')]+)/g, (_, a, id) => a + own(id));
      else if (value[0] === "#" && ids.has(value.slice(1))) attribute.value = "#" + own(value.slice(1));
      else attribute.value = new URL(value, address).href;
    }
  }
  return copy;
}

function panel(language, heading) {
  const made = document.createElement("section");
  made.className = "twin";
  made.id = `twin-of-${heading.id}`;
  made.lang = language;
  made.dir = words[language].dir;
  made.dataset.twinOf = heading.nodeName;
  return made;
}

function control(heading) {
  const bar = document.createElement("div");
  bar.className = "twin-bar";
  bar.innerHTML = `<button type="button" aria-expanded="false" aria-controls="twin-of-${heading.id}">
    <span lang="${there}" dir="${words[there].dir}">${words[there].name}</span>
    <span class="twin-ask">${words[here].ask}</span>
  </button>`;
  const button = bar.firstChild;
  let shown;

  function close() {
    shown?.remove();
    button.setAttribute("aria-expanded", "false");
    button.removeAttribute("aria-busy");
  }

  async function open() {
    const mine = (shown = panel(there, heading));
    mine.setAttribute("aria-label", words[there].label);
    button.setAttribute("aria-expanded", "true");
    button.setAttribute("aria-busy", "true");
    section(heading).at(-1).after(mine);
    try {
      const twin = (await twinPage()).getElementById(heading.id);
      if (!mine.isConnected) return; // closed meanwhile
      mine.append(copied(twin));
      button.removeAttribute("aria-busy");
      // Under a long section the reader would not see that anything came.
      if (mine.getBoundingClientRect().top > innerHeight - 48) mine.scrollIntoView({ block: "nearest" });
    } catch {
      // No line, no such page, or no such section in it. Said beside the button, to be seen and pressed again.
      if (!mine.isConnected) return;
      close();
      shown = panel(here, heading);
      shown.setAttribute("role", "alert");
      shown.textContent = words[here].failed;
      heading.nextElementSibling.after(shown);
      shown.scrollIntoView({ block: "nearest" });
    }
  }

  button.addEventListener("click", () => {
    const opened = button.getAttribute("aria-expanded") === "true";
    close();
    if (!opened) return open();
    button.scrollIntoView({ block: "nearest" });
  });
  heading.after(bar);
}

if (address) document.querySelectorAll(".md-content article > :is(h2, h3)[id]").forEach(control);
