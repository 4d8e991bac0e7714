// A function that a reader writes: runs it beside the answer, and says what is wrong with it.
import { showWritten, WRITTEN, written } from "../javascripts/run.js";
import { words } from "../javascripts/words.js";
import { checking, exercises } from "./exercises.js";
import { Panel, panelOf as panelFor } from "./panel.js";

const LIMIT = 5; // seconds; the inputs are small

/** @param {HTMLElement} block */
export const panelOf = (block) => panelFor(block, Exercise);

/**
 * Python that looks at the reader's function.
 * @param {{ name: string, code: string }} exercise
 */
const lookingAt = ({ name, code }) => `${checking}
${code}
verdict = EXERCISE.check(made.get("${name}"))
if "raised" in verdict:
    raise verdict.pop("raised")
`;

class Exercise extends Panel {
  /** @param {HTMLElement} block */
  constructor(block) {
    super(block);
    this.name = block.parentElement?.dataset.exercise ?? "";
    this.exercise = exercises[this.name];
    this.said = { ...this.said, ...words[this.language].exercise };
    this.start = `${this.start}\n    `;
    this.check = lookingAt(this.exercise);
    this.limit = LIMIT;
    this.verdict = document.createElement("div");
    this.verdict.className = "exercise-verdict";
    this.verdict.setAttribute("role", "status");
    this.state.after(this.verdict);
  }

  begin() {
    super.begin();
    this.verdict.replaceChildren();
    delete this.verdict.dataset.verdict;
  }

  /** @param {RunResult} result */
  conclude({ error, verdict }) {
    this.tell("");
    const found = /** @type {Verdict | null} */ (verdict);
    if (!found) this.say(error ? this.said.error : this.exercise.said[this.language].missing);
    else if (found.mistake) this.explain(found);
    else this.praise(Number(found.cases));
    this.verdict.dataset.verdict = found && !found.mistake ? "right" : "wrong";
  }

  /**
   * @param {string} html  of the site's own messages
   * @param {Record<string, string>} [fill]  what stands in the place of {name}
   */
  say(html, fill = {}) {
    const line = document.createElement("p");
    line.innerHTML = html;
    for (const code of line.querySelectorAll("code")) {
      code.textContent = code.textContent.replace(/\{(\w+)\}/g, (all, name) => fill[name] ?? all);
    }
    this.verdict.append(line);
  }

  /** @param {number} cases */
  praise(cases) {
    this.say(this.said.right.replace("{n}", cases.toLocaleString(this.language)));
    try {
      localStorage.setItem(WRITTEN, JSON.stringify([...new Set([...written(), this.name])]));
    } catch {
      // It is not remembered.
    }
    showWritten();
  }

  /**
   * Says what the mistake is, and shows the smallest input that it spoils, with hers beside the right result.
   * @param {Verdict} found
   */
  explain({ mistake, given = [], got, wanted, fill }) {
    this.say(this.exercise.said[this.language][mistake], fill);
    const shown = document.createElement("div");
    shown.className = "exercise-grids";
    for (const [name, value] of given) if (value.grid) shown.append(this.grid(value, name, "code"));
    const rest = given.filter(([, value]) => !value.grid).map(([name, value]) => `${name} = ${value.text}`);
    if (rest.length) shown.append(this.grid({ text: rest.join("\n") }, ""));
    if (got) shown.append(this.grid(got, this.said.yours));
    if (wanted) shown.append(this.grid(wanted, this.said.wanted));
    if (shown.childElementCount) this.verdict.append(shown);
  }

  /**
   * A value as a small table, or as a text.
   * @param {Drawn} value
   * @param {string} caption
   * @param {string} [as]  the element that the caption is
   */
  grid({ grid, marks = [], text = "" }, caption, as = "span") {
    const table = document.createElement("table");
    table.className = "exercise-grid";
    table.dir = "ltr";
    if (caption) {
      const above = table.createCaption();
      above.appendChild(document.createElement(as)).textContent = caption;
      above.lang = this.language;
      above.dir = "auto";
    }
    const body = table.createTBody();
    for (const [r, row] of (grid ?? [[text]]).entries()) {
      const line = body.insertRow();
      for (const [c, number] of row.entries()) {
        const cell = line.insertCell();
        const marked = marks.some(([i, j]) => i === r && j === c);
        const inside = document.createElement(marked ? "mark" : grid ? "span" : "code");
        inside.textContent = number;
        cell.append(inside);
        if (!marked) continue;
        const differs = document.createElement("span");
        differs.className = "exercise-said";
        differs.lang = this.language;
        differs.textContent = ` ${this.said.differs}`;
        cell.append(differs);
      }
    }
    return table;
  }
}
