// The nodes: what they can do, what they do now, and what waits.
import { html } from "./vendor/lit-html.js";
import { get } from "./api.js";
import { projectHref } from "./route.js";
import { badge, bytes, empty, plural, problem, took, visible } from "./words.js";

const REFRESH_MS = 2_000;

export function watchCluster(route, update, live) {
  const model = { cluster: null, error: "" };
  let timer = 0;
  let stopped = false;
  const refresh = async () => {
    try {
      Object.assign(model, { cluster: await get("/api/cluster"), error: "" });
      live(true);
    } catch (refusal) {
      model.error = refusal.message;
      live(false);
    }
    if (!stopped) {
      update();
      timer = setTimeout(refresh, REFRESH_MS);
    }
  };
  refresh();
  return { model, stop: () => ((stopped = true), clearTimeout(timer)) };
}

const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

function card(node, cluster) {
  const busy = cluster.running.filter((task) => task.node === node.name);
  const atWork = (role) => busy.filter((task) => task.role === role).length;
  return html`<section class="card stack"><div class="row"><h2>${node.name}</h2>${node.name === cluster.self ? html`<span class="badge">this one</span>` : ""}<span class="spacer"></span><span class="quiet">${node.version}, up ${took(node.since)}</span></div>
    <dl class="facts">
      ${fact("Model slots", node.slots)}
      ${fact("Load", `${node.load < 0 ? "–" : node.load.toFixed(2)} on ${plural(node.cores, "core")}`)}
      ${fact("Memory", `${bytes(node.memory.usedBytes)} of ${bytes(node.memory.maxBytes)}`)}
      ${node.celsius == null ? "" : fact("Temperature", `${node.celsius.toFixed(0)} °C`)}
      ${fact("Sandbox", node.sandbox)}
      </dl>
    <p class="quiet">Toolchains: ${node.toolchains.join(", ") || "none"}</p>
    <ul class="judgements">${node.models.map((model) => html`<li>${badge(model.ready ? "ready" : "missing")} ${visible(model.model)} <span class="quiet">${visible(model.endpoint)}</span> ${model.problem ? html`<p class="reason is-failed">${visible(model.problem)}</p>` : ""}</li>`)}</ul>
    <ul class="roles">${Object.entries(node.roles).map(([role, agents]) => html`<li class=${atWork(role) ? "busy" : ""}>${role} <span class="quiet">${atWork(role)}/${agents}</span></li>`)}</ul></section>`;
}

export function clusterView(model) {
  const { cluster, error } = model;
  if (!cluster) {
    return html`<h1>Cluster</h1>${problem(error)}${error ? "" : empty("Loading…")}`;
  }
  const { quorum, nodes, running, waiting } = cluster;
  const tasks = Object.entries(waiting.tasks);
  return html`<h1>Cluster</h1>
    ${problem(error)}
    ${quorum.majority ? "" : problem(`Only ${quorum.present} of ${quorum.size} nodes are here: nothing is accepted until more than half are back.`)}
    <p>${quorum.present} of ${plural(quorum.size, "node")} here.</p>
    <div class="cards">${nodes.map((node) => card(node, cluster))}</div>
    <h2>In hand <span class="count">${running.length}</span></h2>
    ${running.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Tasks in hand"><table class="list"><thead><tr><th scope="col">Role</th><th scope="col">Project</th><th scope="col">File</th><th scope="col">Node</th><th scope="col">Since</th></tr></thead>
      <tbody>${running.map((task) => html`<tr><td>${task.role}</td><td><a href=${projectHref(task.project)}>${task.project}</a></td><td>${visible(task.file)}</td><td>${task.node}</td><td>${took(task.since)}</td></tr>`)}</tbody></table></div>` : empty("No agent is at work.", "Submit a spec on the projects page.")}
    <h2>Waiting</h2>
    ${tasks.length || waiting.projects ? html`<ul>${tasks.map(([role, count]) => html`<li>${plural(count, "task")} for ${role}</li>`)}
      ${waiting.projects ? html`<li>${plural(waiting.projects, "project")} for a place</li>` : ""}</ul>` : html`<p class="quiet">Nothing waits.</p>`}`;
}
