// The code of an explorer: it changes with what the explorer shows, and so does what Run runs.
import { find, findAround } from "../javascripts/dom.js";
import { Panel, panelOf as panelFor } from "./panel.js";

/** @param {HTMLElement} block */
export const panelOf = (block) => panelFor(block, Shown);

class Shown extends Panel {
  /** @param {HTMLElement} block */
  constructor(block) {
    super(block);
    // What was printed for other numbers goes.
    new MutationObserver(() => {
      if (this.job) return;
      this.clear();
      this.tell("");
    }).observe(find(block, "pre > code", HTMLElement), { childList: true });
  }

  given() {
    const explorer = findAround(this.block, "[data-live] > :last-child", HTMLElement);
    return /** @type {import("../explorers/shared.js").Explorer<object>} */ (explorer).filesOfCode();
  }

  /** @param {RunResult} result */
  conclude({ error }) {
    this.tell(error ? this.said.error : "");
  }
}
