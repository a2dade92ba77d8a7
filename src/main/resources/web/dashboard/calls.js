// What models were asked and what they answered, with what it cost.
import { html } from "./vendor/lit-html.js";
import { get, project as api } from "./api.js";
import { projectHref } from "./route.js";
import { badge, duration, empty, number, problem, rate, time, visible } from "./words.js";

/** Loaded when looked at, and again when more has happened. */
function load(model) {
  if (model.callsAt === model.state.usage.completionTokens && model.calls) {
    return;
  }
  model.callsAt = model.state.usage.completionTokens;
  get(`${api(model.id)}/calls`)
    .then(({ calls }) => Object.assign(model, { calls, callsError: "" }))
    .catch((refusal) => Object.assign(model, { calls: model.calls ?? [], callsError: refusal.message }))
    .finally(model.update);
}

function loadOne(model, wanted) {
  if (model.call?.wanted === wanted) {
    return;
  }
  model.call = { wanted };
  get(`${api(model.id)}/calls/${wanted}`)
    .then((found) => (model.call = { wanted, found }))
    .catch((refusal) => (model.call = { wanted, error: refusal.message }))
    .finally(model.update);
}

const row = (model, call) => html`<tr>
  <td><a data-row href=${projectHref(model.id, `calls/${call.number}`)}>#${call.number}</a></td>
  <td>${time(call.at)}</td><td>${call.role}</td><td>${visible(call.file)} ${call.attempt > 1 ? html`<span class="quiet">attempt ${call.attempt}</span>` : ""}</td>
  <td>${visible(call.model)}</td><td class="number">${number(call.promptTokens)}</td><td class="number">${number(call.completionTokens)}</td>
  <td class="number">${rate(call.completionTokens, call.ms)}</td><td class="number">${duration(call.ms)}</td>
  <td>${call.problem ? html`<span title=${visible(call.problem)}>${badge("failed")}</span>` : ""}</td></tr>`;

function one(model, wanted) {
  loadOne(model, wanted);
  const { found, error } = model.call;
  return html`<p><a href=${projectHref(model.id, "calls")}>← All calls</a></p>
    ${problem(error)}${found || error ? "" : empty("Loading…")}
    ${found ? html`<h2>Call ${found.call.number}: ${found.call.role} ${visible(found.call.file)}</h2>
      <p class="quiet">${visible(found.call.model)} on ${found.call.node} at ${time(found.call.at)}: ${number(found.call.promptTokens)} ▸ ${number(found.call.completionTokens)} tokens in ${duration(found.call.ms)}</p>
      ${problem(found.call.problem && visible(found.call.problem))}
      <details class="card"><summary>Who the model is</summary><pre class="quoted">${visible(found.system)}</pre></details>
      <details class="card" open><summary>Prompt</summary><pre class="quoted">${visible(found.prompt)}</pre></details>
      <details class="card" open><summary>Answer</summary><pre class="quoted">${visible(found.answer)}</pre></details>` : ""}`;
}

export function callsView(model, state, route) {
  if (route.rest) {
    return one(model, route.rest);
  }
  load(model);
  const calls = model.calls ?? [];
  const total = (name) => calls.reduce((sum, call) => sum + call[name], 0);
  return html`<h2 class="hidden">Model calls</h2>
    ${problem(model.callsError)}
    ${model.calls === null ? empty("Loading…") : calls.length ? "" : empty("No model was asked by this node yet.", "Calls are kept by the node that made them.")}
    ${calls.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Model calls"><table class="list"><thead><tr>
      <th scope="col">Call</th><th scope="col">At</th><th scope="col">Role</th><th scope="col">File</th><th scope="col">Model</th>
      <th scope="col" class="number">In</th><th scope="col" class="number">Out</th><th scope="col" class="number">Rate</th><th scope="col" class="number">Time</th><th scope="col"><span class="hidden">Problem</span></th></tr></thead>
      <tbody>${calls.map((call) => row(model, call))}</tbody>
      <tfoot><tr><th scope="row" colspan="5">${calls.length} calls</th><td class="number">${number(total("promptTokens"))}</td><td class="number">${number(total("completionTokens"))}</td>
      <td class="number">${rate(total("completionTokens"), total("ms"))}</td><td class="number">${duration(total("ms"))}</td><td></td></tr></tfoot></table></div>` : ""}`;
}
