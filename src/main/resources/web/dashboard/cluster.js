// The nodes: what they can do, what they do now, and what waits.
import { get } from "./api.js";
import { projectHref } from "./route.js";
import { html } from "./vendor/lit-html.js";
import { badge, bytes, plural, problem, empty, took, visible } from "./words.js";

const REFRESH_MS = 2_000;

export function watchCluster(route, update, live) {
  const model = { cluster: null, error: "" };
  let timer = 0;
  let stopped = false;
  const refresh = async () => {
    let answered = true;
    try {
      Object.assign(model, { cluster: await get("/api/cluster"), error: "" });
    } catch (refusal) {
      model.error = refusal.message;
      answered = false;
    }
    if (!stopped) {
      live(answered);
      update();
      timer = setTimeout(refresh, REFRESH_MS);
    }
  };
  refresh();
  return { model, stop: () => ((stopped = true), clearTimeout(timer)) };
}

const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const asked = (model) => html`<li>${badge(model.ready ? "ready" : "missing")}
  ${visible(model.model)} <span class="quiet">${visible(model.endpoint)}</span>
  ${model.problem ? html`<p class="reason is-failed">${visible(model.problem)}</p>` : ""}</li>`;

function card(node, cluster) {
  const busy = cluster.running.filter((task) => task.node === node.name);
  const atWork = (role) => busy.filter((task) => task.role === role).length;
  const role = ([name, agents]) => html`<li class=${atWork(name) ? "busy" : ""}>${name}
    <span class="quiet">${atWork(name)}/${agents}</span></li>`;
  const load = `${node.load < 0 ? "–" : node.load.toFixed(2)} on ${plural(node.cores, "core")}`;
  return html`<section class="card stack">
    <div class="row"><h2>${node.name}</h2>
      ${node.name === cluster.self ? html`<span class="badge">this one</span>` : ""}
      <span class="spacer"></span>
      <span class="quiet">${node.version}, up ${took(node.since)}</span></div>
    <dl class="facts">
      ${fact("Model slots", node.slots)}
      ${fact("Load", load)}
      ${fact("Memory", `${bytes(node.memory.usedBytes)} of ${bytes(node.memory.maxBytes)}`)}
      ${node.celsius == null ? "" : fact("Temperature", `${node.celsius.toFixed(0)} °C`)}
      ${fact("Sandbox", node.sandbox)}
      </dl>
    <h3>Models</h3>
    <ul class="judgements">${node.models.map(asked)}</ul>
    <h3>Agents <span class="quiet">at work / here</span></h3>
    <ul class="roles">${Object.entries(node.roles).map(role)}</ul>
    <h3>Toolchains</h3>
    <p class="quiet">${node.toolchains.join(", ") || "none"}</p></section>`;
}

const COLUMNS = ["Role", "Project", "File", "Node", "Since"];

const inHand = (running) => html`<div class="scroll" tabindex="0" role="region"
    aria-label="Tasks in hand"><table class="list">
  <thead><tr>${COLUMNS.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
  <tbody>${running.map((task) => html`<tr><td>${task.role}</td>
    <td><a data-row href=${projectHref(task.project)}>${task.project}</a></td>
    <td class="mono">${visible(task.file)}</td><td>${task.node}</td>
    <td class="number">${took(task.since)}</td></tr>`)}</tbody></table></div>`;

function queue({ tasks, projects }) {
  const waiting = Object.entries(tasks);
  return waiting.length || projects
    ? html`<ul>
        ${waiting.map(([role, count]) => html`<li>${plural(count, "task")} for ${role}</li>`)}
        ${projects ? html`<li>${plural(projects, "project")} for a place</li>` : ""}</ul>`
    : html`<p class="quiet">Nothing waits.</p>`;
}

export function clusterView({ cluster, error }) {
  if (!cluster) {
    return html`<h1>Cluster</h1>${problem(error)}${error ? "" : empty("Loading…")}`;
  }
  const { quorum, nodes, running, waiting } = cluster;
  return html`<div class="row"><h1>Cluster</h1>
      <span class="quiet">${quorum.present} of ${plural(quorum.size, "node")} here</span></div>
    ${problem(error)}
    ${quorum.majority
      ? ""
      : problem(`Only ${quorum.present} of ${quorum.size} nodes are here: nothing is accepted until
          more than half are back.`)}
    <div class="cards">${nodes.map((node) => card(node, cluster))}</div>
    <div class="columns calm">
      <section class="card main"><h2>In hand <span class="count">${running.length}</span></h2>
        ${running.length
          ? inHand(running)
          : html`<p class="quiet">No agent is at work.
              <a href="/">Say what shall be built.</a></p>`}</section>
      <section class="card side"><h2>Waiting</h2>${queue(waiting)}</section></div>`;
}
