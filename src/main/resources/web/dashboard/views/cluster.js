// The nodes: their capabilities, active tasks, missing members, and the queue.
import { get } from "../data/api.js";
import { subscribe } from "../data/feed.js";
import { projectHref } from "../data/routes.js";
import { emptyState, errorMessage, statusBadge } from "../parts/elements.js";
import { bytes, elapsed, escapeInvisible, plural, time } from "../parts/format.js";
import { html } from "../vendor/lit-html.js";

const REFRESH_MS = 2_000;
const MEMBERSHIP_CHANGES = { node_joined: "joined", node_left: "left" };

/** Polls the cluster's state, and at once when a node joins or leaves, until `stop` is called. */
export function watchCluster(route, update, setConnected) {
  const model = { cluster: null, error: "", lastChange: "" };
  let timer = 0;
  let latestRequest = 0;
  let stopped = false;
  const refresh = async () => {
    clearTimeout(timer);
    const request = ++latestRequest;
    let connected = true;
    try {
      const cluster = await get("/api/cluster");
      Object.assign(model, request === latestRequest ? { cluster, error: "" } : {});
    } catch (error) {
      model.error = error.message;
      connected = false;
    }
    if (!stopped && request === latestRequest) {
      setConnected(connected);
      update();
      timer = setTimeout(refresh, REFRESH_MS);
    }
  };
  const unsubscribe = subscribe({
    onEvent: () => {},
    onLiveMessage: ({ type, node }) => {
      if (MEMBERSHIP_CHANGES[type]) {
        const now = time(new Date().toISOString());
        model.lastChange = `${escapeInvisible(node)} ${MEMBERSHIP_CHANGES[type]} at ${now}.`;
        refresh();
      }
    },
    onConnection: () => {},
  });
  refresh();
  const stop = () => {
    stopped = true;
    unsubscribe();
    clearTimeout(timer);
  };
  return { model, stop };
}

const NEARLY_FULL = 0.9;
const HOT_CELSIUS = 80;

const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** A used share as a bar under its text. */
const usage = (name, used, total, text) => html`<div><dt>${name}</dt>
  <dd class=${used / total > NEARLY_FULL ? "nearly-full" : ""}>${text}
    <meter min="0" max=${total} value=${used} aria-label=${name}></meter></dd></div>`;

const modelItem = ({ model, endpoint, ready, problem }) => html`<li>
  ${statusBadge(ready ? "ready" : "missing")} ${escapeInvisible(model)}
  <span class="muted">${escapeInvisible(endpoint)}</span>
  ${problem ? html`<p class="reason is-failed">${escapeInvisible(problem)}</p>` : ""}</li>`;

/** Temperature and clock throttling, on machines that report them. */
const thermalFacts = ({ celsius, throttled }) => [
  celsius == null ? "" : fact("Temperature", html`<span class=${celsius >= HOT_CELSIUS ? "bad" : ""}
    >${celsius.toFixed(0)} °C</span>`),
  throttled == null ? "" : fact("Clock", throttled
    ? html`<strong class="bad">throttled: check cooling and power</strong>`
    : "not throttled"),
];

const taskItem = (task) => html`<li><strong>${task.role}</strong>
  <span class="mono">${escapeInvisible(task.file)}</span>
  <a href=${projectHref(task.project)}>${task.project}</a>
  <span class="muted nowrap">${elapsed(task.since)}</span></li>`;

function nodeCard(node, cluster) {
  const tasks = cluster.running.filter((task) => task.node === node.name);
  const busy = (role) => tasks.filter((task) => task.role === role).length;
  const roleItem = ([role, agents]) => html`<li class=${busy(role) ? "busy" : ""}>${role}
    <span class="muted">${busy(role)}/${agents}</span></li>`;
  const { load, cores, memory } = node;
  const roles = Object.entries(node.roles).filter(([, agents]) => agents > 0);
  const versionDiffers = cluster.nodes.some(({ version }) => version !== node.version);
  return html`<section class="card stack node" data-node=${node.name}>
    <div class="row wrap"><h2>${node.name}</h2>
      ${node.name === cluster.self ? html`<span class="badge">this node</span>` : ""}
      <span class="spacer"></span>
      <span class=${versionDiffers ? "warning" : "muted"}
        >${node.version}${versionDiffers ? ", differs from other nodes" : ""}</span>
      <span class="muted nowrap">up ${elapsed(node.since)}</span></div>
    ${tasks.length
      ? html`<ul class="active-tasks">${tasks.map(taskItem)}</ul>`
      : html`<p class="muted">Idle</p>`}
    <dl class="facts">
      ${fact("Model slots", node.slots)}
      ${load < 0
        ? ""
        : usage("Load", load, cores, `${load.toFixed(2)} on ${plural(cores, "core")}`)}
      ${usage("Memory", memory.usedBytes, memory.maxBytes,
        `${bytes(memory.usedBytes)} of ${bytes(memory.maxBytes)}`)}
      ${thermalFacts(node)}
      ${fact("Sandbox", `${node.sandbox} (level ${node.sandboxLevel})`)}
      </dl>
    <h3>Models</h3>
    <ul class="review-results">${node.models.map(modelItem)}</ul>
    <h3>Agents <span class="muted">busy / total</span></h3>
    <ul class="roles">${roles.map(roleItem)}</ul>
    <h3>Toolchains</h3>
    <p class="muted">${node.toolchains.join(", ") || "none"}</p></section>`;
}

