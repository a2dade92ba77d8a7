// The entry point: the URL selects a view, and the view draws its model after every change.
import { onRouteChange, parseRoute } from "./data/routes.js";
import { helpDialog, installShortcuts } from "./parts/keyboard.js";
import { html, render } from "./vendor/lit-html.js";
import { clusterView, watchCluster } from "./views/cluster.js";
import { notFoundView } from "./views/notFound.js";
import { projectTitle, projectView, watchProject } from "./views/project.js";
import { projectsTitle, projectsView, watchProjects } from "./views/projects.js";

const VIEWS = {
  projects: { watch: watchProjects, view: projectsView, title: projectsTitle },
  project: { watch: watchProject, view: projectView, title: projectTitle },
  cluster: { watch: watchCluster, view: clusterView, title: () => "Cluster" },
  notFound: { watch: () => ({ stop() {} }), view: notFoundView, title: () => "Page not found" },
};

const page = {
  route: parseRoute(location),
  connected: false,
  watching: false,
  stop: () => {},
  model: {},
};
let drawScheduled = false;

/** Draws before the next frame, once for any number of changes. */
function update() {
  if (!drawScheduled) {
    drawScheduled = true;
    requestAnimationFrame(draw);
  }
}

function draw() {
  drawScheduled = false;
  const { route, model } = page;
  document.title = `${VIEWS[route.view].title(route, model)} · Atelier`;
  render(frame(viewOrError(route, model)), document.getElementById("app"));
}

/** Draws the view, or the error that it threw; the rest of the page continues to work. */
function viewOrError(route, model) {
  try {
    return VIEWS[route.view].view(model, route);
  } catch (error) {
    console.error(error);
    return html`<h1>This view failed</h1><p class="problem" role="alert">${error.message}</p>
      <p>Reload the page. If it fails again, follow the project in a terminal:
        <code>atelier watch ID</code>.</p>`;
  }
}

const tab = (href, name, current) =>
  html`<a href=${href} aria-current=${current ? "page" : "false"}>${name}</a>`;

function frame(view) {
  const { route, connected } = page;
  return html`
    <header class="top">
      <a class="brand" href="/" aria-label="Atelier">
        <img src="/favicon.svg" alt="" width="24" height="24">
        <span class="desktop-only">Atelier</span></a>
      <nav aria-label="Main">
        ${tab("/", "Projects", route.view === "projects" || route.view === "project")}
        ${tab("/cluster", "Cluster", route.view === "cluster")}
      </nav>
      <span class="spacer"></span>
      <span class="pill ${connected ? "live" : "offline"}" role="status" id="live"
        >${connected ? "live" : "reconnecting…"}</span>
      <button class="small" aria-label="Keyboard shortcuts"
        @click=${() => document.getElementById("help").showModal()}>?</button>
    </header>
    <main id="main" tabindex="-1">${view}</main>
    ${helpDialog()}`;
}

function showRoute() {
  const previous = page.route;
  page.route = parseRoute(location);
  const sameModel =
    page.watching && previous.view === page.route.view && previous.id === page.route.id;
  if (!sameModel) {
    page.stop();
    const { model = {}, stop } = VIEWS[page.route.view].watch(page.route, update, (connected) => {
      page.connected = connected;
      update();
    });
    Object.assign(page, { model, stop, watching: true });
  }
  page.model.onRoute?.(page.route);
  update();
}

document.getElementById("app").replaceChildren();
onRouteChange(showRoute);
installShortcuts();
addEventListener("resize", update);
showRoute();
