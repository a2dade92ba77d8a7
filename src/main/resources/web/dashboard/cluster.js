// The nodes: what they can do, what they do now, who is missing, and what waits.
import { get } from "./api.js";
import { follow } from "./feed.js";
import { projectHref } from "./route.js";
import { html } from "./vendor/lit-html.js";
import { badge, bytes, plural, problem, empty, time, took, visible } from "./words.js";

const REFRESH_MS = 2_000;
const NEWS = { node_joined: "joined", node_left: "left" };

export function watchCluster(route, update, live) {
  const model = { cluster: null, error: "", news: "" };
  let timer = 0;
  let asked = 0;
  let stopped = false;
  const refresh = async () => {
    clearTimeout(timer);
    const mine = ++asked;
    let answered = true;
    try {
      const cluster = await get("/api/cluster");
      Object.assign(model, mine === asked ? { cluster, error: "" } : {});
    } catch (refusal) {
      model.error = refusal.message;
      answered = false;
    }
    if (!stopped && mine === asked) {
      live(answered);
      update();
      timer = setTimeout(refresh, REFRESH_MS);
    }
  };
  const stop = follow({
    event: () => {},
    passing: ({ type, node }) => {
      if (NEWS[type]) {
        model.news = `${visible(node)} ${NEWS[type]} at ${time(new Date().toISOString())}.`;
        refresh();
      }
    },
    state: () => {},
  });
  refresh();
  return { model, stop: () => ((stopped = true), stop(), clearTimeout(timer)) };
}

const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** A share as a bar beside its words; red where little is left. */
const share = (name, part, whole, words) => html`<div><dt>${name}</dt>
  <dd class=${part / whole > 0.9 ? "tight" : ""}>${words}
    <meter min="0" max=${whole} value=${part} aria-label=${name}></meter></dd></div>`;

const asked = (model) => html`<li>${badge(model.ready ? "ready" : "missing")}
  ${visible(model.model)} <span class="quiet">${visible(model.endpoint)}</span>
  ${model.problem ? html`<p class="reason is-failed">${visible(model.problem)}</p>` : ""}</li>`;

/** Where a board tells: it slows itself down when it is hot or its power is weak. */
const warmth = ({ celsius, throttled }) => [
  celsius == null ? "" : fact("Temperature", html`<span class=${celsius >= 80 ? "bad" : ""}
    >${celsius.toFixed(0)} °C</span>`),
  throttled == null ? "" : fact("Clock", throttled
    ? html`<strong class="bad">slowed down: look at its cooling and power</strong>`
    : "not slowed down"),
];

const doing = (task) => html`<li><strong>${task.role}</strong>
  <span class="mono">${visible(task.file)}</span>
  <a href=${projectHref(task.project)}>${task.project}</a>
  <span class="quiet nowrap">${took(task.since)}</span></li>`;

function card(node, cluster) {
  const busy = cluster.running.filter((task) => task.node === node.name);
  const atWork = (role) => busy.filter((task) => task.role === role).length;
  const role = ([name, agents]) => html`<li class=${atWork(name) ? "busy" : ""}>${name}
    <span class="quiet">${atWork(name)}/${agents}</span></li>`;
  const { load, cores, memory } = node;
  const loaded = `${load.toFixed(2)} on ${plural(cores, "core")}`;
  const here = Object.entries(node.roles).filter(([, agents]) => agents > 0);
  const older = cluster.nodes.some(({ version }) => version !== node.version);
  return html`<section class="card stack node" data-node=${node.name}>
    <div class="row wrap"><h2>${node.name}</h2>
      ${node.name === cluster.self ? html`<span class="badge">this one</span>` : ""}
      <span class="spacer"></span>
      <span class=${older ? "need" : "quiet"}
        >${node.version}${older ? ", not as others" : ""}</span>
      <span class="quiet nowrap">up ${took(node.since)}</span></div>
    ${busy.length
      ? html`<ul class="jobs">${busy.map(doing)}</ul>`
      : html`<p class="quiet">Nothing in hand.</p>`}
    <dl class="facts">
      ${fact("Model slots", node.slots)}
      ${load < 0 ? "" : share("Load", load, cores, loaded)}
      ${share("Memory", memory.usedBytes, memory.maxBytes,
        `${bytes(memory.usedBytes)} of ${bytes(memory.maxBytes)}`)}
      ${warmth(node)}
      ${fact("Sandbox", node.sandbox)}
      </dl>
    <h3>Models</h3>
    <ul class="judgements">${node.models.map(asked)}</ul>
    <h3>Agents <span class="quiet">at work / here</span></h3>
    <ul class="roles">${here.map(role)}</ul>
    <h3>Toolchains</h3>
    <p class="quiet">${node.toolchains.join(", ") || "none"}</p></section>`;
}