const ABSENT_STATES = {
  gone: "This node has left. Its tasks are given to other nodes.",
  silent: "This node is a member of the cluster but does not answer.",
};

const absentCard = ({ name, state }) => html`<section class="card stack node offline"
  data-node=${name}><div class="row"><h2>${name}</h2>${statusBadge(state)}</div>
  <p>${ABSENT_STATES[state] ?? ""}</p></section>`;

/** How many of the expected nodes this node has never seen. */
const unseenCount = ({ quorum, absent }) => Math.max(0,
  quorum.size - quorum.present - absent.filter(({ state }) => state === "gone").length);

const unseenCard = (count) => html`<section class="card stack node offline"><div class="row">
  <h2>${plural(count, "more node")}</h2>${statusBadge("missing")}</div>
  <p>Expected by <code>cluster.size</code>, but not seen since this node started.
    Run <code>atelier doctor</code> on that machine to find the cause.</p></section>`;

const majorityOf = (size) => Math.floor(size / 2) + 1;

/** A box for each expected node, filled if it is online. */
function quorumBoxes({ present, size, majority }) {
  const box = (_, i) =>
    html`<span class=${i < present ? "quorum-box online" : "quorum-box"}></span>`;
  const text = `${present} of ${size} nodes online`;
  return html`<span class="quorum ${majority ? "" : "lost"}" role="img"
      aria-label=${`${text}, majority: ${majorityOf(size)}`}
      >${Array.from({ length: Math.max(size, present) }, box)}</span>
    <span class=${majority ? "muted" : "bad"}>${text}</span>`;
}

const majorityLost = ({ present, size }) => errorMessage(`Majority lost: ${present} of ${size} nodes
  are online, ${majorityOf(size)} are required. New requests are rejected. Accepted work is kept
  and continues when enough nodes are back online.`);

const TASK_COLUMNS = ["Role", "Project", "File", "Node", "Duration"];

const columnHeader = (name) =>
  html`<th scope="col" class=${name === "Duration" ? "number" : ""}>${name}</th>`;

const taskTable = (tasks) => html`<div class="scroll" tabindex="0" role="region"
    aria-label="Active tasks"><table class="list">
  <thead><tr>${TASK_COLUMNS.map(columnHeader)}</tr></thead>
  <tbody>${tasks.map((task) => html`<tr><td>${task.role}</td>
    <td><a data-row href=${projectHref(task.project)}>${task.project}</a></td>
    <td class="mono">${escapeInvisible(task.file)}</td><td>${task.node}</td>
    <td class="number">${elapsed(task.since)}</td></tr>`)}</tbody></table></div>`;

function queue({ tasks, projects }) {
  const roles = Object.entries(tasks);
  return roles.length || projects
    ? html`<ul>
        ${roles.map(([role, count]) => html`<li>${plural(count, `${role} task`)}</li>`)}
        ${projects ? html`<li>${plural(projects, "project")} waiting for a slot</li>` : ""}</ul>`
    : html`<p class="muted">Queue empty</p>`;
}

export function clusterView({ cluster, error, lastChange }) {
  if (!cluster) {
    return html`<h1>Cluster</h1>${errorMessage(error)}${error ? "" : emptyState("Loading…")}`;
  }
  const { quorum, nodes, absent, running, waiting } = cluster;
  const unseen = unseenCount(cluster);
  return html`<div class="row wrap"><h1>Cluster</h1>${quorumBoxes(quorum)}
      <span class="spacer"></span><span class="muted" role="status">${lastChange}</span></div>
    ${errorMessage(error)}
    ${quorum.majority ? "" : majorityLost(quorum)}
    <div class="cards">${nodes.map((node) => nodeCard(node, cluster))}
      ${absent.map(absentCard)}
      ${unseen ? unseenCard(unseen) : ""}</div>
    <div class="columns no-active">
      <section class="card main">
        <h2>Active tasks <span class="count">(${running.length})</span></h2>
        ${running.length
          ? taskTable(running)
          : html`<p class="muted">All agents are idle. <a href="/">Build a project</a></p>`}
      </section>
      <section class="card side"><h2>Queue</h2>${queue(waiting)}</section></div>`;
}
