// Who did what when: a lane for each agent at work on a node, a bar for each task.
import { attempt, KINDS, lanes, stretches } from "./lanes.js";
import { go, projectHref } from "./route.js";
import { html, svg } from "./vendor/lit-html.js";
import { duration, empty, time, visible } from "./words.js";

const LANE = 26;
const TOP = 22;
const MIN_BAR = 3;
const LETTER_PX = 6.6;
const FAILED = /failed|failure|rejected|error|surrender/;
const ZOOMS = [1, 2, 4, 8, 16];
const STEPS_MS = [100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 3e4, 6e4, 12e4, 3e5, 6e5, 18e5, 36e5,
  216e5, 864e5];

const at = (event) => Date.parse(event.at);

/** Stripes, so that waiting and repairing differ by more than colour. */
const patterns = svg`<defs>
  <pattern id="waiting" width="6" height="6" patternUnits="userSpaceOnUse"
    patternTransform="rotate(45)"><rect class="wait-ground" width="6" height="6"></rect>
    <rect class="wait-line" width="2" height="6"></rect></pattern>
  <pattern id="repairing" width="7" height="7" patternUnits="userSpaceOnUse"
    patternTransform="rotate(-45)"><rect class="repair-ground" width="7" height="7"></rect>
    <rect class="repair-line" width="2.5" height="7"></rect></pattern></defs>`;

function told(task) {
  const what = task.file || task.task.split(":").slice(1, -1).join(":");
  const how = task.end?.type === "task_started" ? "lost with its node" : task.end?.type;
  const end = task.end ? `${how} after ${duration(at(task.end) - at(task.start))}` : "under way";
  return `${task.agent} ${what}, attempt ${attempt(task)}: ${end}`;
}

function bar(model, task, scale, y, now) {
  const failed = task.end && FAILED.test(task.end.type);
  const event = task.end ?? task.start;
  const [x, right] = [scale(at(task.start)), scale(task.end ? at(task.end) : now)];
  const width = Math.max(MIN_BAR, right - x);
  const name = task.file.split("/").at(-1);
  const parts = stretches(task, now);
  const label = scale((parts.find(({ kind }) => kind !== "wait") ?? parts[0]).start) + 5;
  const href = projectHref(model.id, "events", { seq: event.seq, at: model.past });
  return svg`<a class=${`bar ${failed ? "failed" : ""} ${task.end ? "" : "open"}`} href=${href}
      aria-label=${visible(told(task))}>
    <title>${visible(told(task))}</title>
    ${parts.map(({ kind, start, end }) => svg`<rect class=${`part is-${kind}`}
      x=${scale(start)} y=${y + 4} width=${Math.max(MIN_BAR, scale(end) - scale(start))}
      height=${LANE - 8}></rect>`)}
    <rect class="outline" x=${x} y=${y + 4} width=${width} height=${LANE - 8} rx="2"></rect>
    ${name && label + name.length * LETTER_PX + 3 < x + width
      ? svg`<text class="bar-label" x=${label} y=${y + 17}>${visible(name)}</text>`
      : ""}
    ${failed
      ? svg`<path class="cross" d=${`M${right - 4} ${y + 1}l6 6m0 -6l-6 6`}></path>`
      : ""}</a>`;
}

function ticks(from, to, scale, height) {
  const room = (scale(to) - scale(from)) / 70;
  const step = STEPS_MS.find((one) => (to - from) / one <= room) ?? STEPS_MS.at(-1);
  const marks = [];
  for (let ms = 0; ms <= to - from; ms += step) {
    const x = scale(from + ms);
    marks.push(svg`<line class="tick" x1=${x} x2=${x} y1="18" y2=${height}></line>
      <text class="tick-label" x=${x + 3} y="12"
        >${ms ? duration(ms).replace(".0", "") : "0"}</text>`);
  }
  return marks;
}

const sample = (name, meaning) => html`<li><svg width="22" height="12" aria-hidden="true">
  <rect class=${name} width="22" height="12" rx="2"></rect></svg> ${meaning}</li>`;

const legend = html`<ul class="legend">
  ${KINDS.map(([kind, meaning]) => sample(`part is-${kind}`, meaning))}
  ${sample("outline sample-failed", "ended badly")}</ul>`;

function controls(model, route, zoom) {
  const set = (changed) =>
    go(projectHref(model.id, "timeline", { ...route.query, ...changed }), true);
  return html`<div class="row">
    <label>Zoom <select @change=${(event) => set({ zoom: event.target.value })}>
      ${ZOOMS.map((one) => html`<option value=${one} ?selected=${one === zoom}>${one}×</option>`)}
      </select></label>
    <label class="check"><input type="checkbox" .checked=${Boolean(route.query.all)}
      @change=${(event) => set({ all: event.target.checked ? "1" : "" })}> Clerk too</label></div>`;
}

const laneName = (lane, several) =>
  `${several ? `${lane.node} · ` : ""}${lane.agent}${lane.number > 1 ? ` ${lane.number}` : ""}`;

function chart(model, tasks, [from, now], zoom) {
  const all = lanes(tasks, now);
  const several = new Set(all.map((lane) => lane.node)).size > 1;
  const names = all.map((lane) => laneName(lane, several));
  const label = Math.max(...names.map((name) => name.length)) * 7.2 + 14;
  const to = Math.max(now, from + 1_000);
  const width = Math.max(320, Math.min(1_142, innerWidth - 52)) * zoom;
  const scale = (ms) => label + ((ms - from) / (to - from)) * (width - label - 12);
  const height = TOP + all.length * LANE;
  return html`<svg class="timeline" width=${width} height=${height} role="group"
      aria-label=${`${tasks.length} tasks`}>
    ${patterns}
    ${all.map((lane, i) => i % 2
      ? ""
      : svg`<rect class="lane-ground" x="0" y=${TOP + i * LANE} width=${width}
          height=${LANE}></rect>`)}
    ${ticks(from, to, scale, height)}
    ${all.map((lane, i) => svg`
      <text class="lane" x="6" y=${TOP + i * LANE + 17}>${names[i]}</text>
      ${lane.tasks.map((task) => bar(model, task, scale, TOP + i * LANE, now))}`)}</svg>`;
}

export function timelineView(model, state, route) {
  if (!state.tasks.length) {
    return empty("Nothing has been done yet.", "Bars appear here when the first agent begins.");
  }
  const zoom = ZOOMS.includes(Number(route.query.zoom)) ? Number(route.query.zoom) : 1;
  const shown = state.tasks.filter((task) => route.query.all || task.agent !== "clerk");
  const open = shown.some((task) => !task.end) && !state.finishedAt && state === model.state;
  const now = open ? Date.now() : at(model.events[state.seq - 1]);
  return html`<section class="card">
    <div class="row wrap"><h2>Who did what when</h2><span class="spacer"></span>
      ${controls(model, route, zoom)}</div>
    ${legend}
    <div class="scroll" tabindex="0" role="region" aria-label="Timeline">
      ${shown.length ? chart(model, shown, [at(state.tasks[0].start), now], zoom) : ""}</div>
    <p class="quiet">From ${time(state.tasks[0].start.at)}. A bar leads to the event that ended its
      task.</p></section>`;
}
