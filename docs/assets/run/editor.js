// Code that can be changed where it stands: CodeMirror, in the colours of the page.
import { find } from "../javascripts/dom.js";
import {
  Compartment,
  Decoration,
  defaultKeymap,
  EditorState,
  EditorView,
  HighlightStyle,
  history,
  historyKeymap,
  indentUnit,
  indentWithTab,
  keymap,
  python,
  syntaxHighlighting,
  tags,
} from "./codemirror.min.js";

// As colours.css and shrink.py have them: names, numbers and operators look like the text around them.
const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.bool, tags.null], color: "var(--md-code-hl-keyword-color)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--md-code-hl-string-color)" },
  { tag: tags.comment, color: "var(--md-code-hl-comment-color)" },
]);
const THEME = EditorView.theme({
  "&": { backgroundColor: "var(--md-code-bg-color)", color: "var(--md-code-fg-color)", fontSize: "var(--run-size)" },
  "&.cm-focused": { outline: "0.1rem solid var(--md-accent-fg-color)" },
  ".cm-scroller": { fontFamily: "var(--md-code-font-family)", lineHeight: "1.4" },
  ".cm-content": { caretColor: "var(--md-code-fg-color)", padding: "0.77em 0" },
  ".cm-line": { padding: "0 1.18em" },
  ".run-line": { backgroundColor: "var(--site-mark)" },
});

// A browser that replaces coloured text keeps its colour, in an attribute that the policy refuses. So this replaces it.
const REPLACED = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { main } = view.state.selection;
    if (event.inputType !== "insertText" || event.data === null || main.empty) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

export class Editor {
  /**
   * @param {HTMLElement} block  the block whose code it takes the place of
   * @param {string} code
   * @param {string} label  what a screen reader says of it
   * @param {(text: string) => void} changed
   */
  constructor(block, code, label, changed) {
    this.shown = find(block, "pre", HTMLElement);
    this.host = document.createElement("div");
    this.host.className = "run-editor";
    this.host.dir = "ltr";
    // In a root of its own its styles are sheets, and the page's policy has no word to say.
    const root = this.host.attachShadow({ mode: "open" });
    this.marks = new Compartment();
    this.view = new EditorView({
      root,
      parent: root,
      doc: code,
      extensions: [
        THEME,
        REPLACED,
        python(),
        history(),
        syntaxHighlighting(COLOURS),
        indentUnit.of("    "),
        EditorState.tabSize.of(4),
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        this.marks.of([]),
        EditorView.contentAttributes.of({
          "aria-label": label,
          autocapitalize: "off",
          autocomplete: "off",
          autocorrect: "off",
          spellcheck: "false",
        }),
        EditorView.updateListener.of((update) => update.docChanged && changed(this.text)),
      ],
    });
    this.shown.after(this.host);
    this.shown.hidden = true;
  }

  get text() {
    return this.view.state.doc.toString();
  }

  set text(code) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: code } });
  }

  focus() {
    this.view.focus();
  }

  /**
   * Marks lines, until the text changes.
   * @param {number[]} lines
   */
  mark(lines) {
    const { doc } = this.view.state;
    const known = [...new Set(lines)].filter((line) => line <= doc.lines).sort((a, b) => a - b);
    const made = known.map((line) => Decoration.line({ class: "run-line" }).range(doc.line(line).from));
    const [marked, none] = [Decoration.set(made), Decoration.set([])];
    /** @param {EditorView} view */
    const shown = (view) => (view.state.doc === doc ? marked : none);
    const effects = this.marks.reconfigure(EditorView.decorations.of(shown));
    this.view.dispatch({ effects });
  }

  remove() {
    this.view.destroy();
    this.host.remove();
    this.shown.hidden = false;
  }
}
