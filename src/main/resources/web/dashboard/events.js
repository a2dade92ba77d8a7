// Every event of a project: filtered, read, and seen raw.
import { html } from "./vendor/lit-html.js";
import { go, projectHref } from "./route.js";
import { cut, empty, time, visible } from "./words.js";

const PAGE = 200;

const short = {
  feature_requested: (data) => data.spec,
  infra_ready: (data) => data.models.join(", "),
  infra_error: (data) => data.reason,
  research_request: (data) => data.question,
  research_produced: (data) => data.source,
  blueprint_ready: (data) => `${data.files.length} files, ${data.checks.length} checks`,
  task_started: (data) => data.task,
  code_ready: (data) => `attempt ${data.attempt}, ${data.bytes} bytes, ${data.completionTokens} tokens`,
  validation_passed: (data) => `attempt ${data.attempt}, ${data.level}`,
  validation_failed: (data) => data.diagnostics.map((one) => `${one.line}: ${one.message}`).join("; "),
  audit_failed: (data) => data.findings.map((one) => `${one.line}: ${one.rule}`).join("; "),
  suggestion_offered: (data) => data.suggestion,
  contract_drifted: (data) => `promised and not declared: ${data.missing.join(", ")}`,
  committed: (data) => `${data.commit.slice(0, 10)} ${data.message}`,
  hint_given: (data) => data.text,
  lessons_learned: (data) => `${data.lessons.length} lessons`,
  check_passed: (data) => data.name,
  check_failed: (data) => data.name,
  check_skipped: (data) => `${data.name}: ${data.reason}`,
  project_finished: (data) => `${data.status}: ${data.reason}`,
};

/** An event in a few words. */
export function inShort(event) {
  const words = short[event.type]?.(event.data) ?? event.data.reason ?? event.data.note ?? "";
  return visible(cut(String(words).replaceAll("\n", " "), 160));
}

const matches = (event, { type, agent, q }) =>
  (!type || event.type === type) &&
  (!agent || event.agent === agent) &&
  (!q || JSON.stringify(event).toLowerCase().includes(q.toLowerCase()));

const choice = (name, values, query, set) => html`<label><span class="hidden">${name}</span>
  <select @change=${(event) => set({ [name]: event.target.value })}><option value="">every ${name}</option>
    ${values.map((value) => html`<option value=${value} ?selected=${query[name] === value}>${value}</option>`)}</select></label>`;

function details(event) {
  const { v, prev, hash, data, ...rest } = event;
  const texts = Object.entries(data).filter(([, value]) => typeof value === "string" && value.includes("\n"));
  const others = Object.fromEntries(Object.entries(data).filter(([key]) => !texts.some(([name]) => name === key)));
  return html`<div class="stack">
    <pre class="quoted">${visible(JSON.stringify({ ...rest, data: others }, null, 2))}</pre>
    ${texts.map(([name, text]) => html`<h3>${name}</h3><pre class="quoted">${visible(text)}</pre>`)}
    <details><summary>Raw line</summary><pre class="quoted wrap">${visible(JSON.stringify(event))}</pre></details></div>`;
}

const row = (model, event, wanted) => html`<li id=${`e${event.seq}`} class=${wanted ? "wanted" : ""}>
  <details ?open=${wanted}><summary data-row>
    <span class="seq">#${event.seq}</span> <span class="quiet">${time(event.at)}</span>
    <span class="agent">${event.agent}</span> <strong>${event.type}</strong>
    ${event.file ? html`<span class="path">${visible(event.file)}</span>` : ""} <span class="quiet short">${inShort(event)}</span></summary>
    ${details(event)}
    <p class="row"><a class="button small" href=${projectHref(model.id, "", { at: event.seq })}>The project at this moment</a>
      ${event.file ? html`<a class="button small" href=${projectHref(model.id, `files/${event.file}`, { attempt: event.data.attempt ?? "" })}>The file</a>` : ""}</p>
  </details></li>`;

export function eventsView(model, state, route) {
  const { query } = route;
  const set = (changed) => go(projectHref(model.id, "events", { ...query, seq: "", all: "", ...changed }), true);
  const past = model.events.slice(0, state.seq);
  const found = past.filter((event) => matches(event, query));
  const seq = Number(query.seq);
  const shown = query.all || seq ? found : found.slice(-PAGE);
  const near = seq && !query.all ? shown.filter((event) => Math.abs(event.seq - seq) <= PAGE / 2) : shown;
  if (seq && model.scrolled !== seq && near.some((event) => event.seq === seq)) {
    model.scrolled = seq;
    requestAnimationFrame(() => document.getElementById(`e${seq}`)?.scrollIntoView({ block: "center" }));
  }
  const types = [...new Set(past.map((event) => event.type))].sort();
  const agents = [...new Set(past.map((event) => event.agent))].sort();
  return html`
    <h2 class="hidden">Events</h2>
    <div class="row wrap" role="search">
      <label class="grow"><span class="hidden">Search events</span><input type="search" data-search placeholder="Search   /" .value=${query.q ?? ""} @input=${(event) => set({ q: event.target.value })}></label>
      ${choice("type", types, query, set)} ${choice("agent", agents, query, set)}
      <a class="button" href=${`/api/projects/${model.id}/events?limit=1000`} download=${`${model.id}-events.json`}>Download</a></div>
    ${found.length > near.length ? html`<p><button class="small" @click=${() => set({ all: 1 })}>Show all ${found.length}</button></p>` : ""}
    ${near.length ? html`<ol class="events">${near.map((event) => row(model, event, event.seq === seq))}</ol>` : empty("No event matches.")}`;
}
