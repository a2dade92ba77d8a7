// Every event of a project: filtered, in detail, and as raw JSON.
import { navigate, projectHref } from "../data/routes.js";
import { emptyState } from "../parts/elements.js";
import { eventSummary } from "../parts/eventSummary.js";
import { escapeInvisible, time } from "../parts/format.js";
import { html } from "../vendor/lit-html.js";

const PAGE_SIZE = 200;
const GOOD = /passed|success|validated|committed|approved$/;
const BAD = /failed|failure|rejected|error|surrender|cancelled|withdrawn/;

/** The CSS class for an event that reports success or failure; empty for others. */
const resultClass = (event) =>
  event.type === "project_finished"
    ? event.data.status === "succeeded" ? "good" : "bad"
    : BAD.test(event.type) ? "bad" : GOOD.test(event.type) ? "good" : "";

const matches = (event, { type, agent, q }) =>
  (!type || event.type === type) &&
  (!agent || event.agent === agent) &&
  (!q || JSON.stringify(event).toLowerCase().includes(q.toLowerCase()));

const filter = (name, values, query, setQuery) => html`<label>
  <span class="visually-hidden">${name}</span>
  <select @change=${(event) => setQuery({ [name]: event.target.value })}>
    <option value="">All ${name}s</option>
    ${values.map((value) => html`<option value=${value} ?selected=${query[name] === value}>
      ${value}</option>`)}</select></label>`;

function eventFields(event) {
  const { v, prev, hash, data, ...envelope } = event;
  const isMultiline = ([, value]) => typeof value === "string" && value.includes("\n");
  const texts = Object.entries(data).filter(isMultiline);
  const others = Object.fromEntries(Object.entries(data).filter((field) => !isMultiline(field)));
  const json = JSON.stringify({ ...envelope, data: others }, null, 2);
  return html`
    <pre class="quoted">${escapeInvisible(json)}</pre>
    ${texts.map(([name, text]) => html`<h3>${name}</h3>
      <pre class="quoted">${escapeInvisible(text)}</pre>`)}
    <details><summary>Raw</summary>
      <pre class="quoted wrap raw">${escapeInvisible(JSON.stringify(event))}</pre></details>`;
}

/** The details of an event, rendered only while it is open: there can be thousands of rows. */
function eventBody(model, event) {
  const fileHref = event.file && projectHref(model.id, `files/${event.file}`, {
    attempt: event.data.attempt ?? "", at: model.pastSeq });
  return html`<div class="stack body">${eventFields(event)}
    <p class="row wrap">
      <a class="button small" href=${projectHref(model.id, "", { at: event.seq })}>
        Project at this time</a>
      ${fileHref ? html`<a class="button small" href=${fileHref}>File</a>` : ""}
      ${event.data.command
        ? html`<a class="button small" href=${projectHref(model.id, `runs/${event.seq}`)}>
            Output</a>`
        : ""}</p></div>`;
}

function eventRow(model, event, isTarget) {
  const open = model.openEvents.has(event.seq);
  const toggle = ({ target }) => {
    model.openEvents[target.open ? "add" : "delete"](event.seq);
    model.update();
  };
  return html`<li id=${`e${event.seq}`} class=${isTarget ? "target" : ""}>
    <details ?open=${open} @toggle=${toggle}><summary data-row>
      <span class="seq">#${event.seq}</span><span class="muted">${time(event.at)}</span>
      <span class="agent">${event.agent}</span>
      <strong class=${resultClass(event) || event.type}>${event.type}</strong>
      <span class="event-summary">${event.file
        ? html`<span class="path">${escapeInvisible(event.file)}</span> `
        : ""}<span class="muted">${eventSummary(event)}</span></span></summary>
      ${open ? eventBody(model, event) : ""}
    </details></li>`;
}

/** The events around `seq`, else the newest; newest first. */
function pageOf(events, { all, seq }) {
  const target = Number(seq);
  const page = all
    ? events
    : target
      ? events.filter((event) => Math.abs(event.seq - target) <= PAGE_SIZE / 2)
      : events.slice(-PAGE_SIZE);
  return [...page].reverse();
}

function scrollOnce(model, seq) {
  if (seq && model.scrolledToSeq !== seq) {
    model.scrolledToSeq = seq;
    model.openEvents.add(seq);
    requestAnimationFrame(() =>
      document.getElementById(`e${seq}`)?.scrollIntoView({ block: "center" }));
  }
}

export function eventsView(model, state, { query }) {
  const setQuery = (changes) =>
    navigate(projectHref(model.id, "events", { ...query, seq: "", all: "", ...changes }), true);
  const events = model.events.slice(0, state.seq);
  const matching = events.filter((event) => matches(event, query));
  const shown = pageOf(matching, query);
  model.openEvents ??= new Set();
  scrollOnce(model, Number(query.seq));
  const values = (key) => [...new Set(events.map((event) => event[key]))].sort();
  return html`
    <h2 class="visually-hidden">Events</h2>
    <div class="row wrap" role="search">
      <label class="grow"><span class="visually-hidden">Search events</span>
        <input type="search" data-search placeholder="Search all event text  ( / )"
          .value=${query.q ?? ""} @input=${(event) => setQuery({ q: event.target.value })}></label>
      ${filter("type", values("type"), query, setQuery)}
      ${filter("agent", values("agent"), query, setQuery)}
      <a class="button" href=${`/api/projects/${model.id}/events?limit=1000`}
        download=${`${model.id}-events.json`}>Download</a></div>
    <p class="muted">${shown.length < matching.length
      ? html`${shown.length} of ${matching.length} events, newest first.
          <button class="small" @click=${() => setQuery({ all: 1 })}>Show all</button>`
      : html`${matching.length} events, newest first.`}</p>
    ${shown.length
      ? html`<ol class="events" reversed>
          ${shown.map((event) => eventRow(model, event, event.seq === Number(query.seq)))}</ol>`
      : emptyState("No event matches.",
          html`<a href=${projectHref(model.id, "events")}>Show all</a>`)}`;
}
