// The evidence behind the end: the spec's words, what shows them, and what came of it.
import { get, projectPath } from "../data/api.js";
import { projectHref } from "../data/routes.js";
import { copyableText, emptyState, errorMessage, statusBadge } from "../parts/elements.js";
import { exampleSteps } from "../parts/exampleText.js";
import { escapeInvisible, number, plural } from "../parts/format.js";
import { html } from "../vendor/lit-html.js";

const RELOAD_MS = 1_000;

/** Loads the evidence again after an event, at most once a second. */
function loadEvidence(model) {
  const { seq } = model.state;
  if (model.evidenceLoading || model.evidenceSeq === seq) {
    return;
  }
  model.evidenceLoading = true;
  get(`${projectPath(model.id)}/evidence`)
    .then((evidence) =>
      Object.assign(model, { evidence, evidenceSeq: seq, evidenceError: "" }))
    .catch(({ message }) => (model.evidenceError = message))
    .finally(() => {
      setTimeout(() => {
        model.evidenceLoading = false;
        model.update();
      }, RELOAD_MS);
      model.update();
    });
}

const isAccountedFor = ({ examples, tests, cannotShow }) =>
  examples.length > 0 || tests.length > 0 || cannotShow !== "";

const list = (items, item) => html`<ul>${items.map(item)}</ul>`;
const code = (text) => html`<code>${escapeInvisible(text)}</code>`;
const files = (model, paths) => paths.map((path, index) => html`${index ? ", " : ""}<a
  class="mono" href=${projectHref(model.id, `files/${path}`)}>${escapeInvisible(path)}</a>`);

const section = (title, body) => html`<section class="card"><h2>${title}</h2>${body}</section>`;

const difference = ({ where, expected, actual }) => html`<li>${escapeInvisible(where)}
  <dl class="difference">
    <div><dt>expected</dt><dd><pre>${escapeInvisible(expected)}</pre></dd></div>
    <div><dt>actual</dt><dd><pre>${escapeInvisible(actual)}</pre></dd></div></dl></li>`;

/** How often it passed, and whether it noticed broken code. */
function proof({ passes, requiredPasses, control, broken }) {
  const sources = broken.length === 1 ? escapeInvisible(broken[0]) : plural(broken.length, "file");
  const verdict = {
    passed: `It fails when ${sources} ${broken.length === 1 ? "is" : "are"} broken, as it must.`,
    failed: `It still passes when ${sources} ${broken.length === 1 ? "is" : "are"} broken.`,
  };
  return html`<p class="muted">Passed ${passes} of ${requiredPasses} times.
    ${verdict[control] ?? "Not run on broken code yet."}</p>`;
}

const exampleRow = (state, example) => html`<tr class="example">
  <td>“${escapeInvisible(example.quote)}”</td>
  <td>${escapeInvisible(example.name)}
    ${example.why ? html`<p class="muted">${escapeInvisible(example.why)}</p>` : ""}
    ${example.differences.length
      ? html`<ul class="differences">${example.differences.map(difference)}</ul>`
      : ""}
    <details><summary data-row class="muted">How it is shown</summary>
      ${copyableText(escapeInvisible(example.commandLine))}
      ${state.examples.has(example.name)
        ? exampleSteps(state.examples.get(example.name).example)
        : ""}
      ${proof(example)}</details></td>
  <td>${statusBadge(example.status)}</td></tr>`;

function literalResult(literal, statuses) {
  const results = literal.examples.map((name) => statuses.get(name) ?? "pending");
  return results.length
    ? statusBadge(results.find((status) => status !== "passed") ?? "passed")
    : literal.tests.length
      ? "in a test"
      : literal.cannotShow
        ? "cannot be shown"
        : html`<strong class="warning">nobody</strong>`;
}

const literalRow = (model, literal, statuses) => html`<tr class="literal">
  <td>${code(literal.text)} <span class="muted">${escapeInvisible(literal.kind)}</span></td>
  <td>${escapeInvisible(literal.examples.join(", "))}
    ${literal.tests.length ? html`<div>${files(model, literal.tests)}</div>` : ""}</td>
  <td>${literalResult(literal, statuses)}</td></tr>`;

function specTable(model, state, { examples, literals }) {
  const statuses = new Map(examples.map(({ name, status }) => [name, status]));
  const head = html`<thead><tr><th scope="col">The spec's words</th>
    <th scope="col">Example or test</th><th scope="col">Result</th></tr></thead>`;
  return examples.length || literals.length
    ? html`<table class="list evidence">${head}<tbody>
        ${examples.map((example) => exampleRow(state, example))}
        ${literals.map((literal) => literalRow(model, literal, statuses))}</tbody></table>`
    : html`<p class="muted">There is no acceptance example yet.</p>`;
}

