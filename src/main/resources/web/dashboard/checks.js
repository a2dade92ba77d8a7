// The evidence: what was run, on which tree, how it ended and what it said.
import { html } from "./vendor/lit-html.js";
import { spans } from "./ansi.js";
import { projectHref } from "./route.js";
import { badge, duration, empty, time, visible } from "./words.js";

const VERDICT = {
  check_passed: "passed",
  check_failed: "failed",
  check_skipped: "skipped",
  execution_success: "passed",
  execution_failure: "failed",
  execution_skipped: "skipped",
};

const MAX_SHOWN = 100_000;

/** Colours kept, everything else a terminal obeys left out. */
export function terminal(text) {
  const end = text.slice(-MAX_SHOWN);
  return html`<pre class="terminal" tabindex="0">${end.length < text.length ? html`<span class="quiet">… the first ${text.length - end.length} characters are left out here\n</span>` : ""}${spans(end).map(
    (span) => html`<span class=${span.classes}>${visible(span.text)}</span>`,
  )}</pre>`;
}

export function output(model, event) {
  const { command, exit, ms, output: text, reason, note, tree, cause } = event.data;
  return html`<details class="card" id=${`run-${event.seq}`} ?open=${event.type.endsWith("failed") || event.type.endsWith("failure")}>
    <summary><span class="row wrap">${badge(VERDICT[event.type])}
      <code>${visible((command ?? []).join(" "))}</code>
      <span class="quiet">${command ? (exit < 0 ? "stopped at a limit" : `exit ${exit}`) : ""} ${duration(ms)} · ${time(event.at)} · ${event.node}
        · <a href=${projectHref(model.id, "events", { seq: event.seq })}>#${event.seq}</a></span></span></summary>
    ${reason ? html`<p>${visible(reason)}</p>` : ""}
    ${note ? html`<p class="quiet">${visible(note)}</p>` : ""}
    ${cause ? html`<p>To be mended: <a href=${projectHref(model.id, `files/${cause}`)}>${visible(cause)}</a></p>` : ""}
    ${text ? terminal(text) : command ? html`<p class="quiet">It said nothing.</p>` : ""}
    ${tree ? html`<p class="quiet">on tree <code>${tree.slice(0, 12)}</code></p>` : ""}</details>`;
}

export const latest = (check) => check.runs.at(-1);

export function checksView(model, state) {
  const checks = [...state.checks.values()];
  const programs = [...state.files.values()].filter((file) =>
    file.runs.some((event) => event.type !== "execution_skipped" || event.data.runnable),
  );
  return html`
    <h2>Acceptance checks</h2>
    ${checks.length ? "" : empty("The blueprint has no checks.", "It can only succeed by its programs running.")}
    ${checks.map((check) => html`<section class="check-result"><h3>${visible(check.name)} ${badge(latest(check) ? VERDICT[latest(check).type] : "pending")}</h3>
      ${check.runs.length ? [...check.runs].reverse().map((event) => output(model, event)) : html`<p class="quiet"><code>${visible(check.command.join(" "))}</code> runs when all files are committed.</p>`}</section>`)}
    ${programs.length ? html`<h2>Programs</h2>` : ""}
    ${programs.map((file) => html`<section class="check-result"><h3>${visible(file.path)}</h3>${[...file.runs].reverse().map((event) => output(model, event))}</section>`)}`;
}

export function outputView(model, state, route) {
  const event = model.events[Number(route.rest) - 1];
  return event?.data.command ? output(model, event) : empty("That event is no run.");
}
