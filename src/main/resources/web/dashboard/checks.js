// The evidence: what was run, on which tree, how it ended and what it said.
import { spans } from "./ansi.js";
import { checkStatus } from "./evolve.js";
import { projectHref } from "./route.js";
import { html } from "./vendor/lit-html.js";
import { badge, duration, empty, number, time, visible } from "./words.js";

const VERDICT = {
  check_passed: "passed",
  check_failed: "failed",
  check_skipped: "skipped",
  execution_success: "passed",
  execution_failure: "failed",
  execution_skipped: "skipped",
};

const MAX_SHOWN = 100_000;

const span = ({ classes, text }) => html`<span class=${classes}>${visible(text)}</span>`;

/** Colours kept, everything else a terminal obeys left out. */
export function terminal(text) {
  const end = text.slice(-MAX_SHOWN);
  const missing = text.length - end.length;
  return html`<pre class="terminal" tabindex="0" aria-label="Output">${missing
    ? html`<span class="quiet">… ${number(missing)} characters before are left out\n</span>`
    : ""}${spans(end).map(span)}</pre>`;
}

export function output(model, event) {
  const { command, exit, ms, output: text, reason, note, tree, cause } = event.data;
  const bad = VERDICT[event.type] === "failed";
  const ending = command ? (exit < 0 ? "stopped at a limit" : `exit ${exit}`) : "";
  return html`<details class="card run" id=${`run-${event.seq}`} ?open=${bad}>
    <summary><span class="row wrap">${badge(VERDICT[event.type])}
      <code>${visible((command ?? []).join(" "))}</code>
      <span class="quiet">${ending} ${duration(ms)} · ${time(event.at)} · ${event.node}</span>
    </span></summary>
    ${reason ? html`<p>${visible(reason)}</p>` : ""}
    ${note ? html`<p class="quiet">${visible(note)}</p>` : ""}
    ${cause
      ? html`<p>To be mended: <a class="mono" href=${projectHref(model.id, `files/${cause}`)}
          >${visible(cause)}</a></p>`
      : ""}
    ${text ? terminal(text) : command ? html`<p class="quiet">It said nothing.</p>` : ""}
    <p class="quiet">${tree ? html`On tree <code>${tree.slice(0, 12)}</code>, ` : ""}
      <a href=${projectHref(model.id, "events", { seq: event.seq })}>event #${event.seq}</a></p>
    </details>`;
}

export const latest = (check) => check.runs.at(-1);

const ran = (event) => event.type !== "execution_skipped" || event.data.runnable;

const result = (model, state, check) => html`<section class="check-result">
  <h3>${visible(check.name)} ${badge(checkStatus(state, check))}</h3>
  ${check.runs.length
    ? [...check.runs].reverse().map((event) => output(model, event))
    : html`<p class="quiet"><code>${visible(check.command.join(" "))}</code> runs when all files are
        committed.</p>`}</section>`;

const program = (model, file) => html`<section class="check-result">
  <h3 class="path">${visible(file.path)}</h3>
  ${[...file.runs].reverse().map((event) => output(model, event))}</section>`;

export function checksView(model, state) {
  const checks = [...state.checks.values()];
  const programs = [...state.files.values()].filter((file) => file.runs.some(ran));
  return html`
    <h2>Acceptance checks</h2>
    ${checks.length
      ? checks.map((check) => result(model, state, check))
      : state.blueprint
        ? empty("The blueprint has no checks.", "It can only succeed by its programs running.")
        : empty("There is no blueprint yet.", "The checks that prove the project come with it.")}
    ${programs.length ? html`<h2>Programs</h2>` : ""}
    ${programs.map((file) => program(model, file))}`;
}

export function outputView(model, state, route) {
  const event = model.events[Number(route.rest) - 1];
  return event?.data.command
    ? output(model, event)
    : empty("That event is no run.", html`<a href=${projectHref(model.id, "checks")}>All runs</a>`);
}
