// One project: its header with the actions on it, and the section that the URL names.
import { get, projectPath } from "../data/api.js";
import { subscribe } from "../data/feed.js";
import { applyEvent, applyLiveMessage, emptyProject, fold } from "../data/fold.js";
import { navigate, projectHref } from "../data/routes.js";
import { isEnded } from "../data/status.js";
import {
  dateTime, emptyState, errorMessage, quotedText, statusBadge, statusLabel,
} from "../parts/elements.js";
import { elapsed, escapeInvisible, number, plural, time, truncate } from "../parts/format.js";
import { html } from "../vendor/lit-html.js";
import { checksView } from "./checks.js";
import { eventsView } from "./events.js";
import { evidenceView } from "./evidence.js";
import { fileView } from "./file.js";
import { modelCallsView } from "./modelCalls.js";
import { overviewView } from "./overview.js";
import { packagesView } from "./packages.js";
import { actionBar, requiredActions } from "./projectActions.js";
import { runView } from "./run.js";
import { timelineView } from "./timeline.js";

const SECTIONS = {
  overview: ["Blueprint", overviewView],
  evidence: ["Evidence", evidenceView],
  checks: ["Checks", checksView],
  packages: ["Packages", packagesView],
  timeline: ["Timeline", timelineView],
  events: ["Events", eventsView],
  calls: ["Model calls", modelCallsView],
};
/** Sections without a tab; they belong to the overview. */
const DETAIL_VIEWS = { files: fileView, runs: runView };

const RETRY_MS = 1_000;
const CLOCK_MS = 1_000;

/** Loads the project and keeps its model up to date until `stop` is called. */
export function watchProject(route, update, setConnected) {
  const model = {
    id: route.id,
    events: [],
    state: emptyProject(route.id),
    pastSeq: null,
    error: "",
    calls: null,
    update,
  };
  let unsubscribe = () => {};
  let retryTimer = 0;
  const start = async () => {
    try {
      const { status } = await get(projectPath(route.id));
      model.firstSection = isEnded(status) ? "evidence" : "overview";
    } catch (error) {
      setConnected(error.status !== 0);
      Object.assign(model, { error: error.message, notFound: error.status === 404 });
      update();
      if (error.status === 0) {
        retryTimer = setTimeout(start, RETRY_MS);
      }
      return;
    }
    model.error = "";
    unsubscribe = subscribe({
      projectId: route.id,
      lastSeq: () => model.state.seq,
      onEvent: (event) => {
        model.events.push(event);
        applyEvent(model.state, event);
        update();
      },
      onLiveMessage: (message) => {
        applyLiveMessage(model.state, message);
        update();
      },
      onConnection: setConnected,
    });
  };
  model.onRoute = (next) => {
    model.route = next;
    const seq = Number(next.query.at);
    model.pastSeq = seq > 0 ? seq : null;
  };
  const clock = setInterval(() => model.state.finishedAt || update(), CLOCK_MS);
  start();
  const stop = () => {
    unsubscribe();
    clearTimeout(retryTimer);
    clearInterval(clock);
  };
  return { model, stop };
}

/** The state that is shown: the current one, or that after an earlier event. */
function shownState(model) {
  if (!model.pastSeq || model.pastSeq >= model.state.seq) {
    return model.state;
  }
  if (model.pastState?.seq !== model.pastSeq) {
    model.pastState = fold(model.id, model.events.slice(0, model.pastSeq));
  }
  return model.pastState;
}

/** What a URL without a section shows. It stays while the page is open. */
const firstSection = (model) => (model.pastSeq ? "overview" : model.firstSection);

export const projectTitle = (route, model) =>
  model.state?.seq ? `${statusLabel(model.state.status)}: ${route.id}` : route.id;

export function projectView(model, route) {
  if (model.notFound) {
    return html`<h1>${route.id}</h1>
      ${emptyState(model.error, html`<a href="/">All projects</a>`)}`;
  }
  if (!model.state.seq) {
    return html`<h1>${route.id}</h1>
      ${model.error ? errorMessage(model.error) : emptyState("Loading…")}`;
  }
  const state = shownState(model);
  const detailView = DETAIL_VIEWS[route.section];
  const section = detailView ? "overview" : route.section || firstSection(model);
  const view = detailView ?? (SECTIONS[section] ?? SECTIONS.overview)[1];
  const tab = ([name, [title]]) => html`
    <a href=${projectHref(model.id, name, { at: model.pastSeq })}
      aria-current=${section === name ? "page" : "false"}>${title}</a>`;
  return html`
    ${header(model, state, section)}
    <div class="bar-row">
      <nav class="tabs" aria-label="Sections">${Object.entries(SECTIONS).map(tab)}</nav>
      ${timeCursor(model)}
    </div>
    ${view(model, state, route)}`;
}

