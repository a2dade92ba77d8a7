// One project: its head with what a person can do, and a section by address.
import { html } from "./vendor/lit-html.js";
import { actions } from "./actions.js";
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
import { badge, date, empty, number, problem, quoted, time, took, visible } from "./words.js";

const SECTIONS = {
  overview: ["Blueprint", overviewView],
  checks: ["Checks", checksView],
  timeline: ["Timeline", timelineView],
  events: ["Events", eventsView],
  calls: ["Model calls", callsView],
};

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

export function projectView(model, route) {
  if (model.absent) {
    return html`<h1>${route.id}</h1>${empty(model.error, html`<a href="/">All projects</a>`)}`;
  }
  if (!model.state.seq) {
    return html`<h1>${route.id}</h1>${problem(model.error)}${model.error ? "" : empty("Loading…")}`;
  }
  const state = looked(model);
  const keep = { at: model.past };
  const section = route.section === "files" || route.section === "runs" ? "overview" : route.section;
  const [, view] = SECTIONS[section] ?? SECTIONS.overview;
  const shown = route.section === "files" ? fileView : route.section === "runs" ? outputView : view;
  return html`
    ${head(model, state)}
    ${moment(model, state)}
    <nav class="tabs" aria-label="Sections">${Object.entries(SECTIONS).map(([name, [title]]) => html`
      <a href=${projectHref(model.id, name === "overview" ? "" : name, keep)} aria-current=${section === name ? "page" : "false"}>${title}</a>`)}
    </nav>
    ${shown(model, state, route)}`;
}

function head(model, state) {
  const { promptTokens, completionTokens } = state.usage;
  return html`<section class="card stack head">
    <div class="row"><h1>${model.id}</h1>${badge(state.status)}<span class="spacer"></span>
      <span class="quiet">${date(state.startedAt)} · ${took(state.startedAt, state.finishedAt ?? (state === model.state ? null : state.at))} ·
        <span title="tokens given to models and received from them">${number(promptTokens)} ▸ ${number(completionTokens)} tokens</span></span></div>
    ${spec(state)}
    ${state.reason ? html`<p class="reason is-${state.status}"><strong>${state.status === "paused" ? "Needs you: " : ""}</strong>${visible(state.reason)}</p>` : ""}
    ${state.infraProblem ? problem(visible(state.infraProblem)) : ""}
    ${model.past && model.past < model.state.seq ? "" : actions(model, state)}
  </section>`;
}

function spec(state) {
  const earlier = state.specs.slice(0, -1);
  const long = state.spec.length > 300 || state.spec.split("\n").length > 4;
  return html`
    ${long ? html`<details><summary>${visible(state.spec.slice(0, 200))}…</summary>${quoted(state.spec)}</details>` : html`<p class="spec">${visible(state.spec)}</p>`}
    ${earlier.length ? html`<details class="quiet"><summary>Built before: ${earlier.length}</summary>${earlier.map(quoted)}</details>` : ""}
    ${state.waiting.length ? html`<details class="quiet" open><summary>Queued behind: ${state.waiting.length}</summary>${state.waiting.map(quoted)}</details>` : ""}`;
}

/** The cursor in time: any moment of the project can be looked at again. */
function moment(model, state) {
  const last = model.state.seq;
  const at = model.past && model.past < last ? model.past : last;
  const event = model.events[at - 1];
  const move = (seq) => {
    const href = projectHref(model.id, model.route.section === "overview" ? "" : [model.route.section, model.route.rest].filter(Boolean).join("/"), {
      ...model.route.query,
      at: seq >= last ? "" : seq,
    });
    go(href, true);
  };
  return html`<section class="moment ${at < last ? "past" : ""}" aria-label="Moment">
    <label class="row"><span class="nowrap">${at < last ? "Then" : "Now"}</span>
      <input type="range" min="1" max=${last} .value=${String(at)} aria-valuetext=${`event ${at} of ${last}, ${event?.type ?? ""}`}
        @input=${(change) => move(Number(change.target.value))}></label>
    <span class="quiet nowrap">#${at} ${time(event?.at)} ${event?.type ?? ""}</span>
    ${at < last ? html`<button class="small" @click=${() => move(last)}>Back to now</button>` : ""}
  </section>`;
}
