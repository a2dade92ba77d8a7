// The runs of checks and programs: command, tree, result and output, newest first.
import { checkStatus } from "../data/fold.js";
import { emptyState, statusBadge } from "../parts/elements.js";
import { escapeInvisible } from "../parts/format.js";
import { runOutput } from "../parts/runOutput.js";
import { html } from "../vendor/lit-html.js";

const isRun = (event) => event.type !== "execution_skipped" || event.data.runnable;

const checkResult = (model, state, check) => html`<section class="check-result">
  <h3>${escapeInvisible(check.name)} ${statusBadge(checkStatus(state, check))}</h3>
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
            "The project succeeds if its programs run without errors.")
        : emptyState("No blueprint yet.", "The blueprint defines the checks.")}
    ${programs.length ? html`<h2>Programs</h2>` : ""}
    ${programs.map((file) => programResult(model, file))}`;
}
