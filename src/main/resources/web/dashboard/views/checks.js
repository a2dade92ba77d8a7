// The runs of checks and programs: command, tree, result and output, newest first.
import { checkStatus } from "../data/fold.js";
import { emptyState, statusBadge } from "../parts/elements.js";
import { escapeInvisible } from "../parts/format.js";
import { runOutput } from "../parts/runOutput.js";
import { html } from "../vendor/lit-html.js";

const isRun = (event) => event.type !== "execution_skipped" || event.data.runnable;

/** Evidence about files that have changed since is no longer shown. */
const current = (state, event) => event?.seq > state.filesChangedSeq ? event : undefined;

const controlResult = (event) => {
  if (!event) {
    return "";
  }
  const broken = escapeInvisible(event.data.broken.join(", "));
  return event.type === "control_passed"
    ? html`<p>Control: it fails when ${broken} is broken, as it must.</p>`
    : html`<p class="failed">Control: it still passes when ${broken} is broken, so it proves
        nothing.</p>`;
};

const survivor = ({ file, line, from, to }) => html`<li>
  <code>${escapeInvisible(file)}:${line}</code>
  <code>${escapeInvisible(from)}</code> became <code>${escapeInvisible(to)}</code></li>`;

const mutantsResult = (event) =>
  !event?.data.tried ? "" : html`<section class="check-result">
  <h3>Small faults put into the code</h3>
  <p>The checks notice ${event.data.killed} of ${event.data.tried}.</p>
  ${event.data.survivors.length
    ? html`<p>Not noticed:</p><ul>${event.data.survivors.map(survivor)}</ul>`
    : ""}
  ${event.data.unproven.length
    ? html`<p>Exercised by no check: ${escapeInvisible(event.data.unproven.join(", "))}</p>`
    : ""}</section>`;

const checkResult = (model, state, check) => html`<section class="check-result">
  <h3>${escapeInvisible(check.name)} ${statusBadge(checkStatus(state, check))}</h3>
  ${controlResult(current(state, check.control))}
  ${check.runs.length
    ? [...check.runs].reverse().map((event) => runOutput(model, event))
    : html`<p class="muted"><code>${escapeInvisible(check.command.join(" "))}</code> runs after all
        files are committed.</p>`}</section>`;

const programResult = (model, file) => html`<section class="check-result">
  <h3 class="path">${escapeInvisible(file.path)}</h3>
  ${[...file.runs].reverse().map((event) => runOutput(model, event))}</section>`;

export function checksView(model, state) {
  const checks = [...state.checks.values()];
  const programs = [...state.files.values()].filter((file) => file.runs.some(isRun));
  return html`
    <h2>Acceptance checks</h2>
    ${checks.length
      ? checks.map((check) => checkResult(model, state, check))
      : state.blueprint
        ? emptyState("The blueprint has no checks.",
            "Without a check that executes tests nothing is proven: the project ends unverified.")
        : emptyState("No blueprint yet.", "The blueprint defines the checks.")}
    ${mutantsResult(current(state, state.mutants))}
    ${programs.length ? html`<h2>Programs</h2>` : ""}
    ${programs.map((file) => programResult(model, file))}`;
}
