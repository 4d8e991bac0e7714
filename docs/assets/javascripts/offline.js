// The site without a server. A page that is opened from a folder may load classic scripts, pictures and frames, but no
// modules and no workers, and may not fetch. hooks/offline.py puts the other scripts in below; the pages of the edition for
// taking away load it in their place. Pages on a server do without it.
function edition(root, first) {
  const COPY = "edition-copy"; // the name of a frame that is opened to be read
  const scripts = edition.scripts();
  const ran = {};
  const within = (address) => new URL(address, root).href.replace(/[?#].*/, "").slice(root.length);

  /** Runs a script, once; what it exports. Names are relative to the script that needs it. */
  const need = (from) => (name) => {
    const address = new URL(name, from).href;
    ran[address] ??= { exports: scripts[within(address)].call(self, need(address), address) };
    return ran[address].exports;
  };

  if (first) {
    // In a worker, which has all of this as its own text.
    self.importScripts = (...names) => names.forEach(need(root + first));
    return need(root)(first);
  }

  if (self.name === COPY) {
    // As it was written: no script has changed it yet, and none shall run.
    parent.postMessage(document.documentElement.outerHTML, "*");
    return stop();
  }

  const page = (address) =>
    new Promise((resolve) => {
      const frame = document.createElement("iframe");
      addEventListener("message", function take({ source, data }) {
        if (source !== frame.contentWindow) return;
        removeEventListener("message", take);
        frame.remove();
        resolve(data);
      });
      Object.assign(frame, { name: COPY, src: address, hidden: true });
      document.body.append(frame);
    });

  const shelves = {};
  /** What a folder holds, from a script beside it. */
  const shelf = (folder) =>
    (shelves[folder] ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.onload = () => resolve(edition[folder]);
      script.onerror = reject;
      script.src = `${root}${folder}.js`;
      document.head.append(script);
    }));

  const { fetch, Worker } = self;
  self.fetch = async (address) => {
    const path = within(address);
    if (path.endsWith(".html")) return new Response(await page(address));
    const held = (await shelf(path.split("/").slice(0, 2).join("/")))[path];
    return held.startsWith("data:") ? fetch(held) : new Response(held);
  };

  self.Worker = class extends Worker {
    constructor(name) {
      const path = within(new URL(name, document.baseURI));
      const start = `edition(${JSON.stringify(root)}, ${JSON.stringify(path)})`;
      const code = `${edition}\nedition.scripts = ${edition.scripts};\n${start}`;
      super(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
    }

    // A worker has no shelves: it gets the picture in place of its address.
    postMessage(message, ...more) {
      if (typeof message.source !== "string") return super.postMessage(message, ...more);
      const send = (source) => super.postMessage({ ...message, source }, ...more);
      self.fetch(message.source).then((answer) => answer.blob()).then(send);
    }
  };

  // A file of a folder would be shown, where one of a server is kept.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[download]");
    if (!link) return;
    event.preventDefault();
    const blob = await (await self.fetch(link.href)).blob();
    const name = link.pathname.split("/").at(-1);
    Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name }).click();
  });

  // When Material has begun, as on a server. What is wrong with one does not hinder the next.
  const names = document.currentScript.dataset.scripts.split(" ");
  const start = () => names.forEach((name) => setTimeout(() => need(root)(name)));
  document.addEventListener("DOMContentLoaded", () => setTimeout(start), { once: true });
}

// Here a script sees what the page or the worker has, and none of the above.
edition.scripts = () => ({});

edition(new URL("../..", document.currentScript.src).href);
