// The blueprint and the status of its files, with active tasks, checks and commits.
import { attemptOf, checkStatus, fileStatus, latestRun, openTask } from "../data/fold.js";
import { projectHref } from "../data/routes.js";
import { isEnded } from "../data/status.js";
import { blueprintGraph } from "../parts/blueprintGraph.js";
import { emptyState, quotedText, statusBadge } from "../parts/elements.js";
import { exampleSteps } from "../parts/exampleText.js";
import {
  duration, elapsed, escapeInvisible, firstLine, plural, time, truncate,
} from "../parts/format.js";
import { streamedText, tokenProgress } from "../parts/modelProgress.js";
import { html } from "../vendor/lit-html.js";

const MAX_GRAPH_FILES = 80;
const MAX_PURPOSE_CHARS = 160;

const fileHref = (model, path) => projectHref(model.id, `files/${path}`, { at: model.pastSeq });

const fileRow = (model, state, file) => html`<tr>
  <td><a data-row class="mono" href=${fileHref(model, file.path)}
    >${escapeInvisible(file.path)}</a></td>
  <td>${statusBadge(fileStatus(state, file))}</td>
  <td class="number">${file.attempts || ""}</td>
  <td class="nowrap">${openTask(state, "writer", file.path)?.node ?? file.node}</td>
  <td class="desktop-only"
    >${escapeInvisible(truncate(file.plan.description, MAX_PURPOSE_CHARS))}</td></tr>`;

const files = (model, state) => html`<section class="card">
  <h2>Files <span class="count">(${state.files.size})</span></h2>
  <div class="scroll" tabindex="0" role="region" aria-label="Files"><table class="list">
    <thead><tr><th scope="col">File</th><th scope="col">Status</th>
      <th scope="col" class="number">Attempts</th>
      <th scope="col">Node</th><th scope="col" class="desktop-only">Purpose</th></tr></thead>
    <tbody>${[...state.files.values()].map((file) => fileRow(model, state, file))}</tbody></table>
  </div></section>`;

const activeTask = (model, task) => html`<li>
  <div class="row"><strong>${task.agent}</strong>
    ${task.file
      ? html`<a class="mono" href=${fileHref(model, task.file)}>${escapeInvisible(task.file)}</a>`
      : ""}
    ${attemptOf(task) > 1 && task.file
      ? html`<span class="muted">attempt ${attemptOf(task)}</span>`
      : ""}
    <span class="spacer"></span>
    ${task.progress ? tokenProgress(task.progress) : ""}
    <span class="muted nowrap">${elapsed(task.start.at)}</span></div>
  ${task.progress ? streamedText(task.progress.text) : ""}</li>`;

const IDLE_REASONS = {
  paused: "Idle – waiting for your input",
  awaiting_approval: "Idle – waiting for your approval",
};

/** What each agent is doing now, with the text that a model is writing. */
function activeTasks(model, state) {
  if (isEnded(state.status) || state !== model.state) {
    return "";
  }
  const open = state.tasks.filter((task) => !task.end);
  const idle = IDLE_REASONS[state.status] ?? "Idle – waiting for a free agent";
  return html`<section class="card active">
    <h2>Active tasks <span class="count">(${open.length})</span></h2>
    ${open.length
      ? html`<ul class="active-tasks">${open.map((task) => activeTask(model, task))}</ul>`
      : html`<p class="muted">${idle}</p>`}
    </section>`;
}

function checks(model, state) {
  const all = [...state.checks.values()];
  return html`<section class="card"><h2>Checks <span class="count">(${all.length})</span></h2>
    ${all.length ? "" : html`<p class="muted">The blueprint has no checks.</p>`}
    <ul class="check-list">${all.map((check) => html`<li>${statusBadge(checkStatus(state, check))}
      <a href=${projectHref(model.id, "checks", { at: model.pastSeq })}
        >${escapeInvisible(check.name)}</a>
      <span class="muted">${duration(latestRun(check)?.data.ms)}</span></li>`)}</ul></section>`;
}

/** The examples, with what they expect: open while a person has to approve them. */
function examples(state) {
  const all = [...state.examples.values()];
  return all.length
    ? html`<details class="card" ?open=${state.status === "awaiting_approval"}>
        <summary><h2>Acceptance examples <span class="count">(${all.length})</span></h2></summary>
        <ul class="plain-list">${all.map(({ example }) => html`<li>
          <strong>${escapeInvisible(example.name)}</strong>
          <span class="muted">“${escapeInvisible(example.quote)}”</span>
          ${exampleSteps(example)}</li>`)}</ul></details>`
    : "";
}

