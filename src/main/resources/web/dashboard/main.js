// The page: an address shows a view of a state; the feed changes the state; that is all.
import { html, render } from "./vendor/lit-html.js";
import { clusterView, watchCluster } from "./cluster.js";
import { keys, helpDialog } from "./keys.js";
import { projectsView, watchProjects } from "./projects.js";
import { projectView, watchProject } from "./project.js";
import { listen, parse } from "./route.js";

const page = { route: parse(location), live: false, stop: () => {}, model: {} };
let planned = false;

/** Draws at most once a frame, however much has happened. */
export function update() {
  if (!planned) {
    planned = true;
    requestAnimationFrame(draw);
  }
}

const VIEWS = {
  projects: { watch: watchProjects, view: projectsView, title: () => "Projects" },
  project: { watch: watchProject, view: projectView, title: (route) => route.id },
  cluster: { watch: watchCluster, view: clusterView, title: () => "Cluster" },
  lost: { watch: () => ({ stop() {} }), view: lostView, title: () => "Nothing here" },
};

function lostView() {
  return html`<h1>Nothing here</h1><p>This address shows nothing. <a href="/">All projects</a></p>`;
}

function draw() {
  planned = false;
  document.title = `${VIEWS[page.route.view].title(page.route)} · Atelier`;
  render(frame(), document.getElementById("app"));
}

const tab = (href, name, current) =>
  html`<a href=${href} aria-current=${current ? "page" : "false"}>${name}</a>`;

function frame() {
  const { route, live, model } = page;
  return html`
    <header class="top">
      <a class="brand" href="/"><img src="/favicon.svg" alt="" width="24" height="24">Atelier</a>
      <nav aria-label="Main">
        ${tab("/", "Projects", route.view === "projects" || route.view === "project")}
        ${tab("/cluster", "Cluster", route.view === "cluster")}
      </nav>
      <span class="spacer"></span>
      <span class="pill ${live ? "live" : "away"}" role="status" id="live">${live ? "live" : "reconnecting…"}</span>
      <button class="small" @click=${() => document.getElementById("help").showModal()} aria-label="Keyboard shortcuts">?</button>
    </header>
    <main id="main" tabindex="-1">${VIEWS[route.view].view(model, route)}</main>
    ${helpDialog()}`;
}

function show() {
  const before = page.route;
  page.route = parse(location);
  const same = before.view === page.route.view && before.id === page.route.id && page.watched;
  if (!same) {
    page.stop();
    const watched = VIEWS[page.route.view].watch(page.route, update, (live) => {
      page.live = live;
      update();
    });
    Object.assign(page, { model: watched.model ?? {}, stop: watched.stop, watched: true });
  }
  page.model.routed?.(page.route);
  update();
}

document.getElementById("app").replaceChildren();
listen(show);
keys();
show();
