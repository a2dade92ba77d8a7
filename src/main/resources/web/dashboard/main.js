// The page: an address shows a view of a state; the feed changes the state; that is all.
import { clusterView, watchCluster } from "./cluster.js";
import { keys, helpDialog } from "./keys.js";
import { projectsTitle, projectsView, watchProjects } from "./projects.js";
import { projectTitle, projectView, watchProject } from "./project.js";
import { listen, parse } from "./route.js";
import { html, render } from "./vendor/lit-html.js";

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
  projects: { watch: watchProjects, view: projectsView, title: projectsTitle },
  project: { watch: watchProject, view: projectView, title: projectTitle },
  cluster: { watch: watchCluster, view: clusterView, title: () => "Cluster" },
  lost: { watch: () => ({ stop() {} }), view: lostView, title: () => "Nothing here" },
};

function lostView() {
  return html`<h1>Nothing here</h1><p>This address shows nothing. <a href="/">All projects</a></p>`;
}

function draw() {
  planned = false;
  const { route, model } = page;
  document.title = `${VIEWS[route.view].title(route, model)} · Atelier`;
  render(frame(shown(route, model)), document.getElementById("app"));
}

const tab = (href, name, current) =>
  html`<a href=${href} aria-current=${current ? "page" : "false"}>${name}</a>`;

/** A view that fails says so; the rest of the page, and the next view, go on. */
function shown(route, model) {
  try {
    return VIEWS[route.view].view(model, route);
  } catch (bug) {
    console.error(bug);
    return html`<h1>This view failed</h1><p class="problem" role="alert">${bug.message}</p>
      <p>Load the page again. If it fails again, the events are all there:
        <code>atelier watch ID</code>.</p>`;
  }
}

function frame(view) {
  const { route, live } = page;
  return html`
    <header class="top">
      <a class="brand" href="/" aria-label="Atelier">
        <img src="/favicon.svg" alt="" width="24" height="24">
        <span class="wide">Atelier</span></a>
      <nav aria-label="Main">
        ${tab("/", "Projects", route.view === "projects" || route.view === "project")}
        ${tab("/cluster", "Cluster", route.view === "cluster")}
      </nav>
      <span class="spacer"></span>
      <span class="pill ${live ? "live" : "away"}" role="status" id="live"
        >${live ? "live" : "reconnecting…"}</span>
      <button class="small" aria-label="Keyboard shortcuts"
        @click=${() => document.getElementById("help").showModal()}>?</button>
    </header>
    <main id="main" tabindex="-1">${view}</main>
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
addEventListener("resize", update);
show();
