// Makes the site work without a server. A page that is opened from a folder may load classic scripts, pictures and frames, but
// no modules and no workers, and it may not fetch. The pages of the edition for taking away load this script in place of all
// others, which the build writes into `edition.scripts` below. Pages on a server do without it.

/**
 * Runs the scripts of a page, or of a worker.
 * @param {string} root  address of the folder of the edition
 * @param {string} [first]  the script of a worker; none in a page
 */
function edition(root, first) {
  /** @typedef {Record<string, unknown>} Exports */
  const COPY = "edition-copy"; // the name of a frame that is opened to be read
  /** @type {Record<string, (need: (name: string) => Exports, address: string) => Exports>} */
  const scripts = edition.scripts();
  /** @type {Record<string, { exports: Exports }>} */
  const ran = {};

  /**
   * The path in the folder that an address has.
   * @param {string | URL} address
   */
  const pathOf = (address) => new URL(address, root).href.replace(/[?#].*/, "").slice(root.length);

  /**
   * Returns a function that runs a script, once, and gives what it exports. Its name is relative to the script that needs it.
   * @param {string} from
   * @returns {(name: string) => Exports}
   */
  const needFrom = (from) => (name) => {
    const address = new URL(name, from).href;
    ran[address] ??= { exports: scripts[pathOf(address)].call(self, needFrom(address), address) };
    return ran[address].exports;
  };

  if (first) {
    // In a worker, which has all of this as its own text.
    const need = needFrom(root + first);
    Object.assign(self, {
      /** @param {string[]} names */
      importScripts: (...names) => {
        for (const name of names) need(name);
      },
    });
    needFrom(root)(first);
    return;
  }

  if (self.name === COPY) {
    // The page as it was written: no script has changed it yet, and none shall run.
    parent.postMessage(document.documentElement.outerHTML, "*");
    stop();
    return;
  }

  /**
   * The HTML of a page.
   * @param {string} address
   * @returns {Promise<string>}
   */
  const readPage = (address) =>
    new Promise((resolve) => {
      const frame = document.createElement("iframe");
      /** @param {MessageEvent<string>} message */
      const take = ({ source, data }) => {
        if (source !== frame.contentWindow) return;
        removeEventListener("message", take);
        frame.remove();
        resolve(data);
      };
      addEventListener("message", take);
      Object.assign(frame, { name: COPY, src: address, hidden: true });
      document.body.append(frame);
    });

  /** @typedef {Record<string, string>} Shelf */
  /** @type {Record<string, Promise<Shelf>>} */
  const shelves = {};

  /**
   * The files of a folder, as texts: a script beside the folder puts them into edition[folder].
   * @param {string} folder
   */
  const loadShelf = (folder) => {
    shelves[folder] ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.onload = () => resolve(Reflect.get(edition, folder));
      script.onerror = reject;
      script.src = `${root}${folder}.js`;
      document.head.append(script);
    });
    return shelves[folder];
  };

  const { fetch, Worker } = self;
  self.fetch = async (request) => {
    const address = request instanceof Request ? request.url : `${request}`;
    const path = pathOf(address);
    if (path.endsWith(".html")) return new Response(await readPage(address));
    const file = (await loadShelf(path.split("/").slice(0, 2).join("/")))[path];
    return file.startsWith("data:") ? fetch(file) : new Response(file);
  };

  self.Worker = class extends Worker {
    /** @param {string | URL} name */
    constructor(name) {
      const path = pathOf(new URL(name, document.baseURI));
      const start = `edition(${JSON.stringify(root)}, ${JSON.stringify(path)})`;
      const code = `${edition}\nedition.scripts = ${edition.scripts};\n${start}`;
      super(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
    }

    /**
     * Sends a message. A worker has no shelves: it gets a picture in place of its address.
     * @param {{ source?: unknown }} message
     */
    postMessage(message) {
      const { source } = message;
      if (typeof source !== "string") return super.postMessage(message);
      /** @param {Blob} picture */
      const send = (picture) => super.postMessage({ ...message, source: picture });
      self.fetch(source).then((answer) => answer.blob()).then(send);
    }
  };

  // A file of a folder would be shown, where one of a server is kept.
  document.addEventListener("click", async (event) => {
    const { target } = event;
    const link = target instanceof Element ? target.closest("a[download]") : null;
    if (!(link instanceof HTMLAnchorElement) || link.pathname.endsWith(".zip")) return; // a browser keeps a zip anyway
    event.preventDefault();
    const blob = await (await self.fetch(link.href)).blob();
    const name = link.pathname.split("/").at(-1);
    Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name }).click();
  });

  // When Material has begun, as on a server. A fault in one script does not hinder the next.
  const { currentScript } = document;
  const names = (currentScript?.dataset.scripts ?? "").split(" ");
  const start = () => {
    for (const name of names) setTimeout(() => needFrom(root)(name));
  };
  document.addEventListener("DOMContentLoaded", () => setTimeout(start), { once: true });
}

// A function of its own, so that a script sees what the page or the worker has, and none of the above.
edition.scripts = () => ({});

if (document.currentScript instanceof HTMLScriptElement) edition(new URL("../..", document.currentScript.src).href);
