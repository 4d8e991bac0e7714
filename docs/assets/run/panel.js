// What stands under a block when its Run is pressed: how far it is, what it prints and draws, and what became of it.
import { find, findAll, languageOf } from "../javascripts/dom.js";
import { changes, codeOf, draws, filesFor, KEPT, LINK, megabytes, showCosts, sum } from "../javascripts/run.js";
import { words } from "../javascripts/words.js";
import { words as wordsOfPanels } from "./words.js";
import { LIMIT, runPython } from "./python.js";

/** @type {WeakMap<HTMLElement, Panel>} */
const panels = new WeakMap();

/**
 * The panel of a block, made when it is asked for first.
 * @param {HTMLElement} block
 * @param {new (block: HTMLElement) => Panel} [Kind]
 */
export function panelOf(block, Kind = Panel) {
  const panel = panels.get(block) ?? new Kind(block);
  panels.set(block, panel);
  return panel;
}

/** The colours of the page, for pictures. */
function look() {
  const style = getComputedStyle(document.body);
  const [ink, paper] = ["--fig-ink", "--fig-paper"].map((name) => style.getPropertyValue(name).trim());
  return JSON.stringify({ ink, paper, dpi: 100 * Math.min(2, Math.max(1, devicePixelRatio)) });
}

/**
 * What a program printed, in lines as the page writes them.
 * @param {string} printed
 */
const asShown = (printed) => printed.replace(/\n$/, "").split("\n").map((line) => `#> ${line}`.trimEnd()).join("\n");

/** @param {string} code */
const shownIn = (code) => code.split("\n").filter((line) => line.startsWith("#>")).join("\n");

/**
 * Code without its `#>` lines: who changes it prints others.
 * @param {string} code
 */
const withoutOutput = (code) => code.split("\n").filter((line) => !line.startsWith("#>")).join("\n").trimEnd();

export class Panel {
  /** @param {HTMLElement} block */
  constructor(block) {
    this.block = block;
    this.language = languageOf(block);
    this.said = { ...words[this.language].run, ...wordsOfPanels[this.language].running };
    this.code = codeOf(block);
    this.wanted = shownIn(this.code); // what it should print
    this.start = withoutOutput(this.code); // what the editor begins with
    this.space = ""; // that it shares with others
    this.before = ""; // the code of those others
    this.check = ""; // code that looks at what that of the reader has made
    this.limit = LIMIT;
    this.key = sum(this.code);
    this.button = find(block, ".run, .check", HTMLButtonElement);
    this.bar = find(block, ".run-bar", HTMLElement);
    /** @type {import("./editor.js").Editor | undefined} */
    this.editor = undefined;
    /** @type {{ stop: () => void } | undefined} */
    this.job = undefined;
    this.stop = this.addButton("run-stop", this.said.stop, () => this.job?.stop());
    this.button.after(this.stop);
    this.stop.hidden = true;
    const below = document.createElement("div");
    below.className = "run-below";
    below.innerHTML = `<p class="run-state" role="status"></p><progress hidden></progress>
      <div class="run-output" dir="ltr" hidden></div>`;
    below.dir = this.bar.dir;
    block.append(below);
    this.state = find(below, ".run-state", HTMLElement);
    this.progress = find(below, "progress", HTMLProgressElement);
    this.output = find(below, ".run-output", HTMLElement);
  }

