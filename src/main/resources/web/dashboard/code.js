// Code with colours, line numbers, and what was found at its lines. The highlighter's own HTML is
// never used: its tokens are put into text nodes.
import { html } from "./vendor/lit-html.js";
import { visible } from "./words.js";

const MAX_HIGHLIGHTED = 200_000;

const LANGUAGES = {
  js: "javascript", mjs: "javascript", cjs: "javascript", jsx: "javascript", ts: "typescript",
  tsx: "typescript", py: "python", java: "java", kt: "kotlin", ex: "elixir", exs: "elixir",
  rb: "ruby", php: "php", go: "go", rs: "rust", c: "c", h: "c", cpp: "cpp", cc: "cpp",
  hpp: "cpp", cs: "csharp", sh: "bash", bash: "bash", lua: "lua", html: "xml", xml: "xml",
  svg: "xml", css: "css", scss: "scss", json: "json", yaml: "yaml", yml: "yaml", toml: "ini",
  ini: "ini", sql: "sql", md: "markdown", pl: "perl", r: "r", swift: "swift", diff: "diff",
};

class Tokens {
  constructor() {
    this.lines = [[]];
    this.scopes = [];
  }
  addText(text) {
    const parts = text.split("\n");
    const scope = this.scopes.at(-1) ?? "";
    parts.forEach((part, i) => {
      if (i > 0) {
        this.lines.push([]);
      }
      if (part) {
        this.lines.at(-1).push({ text: part, scope });
      }
    });
  }
  startScope(scope) {
    this.scopes.push(scope);
  }
  endScope() {
    this.scopes.pop();
  }
  openNode(scope) {
    this.startScope(scope);
  }
  closeNode() {
    this.endScope();
  }
  __addSublanguage(other) {
    other.lines.forEach((line, i) => {
      if (i > 0) {
        this.lines.push([]);
      }
      this.lines.at(-1).push(...line);
    });
  }
  finalize() {}
  toHTML() {
    return "";
  }
}

const remembered = new Map();

/** The tokens of each line. */
export function tokens(path, text) {
  const key = `${path}\n${text}`;
  if (!remembered.has(key)) {
    if (remembered.size > 20) {
      remembered.delete(remembered.keys().next().value);
    }
    remembered.set(key, tokenised(path, text));
  }
  return remembered.get(key);
}

function tokenised(path, text) {
  const hljs = globalThis.hljs;
  const language = LANGUAGES[path.split(".").at(-1).toLowerCase()];
  if (hljs?.getLanguage(language) && text.length < MAX_HIGHLIGHTED) {
    hljs.configure({ __emitter: Tokens });
    const { _emitter } = hljs.highlight(text, { language, ignoreIllegals: true });
    if (_emitter instanceof Tokens) {
      return _emitter.lines;
    }
  }
  return text.split("\n").map((line) => [{ text: line, scope: "" }]);
}

const scopeClass = (scope) => (scope ? `hl-${scope.split(".")[0]}` : "");

export const coloured = (line) =>
  line.map(({ text, scope }) =>
    scope ? html`<span class=${scopeClass(scope)}>${visible(text)}</span>` : visible(text));

const note = ({ severity, text }) => html`<tr class="note is-${severity}"><td></td>
  <td><span class="note-text">${text}</span></td></tr>`;

/**
 * Code as it stands.
 *
 * @param {Map<number, {severity: string, text: string}[]>} notes by line: what was found there
 */
export function listing(path, text, notes = new Map()) {
  const lines = tokens(path, text.endsWith("\n") ? text.slice(0, -1) : text);
  return html`
    ${(notes.get(0) ?? []).map(({ severity, text: words }) => html`
      <p class="note is-${severity}">${words}</p>`)}
    <div class="code" role="region" aria-label=${`Code of ${visible(path)}`} tabindex="0">
    <table><tbody>${lines.map((line, i) => html`
      <tr id=${`L${i + 1}`} class=${notes.has(i + 1) ? "noted" : ""}>
        <td class="line-number" data-line=${i + 1}></td><td><code>${coloured(line)}</code></td>
      </tr>
      ${(notes.get(i + 1) ?? []).map(note)}`)}
    </tbody></table></div>`;
}
