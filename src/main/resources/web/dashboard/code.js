// Code with colours, line numbers, and what was found at its lines. The highlighter's own HTML is
// never used: its tokens are put into text nodes.
import { html } from "./vendor/lit-html.js";
import { diffLines } from "./vendor/diff.mjs";
import { visible } from "./words.js";

const MAX_HIGHLIGHTED = 200_000;
const CONTEXT_LINES = 3;

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

const coloured = (line) =>
  line.map(({ text, scope }) =>
    scope ? html`<span class=${scopeClass(scope)}>${visible(text)}</span>` : visible(text));

/**
 * Code as it stands.
 *
 * @param notes by line number: what was found there
 */
export function listing(path, text, notes = new Map()) {
  const lines = tokens(path, text.endsWith("\n") ? text.slice(0, -1) : text);
  return html`<div class="code" role="region" aria-label=${`Code of ${path}`} tabindex="0">
    <table><tbody>${lines.map((line, i) => html`
      <tr id=${`L${i + 1}`} class=${notes.has(i + 1) ? "noted" : ""}>
        <td class="line-number" data-line=${i + 1}></td><td><code>${coloured(line)}</code></td>
      </tr>
      ${(notes.get(i + 1) ?? []).map((note) => html`<tr class="note is-${note.severity}">
        <td></td><td><span class="note-text">${note.text}</span></td></tr>`)}`)}
    </tbody></table></div>
    ${notes.get(0)?.map((note) => html`<p class="note is-${note.severity}">${note.text}</p>`) ?? ""}`;
}

/** What changed from one text to the next, with a few lines around it. */
export function difference(path, before, after) {
  const rows = [];
  let left = 1;
  let right = 1;
  for (const part of diffLines(before, after)) {
    for (const line of part.value.replace(/\n$/, "").split("\n")) {
      const kind = part.added ? "added" : part.removed ? "removed" : "same";
      rows.push({ kind, line, left: part.added ? "" : left++, right: part.removed ? "" : right++ });
    }
  }
  const near = new Set();
  rows.forEach((row, i) => {
    if (row.kind !== "same") {
      for (let j = i - CONTEXT_LINES; j <= i + CONTEXT_LINES; j++) {
        near.add(j);
      }
    }
  });
  if (!near.size) {
    return html`<p class="quiet">Nothing changed.</p>`;
  }
  const signs = { added: "+", removed: "−", same: " " };
  let gap = false;
  return html`<div class="code diff" role="region" aria-label=${`Changes of ${path}`} tabindex="0">
    <table><tbody>${rows.map((row, i) => {
      if (!near.has(i)) {
        const first = !gap;
        gap = true;
        return first ? html`<tr class="gap"><td colspan="4">⋯</td></tr>` : "";
      }
      gap = false;
      return html`<tr class=${row.kind}><td class="line-number" data-line=${row.left}></td>
        <td class="line-number" data-line=${row.right}></td><td class="sign">${signs[row.kind]}</td>
        <td><code>${visible(row.line)}</code></td></tr>`;
    })}</tbody></table></div>`;
}
