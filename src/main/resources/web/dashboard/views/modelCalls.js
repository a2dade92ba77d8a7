// The calls of models: prompt, answer, tokens and duration of each.
import { get, projectPath } from "../data/api.js";
import { projectHref } from "../data/routes.js";
import { emptyState, errorMessage, statusBadge } from "../parts/elements.js";
import { duration, escapeInvisible, number, plural, time, tokenRate } from "../parts/format.js";
import { html } from "../vendor/lit-html.js";

/** Loads the list of calls, again only if more tokens have been used since. */
function loadCalls(model) {
  if (model.callsLoadedAtTokens === model.state.usage.completionTokens && model.calls) {
    return;
  }
  model.callsLoadedAtTokens = model.state.usage.completionTokens;
  get(`${projectPath(model.id)}/calls`)
    .then(({ calls, absent }) =>
      Object.assign(model, { calls, callsAbsentNodes: absent, callsError: "" }))
    .catch(({ message }) => Object.assign(model, { calls: model.calls ?? [], callsError: message }))
    .finally(model.update);
}

/** Loads one call; `key` is its number, or its node and number as `node/number`. */
function loadCall(model, key) {
  if (model.call?.key === key) {
    return;
  }
  model.call = { key };
  const [, node, number] = /^(.*)\/(.*)$/.exec(key) ?? [null, "", key];
  const query = node ? `?${new URLSearchParams({ node })}` : "";
  get(`${projectPath(model.id)}/calls/${encodeURIComponent(number)}${query}`)
    .then((details) => (model.call = { key, details }))
    .catch(({ message }) => (model.call = { key, error: message }))
    .finally(model.update);
}

const callHref = (model, { node, number }) =>
  projectHref(model.id, `calls/${node}/${number}`);

const callRow = (model, call) => html`<tr>
  <td><a data-row href=${callHref(model, call)}>${call.node} #${call.number}</a></td>
  <td class="number">${time(call.at)}</td><td>${call.role}</td>
  <td><span class="mono">${escapeInvisible(call.file)}</span>
    ${call.attempt > 1 ? html`<span class="muted nowrap">attempt ${call.attempt}</span>` : ""}</td>
  <td>${escapeInvisible(call.model)}</td><td class="number">${number(call.promptTokens)}</td>
  <td class="number">${number(call.completionTokens)}</td>
  <td class="number">${tokenRate(call.completionTokens, call.ms)}</td>
  <td class="number">${duration(call.ms)}</td>
  <td>${call.problem
    ? html`<span title=${escapeInvisible(call.problem)}>${statusBadge("failed")}</span>`
    : ""}</td></tr>`;

const textSection = (id, title, text, open) => html`<details class="card" id=${id} ?open=${open}>
  <summary><h3>${title}</h3></summary>
  <pre class="quoted">${escapeInvisible(text)}</pre></details>`;

function callDetails({ call, system, prompt, answer }) {
  return html`<h2>Call ${call.number}: ${call.role}
      <span class="mono">${escapeInvisible(call.file)}</span></h2>
    <p class="muted">${escapeInvisible(call.model)} on ${call.node} at ${time(call.at)}:
      ${number(call.promptTokens)} tokens in, ${number(call.completionTokens)} out,
      ${duration(call.ms)}</p>
    ${call.problem ? errorMessage(escapeInvisible(call.problem)) : ""}
    ${textSection("system", "System prompt", system, false)}
    ${textSection("prompt", "Prompt", prompt, true)}
    ${textSection("answer", "Answer", answer, true)}`;
}

function callView(model, key) {
  loadCall(model, key);
  const { details, error } = model.call;
  return html`<p><a href=${projectHref(model.id, "calls")}>← All calls</a></p>
    ${errorMessage(error)}
    ${details ? callDetails(details) : error ? "" : emptyState("Loading…")}`;
}

const NUMBER_COLUMNS = ["Tokens in", "Tokens out", "Tokens/s", "Duration"];

function callTable(model, calls) {
  const total = (key) => calls.reduce((sum, call) => sum + call[key], 0);
  return html`<div class="card scroll" tabindex="0" role="region" aria-label="Model calls">
    <table class="list"><thead><tr><th scope="col">Call</th><th scope="col" class="number">Time</th>
      <th scope="col">Role</th><th scope="col">File</th><th scope="col">Model</th>
      ${NUMBER_COLUMNS.map((name) => html`<th scope="col" class="number">${name}</th>`)}
      <th scope="col"><span class="visually-hidden">Error</span></th></tr></thead>
    <tbody>${calls.map((call) => callRow(model, call))}</tbody>
    <tfoot><tr><th scope="row" colspan="5">${plural(calls.length, "call")}</th>
      <td class="number">${number(total("promptTokens"))}</td>
      <td class="number">${number(total("completionTokens"))}</td>
      <td class="number">${tokenRate(total("completionTokens"), total("ms"))}</td>
      <td class="number">${duration(total("ms"))}</td><td></td></tr></tfoot></table></div>`;
}

export function modelCallsView(model, state, route) {
  if (route.rest) {
    return callView(model, route.rest);
  }
  loadCalls(model);
  const calls = model.calls ?? [];
  const absent = model.callsAbsentNodes ?? [];
  return html`<h2 class="visually-hidden">Model calls</h2>
    ${errorMessage(model.callsError)}
    ${absent.length
      ? html`<p class="muted">Calls from ${absent.join(", ")} are missing. The node that makes a
          call stores its prompt and answer, and that node does not answer now.</p>`
      : ""}
    ${model.calls === null ? emptyState("Loading…") : ""}
    ${calls.length ? callTable(model, calls) : ""}
    ${model.calls && !calls.length
      ? emptyState("No model calls yet.",
          "The node that makes a call stores its prompt and answer.")
      : ""}`;
}