function header(model, state, section) {
  const { promptTokens, completionTokens } = state.usage;
  const past = state !== model.state;
  const until = state.finishedAt ?? (past ? state.at : null);
  return html`<section class="card stack head">
    <div class="row wrap"><h1>${model.id}</h1>${statusBadge(state.status)}
      <span class="spacer"></span>${past ? "" : actionBar(model, state)}</div>
    ${specs(state)}
    <p class="muted facts-line"><span>${dateTime(state.startedAt)}</span>
      <span>${elapsed(state.startedAt, until)}</span>
      <span title="tokens sent to models, and received from them">${number(promptTokens)} tokens
        in, ${number(completionTokens)} out</span>
      ${state.files.size ? html`<span>${plural(state.files.size, "file")}</span>` : ""}</p>
    ${state.reason
      ? html`<p class="reason is-${state.status}">
          ${state.status === "paused" ? html`<strong>Paused: needs your input.</strong>` : ""}
          <span class="lines">${escapeInvisible(state.reason)}</span>
          ${isEnded(state.status) && !past && section !== "evidence"
            ? html`<a href=${projectHref(model.id, "evidence")}>Evidence</a>`
            : ""}</p>`
      : ""}
    ${state.infrastructureProblem
      ? errorMessage(escapeInvisible(state.infrastructureProblem))
      : ""}
    ${past ? "" : requiredActions(model, state)}
  </section>`;
}

const MAX_SPEC_CHARS = 240;
const MAX_SPEC_LINES = 3;

const QUEUED_BEHIND = {
  paused: "Queued behind a feature that is paused and needs a person: fix a check or an example,"
    + " give a hint, retry or cancel it.",
  awaiting_approval: "Queued behind a feature whose blueprint is waiting for approval: approve or"
    + " cancel it.",
};

function specs({ spec, specs, queuedSpecs, status }) {
  const earlier = specs.slice(0, -1);
  const long = spec.length > MAX_SPEC_CHARS || spec.split("\n").length > MAX_SPEC_LINES;
  const start = escapeInvisible(truncate(spec.replaceAll("\n", " "), MAX_SPEC_CHARS));
  return html`
    ${long
      ? html`<details class="spec"><summary>${start}</summary>${quotedText(spec)}</details>`
      : html`<p class="spec">${escapeInvisible(spec)}</p>`}
    ${earlier.length
      ? html`<details class="muted"><summary>Earlier requests (${earlier.length})</summary>
          ${earlier.map(quotedText)}</details>`
      : ""}
    ${queuedSpecs.length
      ? html`<details class="muted" open><summary>Queued requests (${queuedSpecs.length})</summary>
          <p>${QUEUED_BEHIND[status]
            ?? "Queued behind a feature in progress: it starts when that one has ended."}</p>
          ${queuedSpecs.map(quotedText)}</details>`
      : ""}`;
}

/** The slider that selects the moment at which the project is shown. */
function timeCursor(model) {
  const last = model.state.seq;
  const seq = model.pastSeq && model.pastSeq < last ? model.pastSeq : last;
  const past = seq < last;
  const event = model.events[seq - 1];
  const { section, rest, query } = model.route;
  const path = [section, rest].filter(Boolean).join("/");
  const move = (to) =>
    navigate(projectHref(model.id, path, { ...query, at: to >= last ? "" : to }), true);
  return html`<section class="time-cursor ${past ? "past" : ""}" aria-label="Time">
    <label class="row"><span class="nowrap">${past ? "Past" : "Now"}</span>
      <input type="range" id="time-cursor" min="1" max=${last} .value=${String(seq)}
        aria-valuetext=${`event ${seq} of ${last}, ${event?.type ?? ""}`}
        @input=${({ target }) => move(Number(target.value))}></label>
    <span class="muted nowrap">#${seq} ${time(event?.at)}
      <span class="type">${event?.type}</span></span>
    ${past ? html`<button class="small" @click=${() => move(last)}>Back to now</button>` : ""}
  </section>`;
}
