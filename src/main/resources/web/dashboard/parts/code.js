// Source code with syntax highlighting, line numbers, and findings at their lines. The HTML that
// highlight.js makes is not used: its tokens are put into text nodes.
import { html } from "../vendor/lit-html.js";
import { escapeInvisible } from "./format.js";

const MAX_HIGHLIGHTED_CHARS = 200_000;

const LANGUAGES = {
  js: "javascript", mjs: "javascript", cjs: "javascript", jsx: "javascript", ts: "typescript",
  tsx: "typescript", py: "python", java: "java", kt: "kotlin", ex: "elixir", exs: "elixir",
  rb: "ruby", php: "php", go: "go", rs: "rust", c: "c", h: "c", cpp: "cpp", cc: "cpp",
  hpp: "cpp", cs: "csharp", sh: "bash", bash: "bash", lua: "lua", html: "xml", xml: "xml",
  svg: "xml", css: "css", scss: "scss", json: "json", yaml: "yaml", yml: "yaml", toml: "ini",
  ini: "ini", sql: "sql", md: "markdown", pl: "perl", r: "r", swift: "swift", diff: "diff",
};

/** Collects tokens by line; implements the emitter interface of highlight.js. */
class TokenCollector {
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

const MAX_CACHED_TEXTS = 20;
const cache = new Map();

/** The tokens of each line; cached. */
export function highlightLines(path, text) {
  const key = `${path}\n${text}`;
  if (!cache.has(key)) {
    if (cache.size > MAX_CACHED_TEXTS) {
      cache.delete(cache.keys().next().value);
    }
    cache.set(key, tokenizeLines(path, text));
  }
  return cache.get(key);
}

function tokenizeLines(path, text) {
  const hljs = globalThis.hljs;
  const language = LANGUAGES[path.split(".").at(-1).toLowerCase()];
  if (hljs?.getLanguage(language) && text.length < MAX_HIGHLIGHTED_CHARS) {
    hljs.configure({ __emitter: TokenCollector });
    const { _emitter } = hljs.highlight(text, { language, ignoreIllegals: true });
    if (_emitter instanceof TokenCollector) {
      return _emitter.lines;
    }
  }
  return text.split("\n").map((line) => [{ text: line, scope: "" }]);
}

const scopeClass = (scope) => (scope ? `hl-${scope.split(".")[0]}` : "");

export const renderTokens = (line) =>
  line.map(({ text, scope }) =>
    scope
      ? html`<span class=${scopeClass(scope)}>${escapeInvisible(text)}</span>`
      : escapeInvisible(text));

const findingRow = ({ severity, text }) => html`<tr class="finding is-${severity}"><td></td>
  <td><span class="finding-text">${text}</span></td></tr>`;

/**
 * A file with line numbers.
 *
 * @param {Map<number, {severity: string, text: string}[]>} findings by line; 0 is the whole file
 */
export function codeListing(path, text, findings = new Map()) {
  const lines = highlightLines(path, text.endsWith("\n") ? text.slice(0, -1) : text);
  const label = `Code of ${escapeInvisible(path)}`;
  return html`
    ${(findings.get(0) ?? []).map(({ severity, text: message }) => html`
      <p class="finding is-${severity}">${message}</p>`)}
    <div class="code" role="region" aria-label=${label} tabindex="0">
    <table><tbody>${lines.map((line, i) => html`
      <tr id=${`L${i + 1}`} class=${findings.has(i + 1) ? "has-finding" : ""}>
        <td class="line-number" data-line=${i + 1}></td><td><code>${renderTokens(line)}</code></td>
      </tr>
      ${(findings.get(i + 1) ?? []).map(findingRow)}`)}
    </tbody></table></div>`;
}
