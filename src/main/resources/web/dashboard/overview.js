// The blueprint as a picture, its files with what becomes of them, and the outcome.
import { html, svg } from "./vendor/lit-html.js";
import { fileStatus } from "./evolve.js";
import { projectHref } from "./route.js";
import { badge, cut, empty, plural, quoted, rate, statusName, statusSign, time, visible } from "./words.js";

const WIDTH = 186;
const HEIGHT = 46;
const GAP_X = 44;
const GAP_Y = 16;

/** In columns: a file stands to the right of all it uses. */
export function columns(files) {
  const depth = new Map();
  const visit = (path, seen) => {
    if (depth.has(path)) {
      return depth.get(path);
    }
    const uses = files.get(path)?.plan.uses ?? [];
    const below = uses.filter((use) => files.has(use) && !seen.has(use));
    const mine = 1 + Math.max(-1, ...below.map((use) => visit(use, new Set([...seen, path]))));
    depth.set(path, mine);
    return mine;
  };
  const found = [];
  for (const path of files.keys()) {
    const column = visit(path, new Set());
    (found[column] ??= []).push(path);
  }
  return found;
}

const fileHref = (model, path) => projectHref(model.id, `files/${path}`, { at: model.past });

function picture(model, state) {
  const places = new Map();
  const all = columns(state.files);
  all.forEach((paths, x) =>
    paths.forEach((path, y) =>
      places.set(path, { x: x * (WIDTH + GAP_X) + 2, y: y * (HEIGHT + GAP_Y) + 2 }),
    ),
  );
  const width = all.length * (WIDTH + GAP_X) - GAP_X + 4;
  const height = Math.max(...all.map((paths) => paths.length)) * (HEIGHT + GAP_Y) - GAP_Y + 4;
  const edges = [...state.files.values()].flatMap((file) =>
    (file.plan.uses ?? []).filter((use) => places.has(use)).map((use) => [use, file.path]),
  );
  const edge = ([from, to]) => {
    const a = places.get(from);
    const b = places.get(to);
    const x1 = a.x + WIDTH;
    const y1 = a.y + HEIGHT / 2;
    const y2 = b.y + HEIGHT / 2;
    return svg`<path class="edge" d=${`M${x1} ${y1} C${x1 + GAP_X / 2} ${y1} ${b.x - GAP_X / 2} ${y2} ${b.x} ${y2}`}></path>`;
  };
  const node = ([path, { x, y }]) => {
    const file = state.files.get(path);
    const status = fileStatus(state, file);
    const attempts = file.attempts > 1 ? ` · ${file.attempts} attempts` : "";
    return svg`<a href=${fileHref(model, path)} class=${`node is-${status}`} aria-label=${`${path}: ${statusName(status)}${attempts}`}>
      <title>${visible(file.plan.description)}</title>
      <rect x=${x} y=${y} width=${WIDTH} height=${HEIGHT} rx="8"></rect>
      <text x=${x + 12} y=${y + 20}>${visible(path.length > 22 ? `…${path.slice(-21)}` : path)}</text>
      <text class="small" x=${x + 12} y=${y + 37}>${statusSign(status)} ${statusName(status)}${attempts}</text></a>`;
  };
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Blueprint">
    <svg class="blueprint" width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} role="group" aria-label="Files and what they use">
      ${edges.map(edge)}${[...places].map(node)}</svg></div>`;
}

const written = (progress) => {
  const ms = progress.last - progress.at;
  return html`<span class="quiet">${progress.tokens} tokens ${rate(progress.tokens - progress.first, ms)}</span>`;
};

const row = (model, state, file) => html`<tr>
  <td><a data-row href=${fileHref(model, file.path)}>${visible(file.path)}</a></td>
  <td>${badge(fileStatus(state, file))} ${file.progress ? written(file.progress) : ""}</td>
  <td class="number">${file.attempts || ""}</td><td class="nowrap">${file.node}</td>
  <td class="wide">${visible(cut(file.plan.description, 160))}</td></tr>`;

function files(model, state) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Files"><table class="list">
    <thead><tr><th scope="col">File</th><th scope="col">State</th><th scope="col" class="number">Attempts</th><th scope="col">Node</th><th scope="col" class="wide">For</th></tr></thead>
    <tbody>${[...state.files.values()].map((file) => row(model, state, file))}</tbody></table></div>`;
}

/** The text as a model writes it. */
function writing(state) {
  const open = [...state.files.values()].filter((file) => file.progress);
  return open.map((file) => html`<section class="card stack writing"><h3>✎ ${visible(file.path)} ${written(file.progress)}</h3>
    <pre class="tail">${visible(file.progress.text.slice(-4_000))}<span class="caret" aria-hidden="true"></span></pre></section>`);
}

const commits = (state) => state.commits.length
  ? html`<section><h2>Commits <span class="count">${state.commits.length}</span></h2><ol class="commits">
      ${[...state.commits].reverse().map((event) => html`<li><code>${event.data.commit.slice(0, 10)}</code> ${visible(event.data.message.split("\n", 1)[0])}
        <span class="quiet">${visible(event.file)} · ${time(event.at)}</span></li>`)}</ol></section>`
  : "";

function summary(state) {
  const { summary: text, assumptions = [], run = [] } = state.blueprint;
  return html`${text ? html`<p>${visible(text)}</p>` : ""}
    ${assumptions.length ? html`<details><summary>${plural(assumptions.length, "assumption")}</summary><ul>${assumptions.map((one) => html`<li>${visible(one)}</li>`)}</ul></details>` : ""}
    ${run.length ? html`<p>Run it with <code>${visible(run.join(" "))}</code></p>` : ""}`;
}

const research = (state) => state.research.map(({ request, answer }) => html`<section class="card stack">
  <h3>Looked up: ${visible(request.data.question)}</h3>
  ${answer ? html`${answer.data.text ? quoted(answer.data.text) : html`<p class="quiet">Nothing was found.</p>`}<p class="quiet">${visible(answer.data.source)} ${visible(answer.data.url)}</p>` : html`<p class="quiet">Looking…</p>`}</section>`);

export function overviewView(model, state) {
  if (!state.blueprint) {
    const text = state.designing?.text;
    return html`${research(state)}${text
      ? html`<section class="card stack writing"><h2>The Architect designs</h2><pre class="tail">${visible(text.slice(-4_000))}</pre></section>`
      : empty("There is no blueprint yet.", state.status === "queued" ? "The project waits for its turn, and for a model." : "The Architect is thinking.")}`;
  }
  return html`
    <h2 class="hidden">Blueprint</h2>
    ${summary(state)}
    ${state.files.size <= 60 ? picture(model, state) : ""}
    ${writing(state)}
    ${files(model, state)}
    ${research(state)}
    ${state.lessons ? html`<details class="card"><summary>Lessons learned</summary>${quoted(state.lessons)}</details>` : ""}
    ${commits(state)}`;
}
