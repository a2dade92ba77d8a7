// The blueprint, its files with what becomes of them, who is at work, and what has been proven.
import { latest } from "./checks.js";
import { checkStatus, fileStatus, taskAt } from "./evolve.js";
import { attempt } from "./lanes.js";
import { picture } from "./picture.js";
import { projectHref } from "./route.js";
import { html } from "./vendor/lit-html.js";
import {
  badge, cut, duration, empty, ended, firstLine, plural, quoted, rate, time, took, visible,
} from "./words.js";

const MAX_DRAWN = 80;
const TAIL_CHARS = 4_000;

const fileHref = (model, path) => projectHref(model.id, `files/${path}`, { at: model.past });

const row = (model, state, file) => html`<tr>
  <td><a data-row class="mono" href=${fileHref(model, file.path)}>${visible(file.path)}</a></td>
  <td>${badge(fileStatus(state, file))}</td>
  <td class="number">${file.attempts || ""}</td>
  <td class="nowrap">${taskAt(state, "writer", file.path)?.node ?? file.node}</td>
  <td class="wide">${visible(cut(file.plan.description, 160))}</td></tr>`;

const files = (model, state) => html`<section class="card">
  <h2>Files <span class="count">${state.files.size}</span></h2>
  <div class="scroll" tabindex="0" role="region" aria-label="Files"><table class="list">
    <thead><tr><th scope="col">File</th><th scope="col">State</th>
      <th scope="col" class="number"><abbr title="Attempts">Tries</abbr></th>
      <th scope="col">Node</th><th scope="col" class="wide">For</th></tr></thead>
    <tbody>${[...state.files.values()].map((file) => row(model, state, file))}</tbody></table></div>
  </section>`;

/** How far a model is with its answer. */
export const written = ({ tokens, first, at, last }) =>
  html`<span class="quiet nowrap">${plural(tokens, "token")}
    ${rate(tokens - first, last - at)}</span>`;

const caret = html`<span class="caret" aria-hidden="true"></span>`;

export const tail = (text) => html`<pre class="tail" tabindex="0"
  aria-label="As the model writes it"><span
    >${visible(text.slice(-TAIL_CHARS))}${caret}</span></pre>`;

const job = (model, task) => html`<li>
  <div class="row"><strong>${task.agent}</strong>
    ${task.file
      ? html`<a class="mono" href=${fileHref(model, task.file)}>${visible(task.file)}</a>`
      : ""}
    ${attempt(task) > 1 && task.file
      ? html`<span class="quiet">attempt ${attempt(task)}</span>`
      : ""}
    <span class="spacer"></span>
    ${task.progress ? written(task.progress) : ""}
    <span class="quiet nowrap">${took(task.start.at)}</span></div>
  ${task.progress ? tail(task.progress.text) : ""}</li>`;

/** Who does what at this moment, with the text as a model writes it. */
function atWork(model, state) {
  if (ended(state.status) || state !== model.state) {
    return "";
  }
  const open = state.tasks.filter((task) => !task.end);
  const idle = {
    paused: "Nobody: the project needs you first.",
    awaiting_approval: "Nobody: the blueprint waits for you.",
  };
  return html`<section class="card work">
    <h2>At work now <span class="count">${open.length}</span></h2>
    ${open.length
      ? html`<ul class="jobs">${open.map((task) => job(model, task))}</ul>`
      : html`<p class="quiet">${idle[state.status] ?? "Nobody: it waits for a free agent."}</p>`}
    </section>`;
}

function proof(model, state) {
  const all = [...state.checks.values()];
  return html`<section class="card"><h2>Checks <span class="count">${all.length}</span></h2>
    ${all.length ? "" : html`<p class="quiet">The blueprint has none.</p>`}
    <ul class="proof">${all.map((check) => html`<li>${badge(checkStatus(state, check))}
      <a href=${projectHref(model.id, "checks", { at: model.past })}>${visible(check.name)}</a>
      <span class="quiet">${duration(latest(check)?.data.ms)}</span></li>`)}</ul></section>`;
}

const commits = (model, state) => html`<section class="card">
  <h2>Commits <span class="count">${state.commits.length}</span></h2>
  ${state.commits.length ? "" : html`<p class="quiet">None yet: a file is committed when it is valid
    and clean.</p>`}
  <ol class="commits">${[...state.commits].reverse().map((event) => html`<li>
    <a class="mono" href=${projectHref(model.id, `files/${event.file}`, {
      attempt: event.data.attempt, at: model.past })}>${event.data.commit.slice(0, 8)}</a>
    ${visible(firstLine(event.data.message))}
    <span class="quiet">${visible(event.file)} · ${time(event.at)}</span></li>`)}</ol></section>`;

const lessons = (state) => state.lessons
  ? html`<details class="card"><summary><h2>Lessons learned</h2></summary>${quoted(state.lessons)}
    </details>`
  : "";

function summary(state) {
  const { summary: text, assumptions = [], run = [] } = state.blueprint;
  return html`<div class="summary">${text ? html`<p>${visible(text)}</p>` : ""}
    ${run.length
      ? html`<p class="quiet">Run it with <code>${visible(run.join(" "))}</code></p>`
      : ""}
    ${assumptions.length
      ? html`<details class="quiet"><summary>${plural(assumptions.length, "assumption")}</summary>
        <ul>${assumptions.map((one) => html`<li>${visible(one)}</li>`)}</ul></details>`
      : ""}</div>`;
}

const research = (state) => state.research.map(({ request, answer }) => html`
  <details class="card" ?open=${!answer}>
    <summary>Looked up: ${visible(request.data.question)}</summary>
    ${!answer ? html`<p class="quiet">Looking…</p>` : ""}
    ${answer?.data.text ? quoted(answer.data.text) : ""}
    ${answer && !answer.data.text ? html`<p class="quiet">Nothing was found.</p>` : ""}
    ${answer
      ? html`<p class="quiet">${visible(answer.data.source)} ${visible(answer.data.url)}</p>`
      : ""}</details>`);

/** Before there is a blueprint: what it waits for, or the blueprint as it is being written. */
function early(model, state) {
  const progress = taskAt(state, "architect")?.progress;
  const next = {
    queued: "The project waits for its turn, and for a model that answers.",
    designing: "The Architect is thinking: the first words of a model can take minutes.",
  };
  return html`${research(state)}
    ${progress
      ? html`<section class="card stack"><div class="row"><h2>The Architect designs</h2>
          <span class="spacer"></span>${written(progress)}</div>${tail(progress.text)}</section>`
      : empty("There is no blueprint yet.", next[state.status])}`;
}

export function overviewView(model, state) {
  if (!state.blueprint) {
    return early(model, state);
  }
  return html`<h2 class="hidden">Blueprint</h2>
    ${summary(state)}
    ${state.files.size <= MAX_DRAWN
      ? picture(model, state)
      : html`<p class="quiet">More than ${MAX_DRAWN} files: too many for a picture.</p>`}
    <div class=${`columns ${ended(state.status) || state !== model.state ? "calm" : ""}`}>
      ${atWork(model, state)}
      <div class="main">${files(model, state)}${research(state)}</div>
      <div class="side">${proof(model, state)}${commits(model, state)}${lessons(state)}</div>
    </div>`;
}
