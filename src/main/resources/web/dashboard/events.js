// Every event of a project: filtered, read, and seen raw.
import { go, projectHref } from "./route.js";
import { inShort } from "./short.js";
import { html } from "./vendor/lit-html.js";
import { empty, time, visible } from "./words.js";

const PAGE = 200;
const GOOD = /passed|success|validated|committed|approved$/;
const BAD = /failed|failure|rejected|error|surrender|cancelled/;

/** Whether an event is good news, bad news, or none. */
export const tone = (event) =>
  event.type === "project_finished"
    ? event.data.status === "succeeded" ? "good" : "bad"
    : BAD.test(event.type) ? "bad" : GOOD.test(event.type) ? "good" : "";

const matches = (event, { type, agent, q }) =>
  (!type || event.type === type) &&
  (!agent || event.agent === agent) &&
  (!q || JSON.stringify(event).toLowerCase().includes(q.toLowerCase()));

const choice = (name, values, query, set) => html`<label><span class="hidden">${name}</span>
  <select @change=${(event) => set({ [name]: event.target.value })}>
    <option value="">every ${name}</option>
    ${values.map((value) => html`<option value=${value} ?selected=${query[name] === value}>
      ${value}</option>`)}</select></label>`;

function details(event) {
  const { v, prev, hash, data, ...rest } = event;
  const isText = ([, value]) => typeof value === "string" && value.includes("\n");
  const texts = Object.entries(data).filter(isText);
  const others = Object.fromEntries(Object.entries(data).filter((one) => !isText(one)));
  return html`
    <pre class="quoted">${visible(JSON.stringify({ ...rest, data: others }, null, 2))}</pre>
    ${texts.map(([name, text]) => html`<h3>${name}</h3>
      <pre class="quoted">${visible(text)}</pre>`)}
    <details><summary>Raw</summary>
      <pre class="quoted wrap raw">${visible(JSON.stringify(event))}</pre></details>`;
}

/** What is in an event is drawn only while it is open: there may be thousands of rows. */
function body(model, event) {
  const file = event.file && projectHref(model.id, `files/${event.file}`, {
    attempt: event.data.attempt ?? "", at: model.past });
  return html`<div class="stack body">${details(event)}
    <p class="row wrap">
      <a class="button small" href=${projectHref(model.id, "", { at: event.seq })}>
        The project at this moment</a>
      ${file ? html`<a class="button small" href=${file}>The file</a>` : ""}
      ${event.data.command
        ? html`<a class="button small" href=${projectHref(model.id, `runs/${event.seq}`)}>
            Its output</a>`
        : ""}</p></div>`;
}

function row(model, event, wanted) {
  const open = model.opened.has(event.seq);
  const toggled = (change) => {
    model.opened[change.target.open ? "add" : "delete"](event.seq);
    model.update();
  };
  return html`<li id=${`e${event.seq}`} class=${wanted ? "wanted" : ""}>
    <details ?open=${open} @toggle=${toggled}><summary data-row>
      <span class="seq">#${event.seq}</span><span class="quiet">${time(event.at)}</span>
      <span class="agent">${event.agent}</span>
      <strong class=${tone(event) || event.type}>${event.type}</strong>
      <span class="short">${event.file
        ? html`<span class="path">${visible(event.file)}</span> `
        : ""}<span class="quiet">${inShort(event)}</span></span></summary>
      ${open ? body(model, event) : ""}
    </details></li>`;
}

/** Those near a wanted event, else the newest; newest first. */
function page(found, { all, seq }) {
  const wanted = Number(seq);
  const shown = all
    ? found
    : wanted
      ? found.filter((event) => Math.abs(event.seq - wanted) <= PAGE / 2)
      : found.slice(-PAGE);
  return [...shown].reverse();
}

function scrollOnce(model, seq) {
  if (seq && model.scrolled !== seq) {
    model.scrolled = seq;
    model.opened.add(seq);
    requestAnimationFrame(() =>
      document.getElementById(`e${seq}`)?.scrollIntoView({ block: "center" }));
  }
}

export function eventsView(model, state, { query }) {
  const set = (changed) =>
    go(projectHref(model.id, "events", { ...query, seq: "", all: "", ...changed }), true);
  const past = model.events.slice(0, state.seq);
  const found = past.filter((event) => matches(event, query));
  const shown = page(found, query);
  model.opened ??= new Set();
  scrollOnce(model, Number(query.seq));
  const values = (key) => [...new Set(past.map((event) => event[key]))].sort();
  return html`
    <h2 class="hidden">Events</h2>
    <div class="row wrap" role="search">
      <label class="grow"><span class="hidden">Search events</span>
        <input type="search" data-search placeholder="Search in all that events say  ( / )"
          .value=${query.q ?? ""} @input=${(event) => set({ q: event.target.value })}></label>
      ${choice("type", values("type"), query, set)} ${choice("agent", values("agent"), query, set)}
      <a class="button" href=${`/api/projects/${model.id}/events?limit=1000`}
        download=${`${model.id}-events.json`}>Download</a></div>
    <p class="quiet">${shown.length < found.length
      ? html`${shown.length} of ${found.length} events, newest first.
          <button class="small" @click=${() => set({ all: 1 })}>Show all</button>`
      : html`${found.length} events, newest first.`}</p>
    ${shown.length
      ? html`<ol class="events" reversed>
          ${shown.map((event) => row(model, event, event.seq === Number(query.seq)))}</ol>`
      : empty("No event matches.", html`<a href=${projectHref(model.id, "events")}>Show all</a>`)}`;
}
