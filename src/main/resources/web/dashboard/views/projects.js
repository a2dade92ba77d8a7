// The list of projects, grouped by what needs a person, and the form for a new one.
import { get, newIdempotencyKey, post } from "../data/api.js";
import { subscribe } from "../data/feed.js";
import { navigate, projectHref } from "../data/routes.js";
import { isEnded, STATUSES } from "../data/status.js";
import { dateTime, emptyState, errorMessage, statusBadge, statusLabel } from "../parts/elements.js";
import { elapsed, escapeInvisible, firstLine, plural, truncate } from "../parts/format.js";
import { html } from "../vendor/lit-html.js";

const REFRESH_MS = 400;
const PAGE_SIZE = 50;
const MAX_TEXT_CHARS = 160;

const fetchPage = (query) =>
  get(`/api/projects?${new URLSearchParams({ ...query, limit: PAGE_SIZE })}`);

/** Loads the newest projects and refreshes them on every event, until `stop` is called. */
export function watchProjects(route, update, setConnected) {
  const model = {
    projects: null,
    next: null,
    query: route.query,
    error: "",
    requestKey: newIdempotencyKey(),
    update,
  };
  let timer = 0;
  const refresh = async () => {
    timer = 0;
    try {
      const page = await fetchPage(model.query);
      Object.assign(model, { projects: page.projects, next: page.next, error: "" });
    } catch (error) {
      model.error = error.message;
    }
    update();
  };
  const unsubscribe = subscribe({
    onEvent: () => (timer ||= setTimeout(refresh, REFRESH_MS)),
    onLiveMessage: () => {},
    onConnection: (connected) => {
      setConnected(connected);
      if (connected) {
        refresh();
      }
    },
  });
  model.onRoute = (next) => {
    if (JSON.stringify(next.query) !== JSON.stringify(model.query)) {
      model.query = next.query;
      refresh();
    }
  };
  refresh();
  const stop = () => {
    unsubscribe();
    clearTimeout(timer);
  };
  return { model, stop };
}

async function loadOlder(model) {
  const page = await fetchPage({ ...model.query, after: model.next });
  model.projects.push(...page.projects);
  model.next = page.next;
  model.update();
}

async function submit(event, model) {
  event.preventDefault();
  const form = event.currentTarget;
  const data = new FormData(form);
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const body = { spec: data.get("spec"), approve: data.get("approve") === "on" };
    const headers = { "idempotency-key": model.requestKey };
    const project = await post("/api/projects", body, headers);
    model.requestKey = newIdempotencyKey();
    form.reset();
    navigate(projectHref(project.id));
  } catch (error) {
    model.submitError = error.message;
    model.update();
  } finally {
    button.disabled = false;
  }
}

const submitOnCtrlEnter = (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.currentTarget.form.requestSubmit();
  }
};

const newProjectForm = (model) => html`
  <form class="card stack" id="new-project" @submit=${(event) => submit(event, model)}>
    <label for="spec"><h2>What do you want to build?</h2></label>
    <textarea id="spec" name="spec" rows="3" required maxlength="65536"
      @keydown=${submitOnCtrlEnter} placeholder="A REST API for managing todos"></textarea>
    ${errorMessage(model.submitError)}
    <div class="row">
      <label class="check">
        <input type="checkbox" name="approve"> Let me review the plan first</label>
      <span class="spacer"></span>
      <span class="muted desktop-only"><kbd>Ctrl</kbd> <kbd>Enter</kbd></span>
      <button class="primary">Build</button>
    </div>
  </form>`;

function searchBar({ query }) {
  const setQuery = (name) => (event) => {
    const next = { ...query, [name]: event.target.value };
    const entries = Object.entries(next).filter(([, value]) => value);
    navigate(entries.length ? `/?${new URLSearchParams(entries)}` : "/", true);
  };
  const option = (status) => html`<option value=${status} ?selected=${query.status === status}>
    ${statusLabel(status)}</option>`;
  return html`<div class="row" role="search">
    <label class="grow"><span class="visually-hidden">Search projects</span>
      <input type="search" data-search placeholder="Search id and spec  ( / )"
        .value=${query.q ?? ""} @input=${setQuery("q")}></label>
    <label><span class="visually-hidden">Status</span><select @change=${setQuery("status")}>
      <option value="">All statuses</option>${STATUSES.map(option)}</select></label></div>`;
}

const REQUIRED_ACTIONS = {
  approval: "The blueprint is waiting for your approval",
  hint: "The Writer is stuck on a file: give a hint, or retry",
  retry: "Paused: fix the cause, then retry",
};

function fileProgress(files) {
  if (!files?.total) {
    return "";
  }
  const label = `${files.committed} of ${files.total} files committed`;
  return html`<span class="progress" role="img" aria-label=${label} title=${label}>
    <progress max=${files.total} value=${files.committed} aria-hidden="true"></progress>
    <span aria-hidden="true">${files.committed}/${files.total}</span></span>`;
}

const projectCard = (project) => html`
  <li><a class="card project ${project.needs ? "needs-action" : ""}" data-row
      href=${projectHref(project.id)}>
    <span class="row"><strong>${project.id}</strong>
      <span class="spacer"></span>${statusBadge(project.status)}</span>
    <span class="spec">${escapeInvisible(truncate(firstLine(project.spec), MAX_TEXT_CHARS))}</span>
    ${project.needs
      ? html`<span class="warning">${REQUIRED_ACTIONS[project.needs]}</span>`
      : ""}
    ${project.reason
      ? html`<span class="muted"
          >${escapeInvisible(truncate(project.reason, MAX_TEXT_CHARS))}</span>`
      : ""}
    <span class="row wrap muted">${fileProgress(project.files)}<span class="spacer"></span>
      ${dateTime(project.startedAt)}
      <span class="nowrap">
        ${project.status === "queued" ? "" : elapsed(project.startedAt, project.finishedAt)}</span>
    </span></a></li>`;

const projectGroup = (title, projects) => projects.length
  ? html`<section><h2>${title} <span class="count">(${projects.length})</span></h2>
      <ul class="cards">${projects.map(projectCard)}</ul></section>`
  : "";

function noProjects({ projects, query, error }) {
  if (projects === null) {
    return error ? "" : emptyState("Loading…");
  }
  return query.q || query.status
    ? emptyState("No project matches.", html`<a href="/">Show all</a>`)
    : emptyState("No projects yet.", html`Describe one above, or run
        <code>atelier submit "A REST API for managing todos"</code>`);
}

/** The title of the page, which counts the projects that need a person. */
export function projectsTitle(route, model) {
  const waiting = (model.projects ?? []).filter((project) => project.needs).length;
  return waiting ? `(${waiting}) Projects` : "Projects";
}

export function projectsView(model) {
  const projects = model.projects ?? [];
  const needsAction = projects.filter((project) => project.needs);
  const others = projects.filter((project) => !project.needs);
  return html`
    <h1 class="visually-hidden">Projects</h1>
    ${newProjectForm(model)}
    ${searchBar(model)}
    ${errorMessage(model.error)}
    ${projects.length ? "" : noProjects(model)}
    ${projectGroup("Needs you", needsAction)}
    ${projectGroup("In progress", others.filter((project) => !isEnded(project.status)))}
    ${projectGroup("Ended", others.filter((project) => isEnded(project.status)))}
    ${model.next ? html`<button @click=${() => loadOlder(model)}>Show older projects</button>` : ""}
    ${projects.length
      ? html`<p class="muted">${plural(projects.length, "project")} shown.</p>`
      : ""}`;
}