const testCounts = ({ tests }) =>
  tests
    ? `${number(tests.run)} tests executed, ${number(tests.failed)} failed, ` +
      `${number(tests.skipped)} skipped.`
    : "No test executed.";

const checkItem = (model, check) => html`<li class="check-evidence">
  <h3>${escapeInvisible(check.name)} ${statusBadge(check.status)}</h3>
  ${copyableText(escapeInvisible(check.commandLine))}
  ${check.why ? html`<p class="warning">No evidence: ${escapeInvisible(check.why)}</p>` : ""}
  <p class="muted">${testCounts(check)}</p>
  ${proof(check)}
  ${check.exercises.length
    ? html`<p class="muted">Exercises ${files(model, check.exercises)}</p>`
    : ""}</li>`;

const checks = (model, evidence) => evidence.checks.length
  ? html`<ul class="plain-list">${evidence.checks.map((check) => checkItem(model, check))}</ul>
      <p><a href=${projectHref(model.id, "checks")}>Outputs of all runs</a></p>`
  : html`<p class="muted">The blueprint has no checks.</p>`;

const start = ({ commandLine, exercisedBy, status, why }) => html`
  <p>${statusBadge(status)} ${copyableText(escapeInvisible(commandLine))}</p>
  <p>Exercised by ${escapeInvisible(exercisedBy)}.</p>
  ${why ? html`<p class="warning">${escapeInvisible(why)}</p>` : ""}`;

const survivor = ({ file, line, from, to, reason }) => html`<li>${code(`${file}:${line}`)}
  ${code(from)} became ${code(to)}${reason ? `: ${escapeInvisible(reason)}` : ""}</li>`;

const mutants = ({ tried, killed, survivors, claims = [] }) => tried
  ? html`<p>${killed} of ${tried} noticed.</p>
      ${survivors.length ? html`<p>Not noticed:</p>${list(survivors, survivor)}` : ""}
      ${claims.length
        ? html`<p>No test can notice these, as the Writer claims; nothing verified it:</p>
            ${list(claims, survivor)}`
        : ""}`
  : html`<p class="muted">None tried.</p>`;

/** What nobody looks at: sources that can be broken, and literals of the spec. */
function unexercised(model, { literals, mutants: tried }) {
  const sources = tried?.unproven ?? [];
  const open = literals.filter((literal) => !isAccountedFor(literal));
  return sources.length || open.length
    ? html`<ul>
        ${sources.map((path) => html`<li>${files(model, [path])} can be made unusable, and no check
          notices</li>`)}
        ${open.map(({ text, kind }) => html`<li>${code(text)} (${escapeInvisible(kind)}) is in no
          example and in no test</li>`)}</ul>`
    : "";
}

const evidenceSections = (model, state, evidence) => {
  const nobody = unexercised(model, evidence);
  return html`
    ${section("What the spec says", specTable(model, state, evidence))}
    ${section("Checks", checks(model, evidence))}
    ${evidence.start ? section("Start command", start(evidence.start)) : ""}
    ${evidence.mutants
      ? section("Small faults put into the code", mutants(evidence.mutants))
      : ""}
    ${nobody ? section("What nobody exercises", nobody) : ""}
    ${evidence.cannotShow.length
      ? section("What cannot be shown", list(evidence.cannotShow, ({ quote, why }) => html`<li>
          “${escapeInvisible(quote)}”: ${escapeInvisible(why)}</li>`))
      : ""}
    ${evidence.removedChecks.length
      ? section("Checks that a person removed", list(evidence.removedChecks, (check) => html`<li>
          <strong>${escapeInvisible(check.name)}</strong>
          ${check.replaced ? "(replaced by another of this name)" : ""}
          ${copyableText(escapeInvisible(check.commandLine))}</li>`))
      : ""}
    ${evidence.withdrawn.length
      ? section("Withdrawn examples", list(evidence.withdrawn, ({ name, reason }) => html`<li>
          <strong>${escapeInvisible(name)}</strong>: ${escapeInvisible(reason)}</li>`))
      : ""}`;
};

export function evidenceView(model, state) {
  if (state !== model.state) {
    return emptyState("Evidence is only shown for now.",
      html`<a href=${projectHref(model.id, "checks", { at: model.pastSeq })}
        >The runs at this time</a>`);
  }
  loadEvidence(model);
  return html`<h2 class="visually-hidden">Evidence</h2>
    ${errorMessage(model.evidenceError)}
    ${model.evidence
      ? html`<div class="stack">${evidenceSections(model, state, model.evidence)}</div>`
      : emptyState("Loading…")}`;
}
