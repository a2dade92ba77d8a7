// The differences between two versions of a file, with a few unchanged lines around each.
import { diffLines } from "../vendor/diff.mjs";
import { html } from "../vendor/lit-html.js";
import { highlightLines, renderTokens } from "./code.js";
import { escapeInvisible, plural } from "./format.js";

const CONTEXT_LINES = 3;
const SIGNS = { added: "+", removed: "−", same: " " };

/**
 * Every line of both texts, in order, with its line numbers.
 *
 * @returns {{kind: "added"|"removed"|"same", left: number?, right: number?}[]}
 */
export function diffRows(before, after) {
  const rows = [];
  let left = 1;
  let right = 1;
  for (const { added, removed, count } of diffLines(before, after)) {
    for (let i = 0; i < count; i++) {
      rows.push(
        added
          ? { kind: "added", left: null, right: right++ }
          : removed
            ? { kind: "removed", left: left++, right: null }
            : { kind: "same", left: left++, right: right++ },
      );
    }
  }
  return rows;
}

/** The rows near a change; other rows are replaced by one row of kind "gap" with their count. */
export function collapseUnchanged(rows) {
  const near = new Set();
  rows.forEach(({ kind }, i) => {
    for (let j = i - CONTEXT_LINES; kind !== "same" && j <= i + CONTEXT_LINES; j++) {
      near.add(j);
    }
  });
  const kept = [];
  rows.forEach((row, i) => {
    if (near.has(i)) {
      kept.push(row);
    } else if (kept.at(-1)?.kind === "gap") {
      kept.at(-1).count++;
    } else {
      kept.push({ kind: "gap", count: 1 });
    }
  });
  return kept;
}

export function diffView(path, before, after) {
  const rows = diffRows(before, after);
  const changed = rows.filter(({ kind }) => kind !== "same");
  if (!changed.length) {
    return html`<p class="muted">No changes.</p>`;
  }
  const beforeLines = highlightLines(path, before);
  const afterLines = highlightLines(path, after);
  const label = `Changes of ${escapeInvisible(path)}`;
  const added = changed.filter(({ kind }) => kind === "added").length;
  const row = ({ kind, left, right, count }) => kind === "gap"
    ? html`<tr class="gap"><td colspan="4">${plural(count, "unchanged line")}</td></tr>`
    : html`<tr class=${kind}><td class="line-number" data-line=${left ?? ""}></td>
        <td class="line-number" data-line=${right ?? ""}></td><td class="sign">${SIGNS[kind]}</td>
        <td><code>${renderTokens(right ? afterLines[right - 1] : beforeLines[left - 1])}</code>
        </td></tr>`;
  return html`<p class="muted"><span class="good">+${added}</span>
      <span class="bad">−${changed.length - added}</span></p>
    <div class="code diff" role="region" aria-label=${label} tabindex="0">
    <table><tbody>${collapseUnchanged(rows).map(row)}</tbody></table></div>`;
}
