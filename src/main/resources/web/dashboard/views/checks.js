// The runs of checks, examples and programs: command, tree, result and output, newest first.
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

const exampleResult = (model, { example, runs }) => html`<section class="check-result">
  <h3>${escapeInvisible(example.name)}</h3>
  ${[...runs].reverse().map((event) => runOutput(model, event))}</section>`;

const programResult = (model, file) => html`<section class="check-result">
  <h3 class="path">${escapeInvisible(file.path)}</h3>
  ${[...file.runs].reverse().map((event) => runOutput(model, event))}</section>`;

export function checksView(model, state) {
  const checks = [...state.checks.values()];
  const examples = [...state.examples.values()].filter(({ runs }) => runs.length);
  const programs = [...state.files.values()].filter((file) => file.runs.some(isRun));
  return html`
    <h2>Acceptance checks</h2>
    ${checks.length
      ? checks.map((check) => checkResult(model, state, check))
      : state.blueprint
        ? emptyState("The blueprint has no checks.",
            "Without a check that executes tests nothing is proven: the project ends unverified.")
        : emptyState("No blueprint yet.", "The blueprint defines the checks.")}
    ${examples.length ? html`<h2>Acceptance examples</h2>` : ""}
    ${examples.map((example) => exampleResult(model, example))}
    ${programs.length ? html`<h2>Programs</h2>` : ""}
    ${programs.map((file) => programResult(model, file))}`;
}
