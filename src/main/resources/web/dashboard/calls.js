// What models were asked and what they answered, with what it cost.
import { get, project as api } from "./api.js";
import { projectHref } from "./route.js";
import { html } from "./vendor/lit-html.js";
import { badge, duration, empty, number, problem, rate, time, visible } from "./words.js";

/** Loaded when looked at, and again when more has happened. */
function load(model) {
  if (model.callsAt === model.state.usage.completionTokens && model.calls) {
    return;
  }
  model.callsAt = model.state.usage.completionTokens;
  get(`${api(model.id)}/calls`)
    .then(({ calls, absent }) =>
      Object.assign(model, { calls, callsAbsent: absent, callsError: "" }))
    .catch(({ message }) => Object.assign(model, { calls: model.calls ?? [], callsError: message }))
    .finally(model.update);
}

function loadOne(model, wanted) {
  if (model.call?.wanted === wanted) {
    return;
  }
  model.call = { wanted };
  const [, node, number] = /^(.*)\/(.*)$/.exec(wanted) ?? [null, "", wanted];
  const query = node ? `?${new URLSearchParams({ node })}` : "";
  get(`${api(model.id)}/calls/${encodeURIComponent(number)}${query}`)
    .then((found) => (model.call = { wanted, found }))
    .catch((refusal) => (model.call = { wanted, error: refusal.message }))
    .finally(model.update);
}

const place = ({ node, number }) => `calls/${node}/${number}`;

const row = (model, call) => html`<tr>
  <td><a data-row href=${projectHref(model.id, place(call))}>${call.node} #${call.number}</a></td>
  <td class="number">${time(call.at)}</td><td>${call.role}</td>
  <td><span class="mono">${visible(call.file)}</span>
    ${call.attempt > 1 ? html`<span class="quiet nowrap">attempt ${call.attempt}</span>` : ""}</td>
  <td>${visible(call.model)}</td><td class="number">${number(call.promptTokens)}</td>
  <td class="number">${number(call.completionTokens)}</td>
  <td class="number">${rate(call.completionTokens, call.ms)}</td>
  <td class="number">${duration(call.ms)}</td>
  <td>${call.problem
    ? html`<span title=${visible(call.problem)}>${badge("failed")}</span>`
    : ""}</td></tr>`;

const part = (id, name, text, open) => html`<details class="card" id=${id} ?open=${open}>
  <summary><h3>${name}</h3></summary><pre class="quoted">${visible(text)}</pre></details>`;

function call({ call: made, system, prompt, answer }) {
  return html`<h2>Call ${made.number}: ${made.role}
      <span class="mono">${visible(made.file)}</span></h2>
    <p class="quiet">${visible(made.model)} on ${made.node} at ${time(made.at)}:
      ${number(made.promptTokens)} tokens in, ${number(made.completionTokens)} out,
      ${duration(made.ms)}</p>
    ${made.problem ? problem(visible(made.problem)) : ""}
    ${part("system", "Who the model is", system, false)}
    ${part("prompt", "Prompt", prompt, true)}
    ${part("answer", "Answer", answer, true)}`;
}

function one(model, wanted) {
  loadOne(model, wanted);
  const { found, error } = model.call;
  return html`<p><a href=${projectHref(model.id, "calls")}>← All calls</a></p>
    ${problem(error)}
    ${found ? call(found) : error ? "" : empty("Loading…")}`;
}

const NUMBERS = ["In", "Out", "Rate", "Time"];

function table(model, calls) {
  const total = (name) => calls.reduce((sum, made) => sum + made[name], 0);
  return html`<div class="card scroll" tabindex="0" role="region" aria-label="Model calls">
    <table class="list"><thead><tr><th scope="col">Call</th><th scope="col" class="number">At</th>
      <th scope="col">Role</th><th scope="col">File</th><th scope="col">Model</th>
      ${NUMBERS.map((name) => html`<th scope="col" class="number">${name}</th>`)}
      <th scope="col"><span class="hidden">Problem</span></th></tr></thead>
    <tbody>${calls.map((made) => row(model, made))}</tbody>
    <tfoot><tr><th scope="row" colspan="5">${calls.length} calls</th>
      <td class="number">${number(total("promptTokens"))}</td>
      <td class="number">${number(total("completionTokens"))}</td>
      <td class="number">${rate(total("completionTokens"), total("ms"))}</td>
      <td class="number">${duration(total("ms"))}</td><td></td></tr></tfoot></table></div>`;
}

export function callsView(model, state, route) {
  if (route.rest) {
    return one(model, route.rest);
  }
  load(model);
  const calls = model.calls ?? [];
  const away = model.callsAbsent ?? [];
  return html`<h2 class="hidden">Model calls</h2>
    ${problem(model.callsError)}
    ${away.length
      ? html`<p class="quiet">Not among them are the calls that ${away.join(", ")} made: prompts and
          answers are kept by the node that asked, and it does not answer now.</p>`
      : ""}
    ${model.calls === null ? empty("Loading…") : ""}
    ${calls.length ? table(model, calls) : ""}
    ${model.calls && !calls.length
      ? empty("No model was asked for this project yet.",
          "Prompts and answers are kept by the node that asked.")
      : ""}`;
}