  /**
   * @param {string} name
   * @param {string} text
   * @param {() => void} press
   */
  addButton(name, text, press) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = name;
    button.textContent = text;
    button.addEventListener("click", press);
    this.bar.append(button);
    return button;
  }

  /**
   * A sentence with a number in it.
   * @param {string} name
   * @param {number} n
   */
  counted(name, n) {
    return this.said[name].replace("{n}", n.toLocaleString(this.language));
  }

  /** What Run runs. */
  get program() {
    return this.editor?.text ?? codeOf(this.block);
  }

  /**
   * The files that the code reads, by name or address.
   * @returns {Promise<Record<string, Uint8Array>>}
   */
  async given() {
    return {};
  }

  /** Runs the code of the block, or what the reader has made of it. */
  async run() {
    if (this.job) return;
    const code = this.program;
    const all = this.before + code;
    const total = filesFor(all).reduce((bytes, [, size]) => bytes + size, 0);
    this.job = { stop: () => {} };
    this.begin();
    let printed = "";
    const given = await this.given().catch(() => ({})); // what cannot be fetched the code itself misses
    const { check, space } = this;
    const { result, stop } = runPython(
      { code, check, space, look: draws(all) ? look() : "", given },
      {
        waiting: () => this.tell(this.said.waiting),
        starting: () => this.tell(this.said.starting),
        loaded: (bytes) => this.showProgress(bytes, total),
        running: () => {
          this.progress.hidden = true;
          this.tell(this.counted("running", this.limit));
        },
        printed: (kind, text) => {
          if (kind === "out") printed += text;
          this.print(kind, text);
        },
        picture: (data) => this.draw(data),
      },
      this.limit,
    );
    this.job = { stop };
    this.end(await result, printed);
  }

  /** Shows that it runs. */
  begin() {
    this.button.setAttribute("aria-disabled", "true");
    this.stop.hidden = false;
    this.clear();
    this.output.setAttribute("aria-busy", "true");
  }

  /** Takes away what the last run has left. */
  clear() {
    for (const image of findAll(this.output, "img", HTMLImageElement)) URL.revokeObjectURL(image.src);
    this.output.replaceChildren();
    this.output.hidden = true;
    delete this.output.dataset.same;
    this.markLines([]);
  }

  /**
   * Says what became of it.
   * @param {RunResult} result
   * @param {string} printed
   */
  end(result, printed) {
    this.job = undefined;
    delete this.block.dataset.running;
    this.output.removeAttribute("aria-busy");
    this.button.removeAttribute("aria-disabled");
    if (document.activeElement === this.stop) this.button.focus();
    this.stop.hidden = true;
    this.progress.hidden = true;
    if (result.left_out) this.print("note", `${this.counted("left_out", result.left_out)}\n`);
    if (result.error) this.showError(result.error);
    this.nameStops();
    if (result.ended !== "done") {
      this.tell(result.ended === "late" ? this.counted("late", this.limit) : this.said[result.ended]);
    } else {
      this.conclude(result, printed);
    }
    showCosts();
  }

  /**
   * Says what came of code that has run to its end.
   * @param {RunResult} result
   * @param {string} printed
   */
  conclude(result, printed) {
    if (result.error) this.tell(this.said.error);
    else this.compare(printed);
  }

  /** @param {string} printed */
  compare(printed) {
    const { wanted } = this;
    const same = printed || wanted ? asShown(printed) === wanted : true;
    this.output.hidden = false;
    this.output.dataset.same = `${same}`;
    const nothing = this.output.childElementCount === 0;
    if (!printed && !wanted) this.tell(nothing ? this.said.quiet : "");
    else this.tell(same ? this.said.same : this.said.other);
  }

  /** @param {string} text */
  tell(text) {
    if (this.state.textContent !== text) this.state.textContent = text;
  }

  /**
   * @param {number} bytes
   * @param {number} total
   */
  showProgress(bytes, total) {
    const of = Math.max(bytes, total);
    this.progress.hidden = false;
    this.progress.max = of;
    this.progress.value = bytes;
    const said = this.said.loading;
    this.progress.setAttribute("aria-label", said.replace(/:.*/, ""));
    const [n, all] = [bytes, of].map((one) => megabytes(one, this.language));
    this.tell(bytes < of ? said.replace("{n}", n).replace("{of}", all) : this.said.starting);
  }

  /**
   * Adds what is printed.
   * @param {string} kind  out, error, or note
   * @param {string} text
   */
  print(kind, text) {
    this.output.hidden = false;
    const last = this.output.lastElementChild;
    const block = last?.matches(`pre.run-${kind}`) ? last : document.createElement("pre");
    block.className = `run-${kind}`;
    if (kind === "note") block.setAttribute("dir", "auto");
    if (block !== last) {
      block.append(document.createElement("code"));
      this.output.append(block);
    }
    find(block, "code", HTMLElement).append(text);
  }

  /** Lets the keyboard reach what scrolls, and gives it a name. */
  nameStops() {
    for (const block of findAll(this.output, "pre", HTMLElement)) {
      if (block.scrollHeight <= block.clientHeight) continue;
      block.tabIndex = 0;
      block.setAttribute("role", "group");
      block.setAttribute("aria-label", this.said.output);
    }
  }

  /** @param {Uint8Array<ArrayBuffer>} data */
  draw(data) {
    this.output.hidden = false;
    const image = document.createElement("img");
    image.alt = this.said.picture;
    image.src = URL.createObjectURL(new Blob([data], { type: "image/png" }));
    this.output.append(image);
  }

  /** @param {RunError} error */
  showError({ text, lines, hint }) {
    this.output.hidden = false;
    const box = document.createElement("div");
    box.className = "run-error";
    for (const [line, code] of lines) {
      const row = document.createElement("div");
      const place = document.createElement("bdi");
      place.textContent = this.counted("line", line);
      const said = document.createElement("code");
      said.textContent = code;
      row.append(place, " ", said);
      box.append(row);
    }
    const message = document.createElement("code");
    message.textContent = text;
    box.append(message);
    if (hint) {
      const advice = document.createElement("p");
      advice.dir = this.bar.dir;
      advice.textContent = this.said[`hint_${hint}`];
      box.append(advice);
    }
    this.output.append(box);
    this.markLines(lines.map(([line]) => line));
  }

  /**
   * Marks lines of the code as it stands, where the browser can do so.
   * @param {number[]} lines
   */
  markLines(lines) {
    if (this.editor) this.editor.mark(lines);
    else if (CSS.highlights) {
      const code = find(this.block, "pre > code", HTMLElement);
      if (lines.length) for (const fold of findAll(code, ".fold", HTMLElement)) fold.setAttribute("aria-expanded", "true"); // it may be there
      const ranges = CSS.highlights.get("run-error") ?? new Highlight();
      for (const range of [...ranges]) if (code.contains(range.startContainer)) ranges.delete(range);
      for (const line of lines) ranges.add(rangeOf(code, line));
      CSS.highlights.set("run-error", ranges);
    }
  }

  // ---- Changing it

  /**
   * Makes the code an editor.
   * @param {string} [code]  what the reader has made of it before
   */
  async change(code) {
    if (!this.editor) {
      const { Editor } = await import("./editor.js");
      if (this.editor) return;
      this.markLines([]);
      this.editor = new Editor(this.block, code ?? this.start, this.said.editor, (text) => this.keep(text));
      find(this.block, ".run-change", HTMLElement).hidden = true;
      this.reset = this.addButton("run-reset", this.said.reset, () => this.putBack());
      this.link = this.addButton("run-link", this.said.link, () => this.copyLink());
      if (code === undefined) this.editor.focus();
    } else if (code !== undefined) {
      this.editor.text = code;
    }
  }

  /** Brings the page's own code back. */
  putBack() {
    this.editor?.remove();
    this.editor = undefined;
    for (const button of [this.reset, this.link]) button?.remove();
    const change = find(this.block, ".run-change", HTMLElement);
    change.hidden = false;
    change.focus();
    this.keep(this.start);
    this.tell("");
    if (location.hash.startsWith(LINK)) history.replaceState(history.state, "", location.pathname + location.search);
  }

  /**
   * Keeps what the reader has written on this device, if the browser lets it.
   * @param {string} text
   */
  keep(text) {
    if (!this.job) {
      // What was said is of other code.
      delete this.output.dataset.same;
      this.tell("");
    }
    const all = changes();
    if (text === this.start) delete all[this.key];
    else all[this.key] = text;
    try {
      if (Object.keys(all).length) localStorage.setItem(KEPT, JSON.stringify(all));
      else localStorage.removeItem(KEPT);
    } catch {
      // It stays until the page is left.
    }
  }

  async copyLink() {
    const address = new URL(location.href);
    address.hash = `${LINK}${this.key}.${await packed(this.editor?.text ?? this.code)}`;
    // Without https there is no clipboard.
    const done = await navigator.clipboard?.writeText(address.href).then(() => true, () => false);
    if (!done) history.replaceState(history.state, "", address);
    this.tell(this.said[done ? "linked" : "not_linked"]);
  }

  /**
   * Shows code that came with a link, and does not run it.
   * @param {string} text
   */
  async showLinked(text) {
    try {
      await this.change(await unpacked(text));
    } catch {
      return; // it is no code
    }
    this.tell(this.said.from_link);
    this.block.scrollIntoView({ block: "center" });
  }
}

/**
 * The text nodes of a line.
 * @param {HTMLElement} code
 * @param {number} line
 */
function rangeOf(code, line) {
  const range = new Range();
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  let at = 1;
  let began = false;
  for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
    for (let i = 0; i < node.data.length; i++) {
      if (at === line && !began) {
        range.setStart(node, i);
        began = true;
      }
      if (node.data[i] !== "\n") continue;
      if (at === line) {
        range.setEnd(node, i);
        return range;
      }
      at++;
    }
  }
  range.setEndAfter(code.lastChild ?? code);
  return range;
}

/**
 * A text as it may stand in an address.
 * @param {string} text
 */
async function packed(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const signs = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} text */
async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
}
