// One run of a program or a check: its command, result and output.
import { projectHref } from "../data/routes.js";
import { html } from "../vendor/lit-html.js";
import { parseAnsi } from "./ansi.js";
import { statusBadge } from "./elements.js";
import { duration, escapeInvisible, number, time } from "./format.js";

const RESULTS = {
  check_passed: "passed",
  check_failed: "failed",
  check_skipped: "skipped",
  example_passed: "passed",
  example_failed: "failed",
  example_skipped: "skipped",
  execution_success: "passed",
  execution_failure: "failed",
  execution_skipped: "skipped",
};

const MAX_CHARS = 100_000;

const span = ({ classes, text }) => html`<span class=${classes}>${escapeInvisible(text)}</span>`;

/** Terminal output with its colours; other control sequences are dropped. */
function terminal(text) {
  const shown = text.slice(-MAX_CHARS);
  const omitted = text.length - shown.length;
  return html`<pre class="terminal" tabindex="0" aria-label="Output">${omitted
    ? html`<span class="muted">… first ${number(omitted)} characters omitted\n</span>`
    : ""}${parseAnsi(shown).map(span)}</pre>`;
}

const failedTest = ({ test, file, line, message, expected, actual }) => html`<li>
  <strong>${escapeInvisible(test)}</strong>
  ${file ? html`<code>${escapeInvisible(file)}${line ? `:${line}` : ""}</code>` : ""}
  <div>${escapeInvisible(message)}</div>
  ${expected || actual
    ? html`<div>Expected <code>${escapeInvisible(expected)}</code>, got
        <code>${escapeInvisible(actual)}</code></div>`
    : ""}</li>`;

const failedTests = (failures) => html`<ul>${failures.map(failedTest)}</ul>`;

/** How a run ended: the limit that it reached, or its exit code. */
function end({ exit, limit }) {
  if (limit) {
    const allowed = [limit.setting, limit.allowed].filter(Boolean).join(" ");
    return escapeInvisible(`stopped after ${limit.used} of ${limit.name} (limit ${allowed})`);
  }
  return exit < 0 ? "stopped at a limit" : `exit ${exit}`;
}

export function runOutput(model, event) {
  const { command, ms, output, reason, note, tree, tests, failures } = event.data;
  const cause = event.cause || event.data.cause;
  const result = RESULTS[event.type];
  return html`<details class="card run" id=${`run-${event.seq}`} ?open=${result === "failed"}>
    <summary><span class="row wrap">${statusBadge(result)}
      <code>${escapeInvisible((command ?? []).join(" "))}</code>
      <span class="muted">${command ? end(event.data) : ""} ${duration(ms)} ·
        ${time(event.at)} · ${event.node}</span>
    </span></summary>
    ${reason ? html`<p>${escapeInvisible(reason)}</p>` : ""}
    ${note ? html`<p class="muted">${escapeInvisible(note)}</p>` : ""}
    ${tests
      ? html`<p>${number(tests.run)} tests executed, ${number(tests.failed)} failed,
          ${number(tests.skipped)} skipped</p>`
      : ""}
    ${failures?.length ? failedTests(failures) : ""}
    ${cause
      ? html`<p>Likely cause: <a class="mono" href=${projectHref(model.id, `files/${cause}`)}
          >${escapeInvisible(cause)}</a></p>`
      : ""}
    ${output ? terminal(output) : command ? html`<p class="muted">No output.</p>` : ""}
    <p class="muted">${tree ? html`On tree <code>${tree.slice(0, 12)}</code>, ` : ""}
      <a href=${projectHref(model.id, "events", { seq: event.seq })}>event #${event.seq}</a></p>
    </details>`;
}
