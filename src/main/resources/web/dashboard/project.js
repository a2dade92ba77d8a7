// One project: its head with what a person can do, and a section by address.
import { actions, needs } from "./actions.js";
import { get, project as api } from "./api.js";
import { callsView } from "./calls.js";
import { checksView, outputView } from "./checks.js";
import { evolve, blank, fold, passed } from "./evolve.js";
import { eventsView } from "./events.js";
import { follow } from "./feed.js";
import { fileView } from "./file.js";
import { overviewView } from "./overview.js";
import { go, projectHref } from "./route.js";
import { timelineView } from "./timeline.js";
import { html } from "./vendor/lit-html.js";
import {
  badge, cut, date, empty, number, plural, problem, quoted, statusName, time, took, visible,
} from "./words.js";

const SECTIONS = {
  overview: ["Blueprint", overviewView],
  checks: ["Checks", checksView],
  timeline: ["Timeline", timelineView],
  events: ["Events", eventsView],
  calls: ["Model calls", callsView],
};
const PARTS = { files: fileView, runs: outputView };

export function watchProject(route, update, live) {
  const model = {
    id: route.id,
    events: [],
    state: blank(route.id),
    past: null,
    error: "",
    calls: null,
    update,
  };
  let stop = () => {};
  let tick = 0;
  const start = async () => {
    try {
      await get(api(route.id));
    } catch (refusal) {
      live(refusal.status !== 0);
      Object.assign(model, { error: refusal.message, absent: refusal.status === 404 });
      update();
      if (refusal.status === 0) {
        tick = setTimeout(start, 1_000);
      }
      return;
    }
    model.error = "";
    stop = follow({
      project: route.id,
      after: () => model.state.seq,
      event: (entry) => {
        model.events.push(entry);
        evolve(model.state, entry);
        update();
      },
      passing: (message) => {
        passed(model.state, message);
        update();
      },
      state: live,
    });
  };
  model.routed = (next) => {
    model.route = next;
    const at = Number(next.query.at);
    model.past = at > 0 ? at : null;
  };
  const clock = setInterval(() => model.state.finishedAt || update(), 1_000);
  start();
  return { model, stop: () => (stop(), clearTimeout(tick), clearInterval(clock)) };
}

/** The state that is looked at: the newest, or that after an earlier event. */
function looked(model) {
  if (!model.past || model.past >= model.state.seq) {
    return model.state;
  }
  if (model.folded?.seq !== model.past) {
    model.folded = fold(model.id, model.events.slice(0, model.past));
  }
  return model.folded;
}

const LONG = { chars: 240, lines: 3 };

export const projectTitle = (route, model) =>
  model.state?.seq ? `${statusName(model.state.status)}: ${route.id}` : route.id;

export function projectView(model, route) {
  if (model.absent) {
    return html`<h1>${route.id}</h1>${empty(model.error, html`<a href="/">All projects</a>`)}`;
  }
  if (!model.state.seq) {
    return html`<h1>${route.id}</h1>${model.error ? problem(model.error) : empty("Loading…")}`;
  }
  const state = looked(model);
  const part = PARTS[route.section];
  const section = part ? "overview" : route.section;
  const view = part ?? (SECTIONS[section] ?? SECTIONS.overview)[1];
  const tab = ([name, [title]]) => html`
    <a href=${projectHref(model.id, name === "overview" ? "" : name, { at: model.past })}
      aria-current=${section === name ? "page" : "false"}>${title}</a>`;
  return html`
    ${head(model, state)}
    <div class="bar-row">
      <nav class="tabs" aria-label="Sections">${Object.entries(SECTIONS).map(tab)}</nav>
      ${moment(model)}
    </div>
    ${view(model, state, route)}`;
}

function head(model, state) {
  const { promptTokens, completionTokens } = state.usage;
  const past = state !== model.state;
  const until = state.finishedAt ?? (past ? state.at : null);
  return html`<section class="card stack head">
    <div class="row wrap"><h1>${model.id}</h1>${badge(state.status)}<span class="spacer"></span>
      ${past ? "" : actions(model, state)}</div>
    ${spec(state)}
    <p class="quiet facts-line"><span>${date(state.startedAt)}</span>
      <span>${took(state.startedAt, until)}</span>
      <span title="given to models, and received from them">${number(promptTokens)} tokens in,
        ${number(completionTokens)} out</span>
      ${state.files.size ? html`<span>${plural(state.files.size, "file")}</span>` : ""}</p>
    ${state.reason
      ? html`<p class="reason is-${state.status}">
          ${state.status === "paused" ? html`<strong>Needs you:</strong>` : ""}
          ${visible(state.reason)}</p>`
      : ""}
    ${state.infraProblem ? problem(visible(state.infraProblem)) : ""}
    ${past ? "" : needs(model, state)}
  </section>`;
}

function spec(state) {
  const earlier = state.specs.slice(0, -1);
  const long = state.spec.length > LONG.chars || state.spec.split("\n").length > LONG.lines;
  const start = visible(cut(state.spec.replaceAll("\n", " "), LONG.chars));
  return html`
    ${long
      ? html`<details class="spec"><summary>${start}</summary>${quoted(state.spec)}</details>`
      : html`<p class="spec">${visible(state.spec)}</p>`}
    ${earlier.length
      ? html`<details class="quiet"><summary>Built before: ${earlier.length}</summary>
          ${earlier.map(quoted)}</details>`
      : ""}
    ${state.waiting.length
      ? html`<details class="quiet" open><summary>Queued behind: ${state.waiting.length}</summary>
          ${state.waiting.map(quoted)}</details>`
      : ""}`;
}

/** The cursor in time: any moment of the project can be looked at again. */
function moment(model) {
  const last = model.state.seq;
  const at = model.past && model.past < last ? model.past : last;
  const past = at < last;
  const event = model.events[at - 1];
  const { section, rest, query } = model.route;
  const place = section === "overview" ? "" : [section, rest].filter(Boolean).join("/");
  const move = (seq) =>
    go(projectHref(model.id, place, { ...query, at: seq >= last ? "" : seq }), true);
  return html`<section class="moment ${past ? "past" : ""}" aria-label="Moment">
    <label class="row"><span class="nowrap">${past ? "Then" : "Now"}</span>
      <input type="range" id="moment" min="1" max=${last} .value=${String(at)}
        aria-valuetext=${`event ${at} of ${last}, ${event?.type ?? ""}`}
        @input=${(change) => move(Number(change.target.value))}></label>
    <span class="quiet nowrap">#${at} ${time(event?.at)}
      <span class="type">${event?.type}</span></span>
    ${past ? html`<button class="small" @click=${() => move(last)}>Back to now</button>` : ""}
  </section>`;
}
