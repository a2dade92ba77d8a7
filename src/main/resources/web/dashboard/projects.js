// All projects: what needs a person first, then what runs, then the rest; and a box for a new one.
import { get, newKey, post } from "./api.js";
import { follow } from "./feed.js";
import { go, projectHref } from "./route.js";
import { html } from "./vendor/lit-html.js";
import {
  badge, cut, date, empty, ended, firstLine, plural, problem, statusName, took, visible,
} from "./words.js";

const REFRESH_MS = 400;
const STATUSES = ["queued", "designing", "awaiting_approval", "running", "paused", "succeeded",
  "unverified", "failed", "cancelled"];

export function watchProjects(route, update, live) {
  const model = { rows: null, next: null, query: route.query, error: "", key: newKey(), update };
  let timer = 0;
  const refresh = async () => {
    timer = 0;
    try {
      const page = await get(`/api/projects?${new URLSearchParams({ ...model.query, limit: 50 })}`);
      Object.assign(model, { rows: page.projects, next: page.next, error: "" });
    } catch (refusal) {
      model.error = refusal.message;
    }
    update();
  };
  const soon = () => (timer ||= setTimeout(refresh, REFRESH_MS));
  const stop = follow({
    event: soon,
    passing: () => {},
    state: (isLive) => {
      live(isLive);
      if (isLive) {
        refresh();
      }
    },
  });
  model.routed = (next) => {
    if (JSON.stringify(next.query) !== JSON.stringify(model.query)) {
      model.query = next.query;
      refresh();
    }
  };
  refresh();
  return { model, stop: () => (stop(), clearTimeout(timer)) };
}

async function more(model) {
  const query = new URLSearchParams({ ...model.query, limit: 50, after: model.next });
  const page = await get(`/api/projects?${query}`);
  model.rows.push(...page.projects);
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
    const taken = await post("/api/projects", body, { "idempotency-key": model.key });
    model.key = newKey();
    form.reset();
    go(projectHref(taken.id));
  } catch (refusal) {
    model.submitError = refusal.message;
    model.update();
  } finally {
    button.disabled = false;
  }
}

const submitOnEnter = (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.currentTarget.form.requestSubmit();
  }
};

const newProject = (model) => html`
  <form class="card stack" id="new-project" @submit=${(event) => submit(event, model)}>
    <label for="spec"><h2>What shall be built?</h2></label>
    <textarea id="spec" name="spec" rows="3" required maxlength="65536" @keydown=${submitOnEnter}
      placeholder="A REST API for managing todos"></textarea>
    ${problem(model.submitError)}
    <div class="row">
      <label class="check">
        <input type="checkbox" name="approve"> Show me the blueprint first</label>
      <span class="spacer"></span>
      <span class="quiet wide"><kbd>Ctrl</kbd> <kbd>Enter</kbd></span>
      <button class="primary">Build it</button>
    </div>
  </form>`;

function search({ query }) {
  const changed = (name) => (event) => {
    const next = { ...query, [name]: event.target.value };
    const kept = Object.entries(next).filter(([, value]) => value);
    go(kept.length ? `/?${new URLSearchParams(kept)}` : "/", true);
  };
  const option = (status) => html`<option value=${status} ?selected=${query.status === status}>
    ${statusName(status)}</option>`;
  return html`<div class="row" role="search">
    <label class="grow"><span class="hidden">Search projects</span>
      <input type="search" data-search placeholder="Search by name or spec  ( / )"
        .value=${query.q ?? ""} @input=${changed("q")}></label>
    <label><span class="hidden">Status</span><select @change=${changed("status")}>
      <option value="">every status</option>${STATUSES.map(option)}</select></label></div>`;
}

const NEEDS = {
  approval: "Its blueprint waits for you",
  hint: "A file is stuck: give a hint",
  retry: "Something is missing: mend it, then try again",
};

export const progress = (files) => {
  if (!files?.total) {
    return "";
  }
  const words = `${files.committed} of ${files.total} files committed`;
  return html`<span class="progress" role="img" aria-label=${words} title=${words}>
    <progress max=${files.total} value=${files.committed} aria-hidden="true"></progress>
    <span aria-hidden="true">${files.committed}/${files.total}</span></span>`;
};

const card = (row) => html`
  <li><a class="card project ${row.needs ? "needs" : ""}" data-row href=${projectHref(row.id)}>
    <span class="row"><strong>${row.id}</strong>
      <span class="spacer"></span>${badge(row.status)}</span>
    <span class="spec">${visible(cut(firstLine(row.spec), 160))}</span>
    ${row.needs ? html`<span class="need">${NEEDS[row.needs]}</span>` : ""}
    ${row.reason ? html`<span class="quiet">${visible(cut(row.reason, 160))}</span>` : ""}
    <span class="row wrap quiet foot">${progress(row.files)}<span class="spacer"></span>
      ${date(row.startedAt)}
      <span class="nowrap">
        ${row.status === "queued" ? "" : took(row.startedAt, row.finishedAt)}</span>
    </span></a></li>`;

const list = (title, rows) => rows.length
  ? html`<section><h2>${title} <span class="count">${rows.length}</span></h2>
      <ul class="cards">${rows.map(card)}</ul></section>`
  : "";

function nothing(model) {
  if (model.rows === null) {
    return model.error ? "" : empty("Loading…");
  }
  return model.query.q || model.query.status
    ? empty("No project matches.", html`<a href="/">Show all</a>`)
    : empty("There is no project yet.", html`Say above what shall be built, or type
        <code>atelier submit "A REST API for managing todos"</code>`);
}

/** The tab tells what waits for a person, also while another one is looked at. */
export function projectsTitle(route, model) {
  const waiting = (model.rows ?? []).filter((row) => row.needs).length;
  return waiting ? `(${waiting}) Projects` : "Projects";
}

export function projectsView(model) {
  const rows = model.rows ?? [];
  return html`
    <h1 class="hidden">Projects</h1>
    ${newProject(model)}
    ${search(model)}
    ${problem(model.error)}
    ${rows.length ? "" : nothing(model)}
    ${list("Needs you", rows.filter((row) => row.needs))}
    ${list("Under way", rows.filter((row) => !row.needs && !ended(row.status)))}
    ${list("Ended", rows.filter((row) => !row.needs && ended(row.status)))}
    ${model.next ? html`<button @click=${() => more(model)}>Show older ones</button>` : ""}
    ${rows.length ? html`<p class="quiet">${plural(rows.length, "project")} shown.</p>` : ""}`;
}