function commitItem(model, event) {
  const { attempt, commit, message, deleted } = event.data;
  if (deleted) {
    return html`<li><span class="mono">${commit.slice(0, 8)}</span>
      ${escapeInvisible(firstLine(message))} <span class="muted">${time(event.at)}</span></li>`;
  }
  const href = projectHref(model.id, `files/${event.file}`, { attempt, at: model.pastSeq });
  return html`<li><a class="mono" href=${href}>${commit.slice(0, 8)}</a>
    ${escapeInvisible(firstLine(message))}
    <span class="muted">${escapeInvisible(event.file)} · ${time(event.at)}</span></li>`;
}

const commits = (model, state) => html`<section class="card">
  <h2>Commits <span class="count">(${state.commits.length})</span></h2>
  ${state.commits.length
    ? ""
    : html`<p class="muted">None yet. A file is committed after it passes validation and
        audit.</p>`}
  <ol class="commits">${[...state.commits].reverse().map((event) => commitItem(model, event))}
  </ol></section>`;

const lessons = (state) => state.lessons
  ? html`<details class="card"><summary><h2>Lessons learned</h2></summary>
      ${quotedText(state.lessons)}</details>`
  : "";

function summary(state) {
  const { summary: text, assumptions = [], run = [], delete: deletions = [] } = state.blueprint;
  return html`<div class="summary">${text ? html`<p>${escapeInvisible(text)}</p>` : ""}
    ${run.length
      ? html`<p class="muted">Run it with <code>${escapeInvisible(run.join(" "))}</code></p>`
      : ""}
    ${deletions.length
      ? html`<p class="deletions">Deleted when the other files are written:
          ${deletions.map((path) => html`<code>${escapeInvisible(path)}</code> `)}</p>`
      : ""}
    ${assumptions.length
      ? html`<details class="muted"><summary>${plural(assumptions.length, "assumption")}</summary>
        <ul>${assumptions.map((text) => html`<li>${escapeInvisible(text)}</li>`)}</ul></details>`
      : ""}</div>`;
}

const research = (state) => state.research.map(({ request, result }) => html`
  <details class="card" ?open=${!result}>
    <summary>Research: ${escapeInvisible(request.data.question)}</summary>
    ${!result ? html`<p class="muted">Searching…</p>` : ""}
    ${result?.data.text ? quotedText(result.data.text) : ""}
    ${result && !result.data.text ? html`<p class="muted">No results.</p>` : ""}
    ${result
      ? html`<p class="muted">${escapeInvisible(result.data.source)}
          ${escapeInvisible(result.data.url)}</p>`
      : ""}</details>`);

const BEFORE_BLUEPRINT = {
  queued: "Waiting for a free slot and a model that answers.",
  designing: "The Architect is waiting for the model. The first words can take minutes.",
};

/** Shown until there is a blueprint: what the project waits for, or the text of the Architect. */
function beforeBlueprint(state) {
  const progress = openTask(state, "architect")?.progress;
  return html`${research(state)}
    ${progress
      ? html`<section class="card stack"><div class="row"><h2>The Architect is designing</h2>
          <span class="spacer"></span>${tokenProgress(progress)}</div>
          ${streamedText(progress.text)}</section>`
      : emptyState("No blueprint yet.", BEFORE_BLUEPRINT[state.status])}`;
}

export function overviewView(model, state) {
  if (!state.blueprint) {
    return beforeBlueprint(state);
  }
  const showsActive = !isEnded(state.status) && state === model.state;
  return html`<h2 class="visually-hidden">Blueprint</h2>
    ${summary(state)}
    ${state.files.size <= MAX_GRAPH_FILES
      ? blueprintGraph(model, state)
      : html`<p class="muted">No graph: more than ${MAX_GRAPH_FILES} files.</p>`}
    <div class=${`columns ${showsActive ? "" : "no-active"}`}>
      ${activeTasks(model, state)}
      <div class="main">${files(model, state)}${examples(state)}${research(state)}</div>
      <div class="side">${checks(model, state)}${commits(model, state)}${lessons(state)}</div>
    </div>`;
}
