// The types of what editor.js uses of CodeMirror; it is not served.
type Extension = object;

interface Text {
  length: number;
  lines: number;
  line(number: number): { from: number };
  toString(): string;
}

export class EditorState {
  static tabSize: { of(size: number): Extension };
  doc: Text;
  selection: { main: { empty: boolean } };
  replaceSelection(text: string): object;
}

export class Compartment {
  of(extension: Extension): Extension;
  reconfigure(extension: Extension): object;
}

export class EditorView {
  static theme(rules: Record<string, Record<string, string>>): Extension;
  static contentAttributes: { of(attributes: Record<string, string>): Extension };
  static domEventHandlers(handlers: { beforeinput(event: InputEvent, view: EditorView): boolean }): Extension;
  static updateListener: { of(listen: (update: { docChanged: boolean }) => void): Extension };
  static decorations: { of(marks: object): Extension };
  constructor(settings: { root: ShadowRoot; parent: ShadowRoot; doc: string; extensions: Extension[] });
  state: EditorState;
  dispatch(...changes: object[]): void;
  focus(): void;
  destroy(): void;
}

export const Decoration: {
  line(settings: { class: string }): { range(from: number): object };
  set(ranges: object[]): object;
};

export const HighlightStyle: { define(rules: { tag: object | object[]; color: string }[]): object };
export const tags: Record<"keyword" | "operatorKeyword" | "controlKeyword" | "bool" | "null" | "string" | "comment", object> & {
  special(tag: object): object;
};
export const indentUnit: { of(unit: string): Extension };
export const keymap: { of(keys: object[]): Extension };
export const defaultKeymap: object[];
export const historyKeymap: object[];
export const indentWithTab: object;
export function history(): Extension;
export function python(): Extension;
export function syntaxHighlighting(style: object): Extension;