const STATES = {
  gone: "It was here and is not. What it had in hand goes to others.",
  silent: "It is a member of the cluster, but does not answer.",
};

const absentCard = ({ name, state }) => html`<section class="card stack node away"
  data-node=${name}><div class="row"><h2>${name}</h2>${badge(state)}</div>
  <p>${STATES[state] ?? ""}</p></section>`;

/** Nodes that are meant to be and were never seen by this one. */
const unseen = ({ quorum, absent }) => Math.max(0,
  quorum.size - quorum.present - absent.filter(({ state }) => state === "gone").length);

const unseenCard = (count) => html`<section class="card stack node away"><div class="row">
  <h2>${plural(count, "further node")}</h2>${badge("missing")}</div>
  <p>Meant to be here by <code>cluster.size</code>, and not seen since this node started.
    On that machine, <code>atelier doctor</code> tells what is in the way.</p></section>`;

const needed = (size) => Math.floor(size / 2) + 1;

/** A seat for each node that is meant to be here. */
function seats({ present, size, majority }) {
  const seat = (_, i) => html`<span class=${i < present ? "seat taken" : "seat"}></span>`;
  const words = `${present} of ${plural(size, "node")} here`;
  return html`<span class="seats ${majority ? "" : "lost"}" role="img"
      aria-label=${`${words}, ${needed(size)} are a majority`}
      >${Array.from({ length: Math.max(size, present) }, seat)}</span>
    <span class=${majority ? "quiet" : "bad"}>${words}</span>`;
}

const lost = ({ present, size }) => problem(`The majority is lost: ${present} of ${size} nodes are
  here, and ${needed(size)} must be. Nothing new is accepted, and nothing that was accepted is lost:
  work goes on by itself when enough nodes are back.`);

const COLUMNS = ["Role", "Project", "File", "Node", "Since"];

const column = (name) =>
  html`<th scope="col" class=${name === "Since" ? "number" : ""}>${name}</th>`;

const inHand = (running) => html`<div class="scroll" tabindex="0" role="region"
    aria-label="Tasks in hand"><table class="list">
  <thead><tr>${COLUMNS.map(column)}</tr></thead>
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

export function clusterView({ cluster, error, news }) {
  if (!cluster) {
    return html`<h1>Cluster</h1>${problem(error)}${error ? "" : empty("Loading…")}`;
  }
  const { quorum, nodes, absent, running, waiting } = cluster;
  const missing = unseen(cluster);
  return html`<div class="row wrap"><h1>Cluster</h1>${seats(quorum)}
      <span class="spacer"></span><span class="quiet" role="status">${news}</span></div>
    ${problem(error)}
    ${quorum.majority ? "" : lost(quorum)}
    <div class="cards">${nodes.map((node) => card(node, cluster))}
      ${absent.map(absentCard)}
      ${missing ? unseenCard(missing) : ""}</div>
    <div class="columns calm">
      <section class="card main"><h2>In hand <span class="count">${running.length}</span></h2>
        ${running.length
          ? inHand(running)
          : html`<p class="quiet">No agent is at work.
              <a href="/">Say what shall be built.</a></p>`}</section>
      <section class="card side"><h2>Waiting</h2>${queue(waiting)}</section></div>`;
}
