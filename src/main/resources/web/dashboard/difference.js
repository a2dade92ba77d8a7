// What changed from one version of a file to the next, with a few lines around it.
import { coloured, tokens } from "./code.js";
import { diffLines } from "./vendor/diff.mjs";
import { html } from "./vendor/lit-html.js";
import { plural, visible } from "./words.js";

const CONTEXT_LINES = 3;
const SIGNS = { added: "+", removed: "−", same: " " };

/**
 * Every line of both texts, in order, with its numbers.
 *
 * @returns {{kind: "added"|"removed"|"same", left: number?, right: number?}[]}
 */
export function lines(before, after) {
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

/** Those near a change; what is left out between them is one row of kind "gap". */
export function shortened(rows) {
  const near = new Set();
  rows.forEach(({ kind }, i) => {
    for (let j = i - CONTEXT_LINES; kind !== "same" && j <= i + CONTEXT_LINES; j++) {
      near.add(j);
    }
  });
  const found = [];
  rows.forEach((row, i) => {
    if (near.has(i)) {
      found.push(row);
    } else if (found.at(-1)?.kind === "gap") {
      found.at(-1).count++;
    } else {
      found.push({ kind: "gap", count: 1 });
    }
  });
  return found;
}

export function difference(path, before, after) {
  const rows = lines(before, after);
  const changed = rows.filter(({ kind }) => kind !== "same");
  if (!changed.length) {
    return html`<p class="quiet">Nothing changed.</p>`;
  }
  const [old, young] = [tokens(path, before), tokens(path, after)];
  const added = changed.filter(({ kind }) => kind === "added").length;
  const row = ({ kind, left, right, count }) => kind === "gap"
    ? html`<tr class="gap"><td colspan="4">${plural(count, "line")} as before</td></tr>`
    : html`<tr class=${kind}><td class="line-number" data-line=${left ?? ""}></td>
        <td class="line-number" data-line=${right ?? ""}></td><td class="sign">${SIGNS[kind]}</td>
        <td><code>${coloured(right ? young[right - 1] : old[left - 1])}</code></td></tr>`;
  return html`<p class="quiet"><span class="good">+${added}</span>
      <span class="bad">−${changed.length - added}</span></p>
    <div class="code diff" role="region" aria-label=${`Changes of ${visible(path)}`} tabindex="0">
    <table><tbody>${shortened(rows).map(row)}</tbody></table></div>`;
}
