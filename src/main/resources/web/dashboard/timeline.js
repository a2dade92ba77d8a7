// Who did what when: a lane for each agent at work on a node, a bar for each task.
import { html, svg } from "./vendor/lit-html.js";
import { go, projectHref } from "./route.js";
import { duration, empty, time, visible } from "./words.js";

const LANE = 26;
const LABEL = 150;
const MIN_BAR = 3;
const ROLES = ["environment", "architect", "researcher", "writer", "validator", "auditor", "runner",
  "gitbot", "clerk", "analyst"];
const FAILED = /failed|failure|rejected|error|surrender/;

const at = (event) => Date.parse(event.at);

/** The parts of a task: waiting for its model, the model's answer, or work of our own. */
export function parts(task, now) {
  const start = at(task.start);
  const end = task.end ? at(task.end) : now;
  const ms = Math.min(task.end?.data.ms ?? 0, end - start);
  const asked = task.end?.data.model !== undefined;
  if (!task.end) {
    return [{ kind: "open", start, end }];
  }
  const kind = asked ? (attempt(task) > 1 ? "repair" : "model") : "work";
  const waited = end - ms - start;
  return asked && waited > 50
    ? [{ kind: "wait", start, end: end - ms }, { kind, start: end - ms, end }]
    : [{ kind, start, end }];
}

const attempt = (task) => Number(/:(\d+)$/.exec(task.task)?.[1] ?? 1);

/** Tasks that overlap on the same agent of a node go into lanes of their own. */
export function lanes(tasks, now) {
  const found = [];
  const order = (task) => ROLES.indexOf(task.agent);
  const sorted = [...tasks].sort(
    (a, b) => a.node.localeCompare(b.node) || order(a) - order(b) || a.start.seq - b.start.seq,
  );
  for (const task of sorted) {
    const end = task.end ? at(task.end) : now;
    const lane = found.find(
      (one) => one.node === task.node && one.agent === task.agent && one.until <= at(task.start),
    );
    if (lane) {
      lane.tasks.push(task);
      lane.until = end;
    } else {
      found.push({ node: task.node, agent: task.agent, tasks: [task], until: end });
    }
  }
  return found;
}

const KINDS = [
  ["wait", "waits for a model"],
  ["model", "model writes"],
  ["repair", "model repairs"],
  ["work", "checks, runs, commits"],
  ["open", "under way"],
];

function bar(model, task, scale, y, now) {
  const failed = task.end && FAILED.test(task.end.type);
  const event = task.end ?? task.start;
  const label = `${task.agent} ${task.file || task.task.split(":").slice(1, 2)}, attempt ${attempt(task)}: ${
    task.end ? `${task.end.type} after ${duration(at(task.end) - at(task.start))}` : "under way"}`;
  return svg`<a class=${`bar ${failed ? "failed" : ""}`} href=${projectHref(model.id, "events", { seq: event.seq, at: model.past })} aria-label=${label}>
    <title>${visible(label)}</title>
    ${parts(task, now).map((part) => svg`<rect class=${`part is-${part.kind}`} x=${scale(part.start)} y=${y + 4} rx="2"
      width=${Math.max(MIN_BAR, scale(part.end) - scale(part.start))} height=${LANE - 8}></rect>`)}</a>`;
}

function ticks(from, to, scale, height) {
  const span = to - from;
  const steps = [100, 200, 500, 1e3, 2e3, 5e3, 1e4, 3e4, 6e4, 3e5, 6e5, 18e5, 36e5, 216e5, 864e5];
  const step = steps.find((one) => span / one <= 8) ?? steps.at(-1);
  const marks = [];
  for (let ms = 0; ms <= span; ms += step) {
    const x = scale(from + ms);
    marks.push(svg`<line class="tick" x1=${x} x2=${x} y1="18" y2=${height}></line>
      <text class="tick-label" x=${x + 3} y="12">${duration(ms)}</text>`);
  }
  return marks;
}

/** Every stretch longer than a minute in which nothing was in hand is left out of no scale: zoom. */
const ZOOMS = [1, 2, 4, 8, 16];

export function timelineView(model, state, route) {
  if (!state.tasks.length) {
    return empty("Nothing has been done yet.");
  }
  const zoom = ZOOMS.includes(Number(route.query.zoom)) ? Number(route.query.zoom) : 1;
  const quiet = route.query.all ? state.tasks : state.tasks.filter((task) => task.agent !== "clerk");
  const last = model.events[state.seq - 1];
  const open = quiet.some((task) => !task.end) && !state.finishedAt;
  const now = open && state.seq === model.state.seq ? Date.now() : at(last);
  const from = at(state.tasks[0].start);
  const to = Math.max(now, from + 1_000);
  const width = Math.max(320, Math.min(1_100, innerWidth - 60)) * zoom;
  const scale = (ms) => LABEL + ((ms - from) / (to - from)) * (width - LABEL - 12);
  const all = lanes(quiet, now);
  const height = 22 + all.length * LANE;
  const set = (changed) => go(projectHref(model.id, "timeline", { ...route.query, ...changed }), true);
  const nodes = new Set(all.map((lane) => lane.node));
  return html`
    <h2>Who did what when</h2>
    <div class="row wrap">
      <ul class="legend">${KINDS.map(([kind, meaning]) => html`<li><svg width="18" height="12" aria-hidden="true"><rect class=${`part is-${kind}`} width="18" height="12" rx="2"></rect></svg> ${meaning}</li>`)}
        <li><svg width="18" height="12" aria-hidden="true"><rect class="part is-work failed-mark" width="18" height="12" rx="2"></rect></svg> ended badly</li></ul>
      <span class="spacer"></span>
      <label>Zoom <select @change=${(event) => set({ zoom: event.target.value })}>${ZOOMS.map((one) => html`<option value=${one} ?selected=${one === zoom}>${one}×</option>`)}</select></label>
      <label class="check"><input type="checkbox" .checked=${Boolean(route.query.all)} @change=${(event) => set({ all: event.target.checked ? "1" : "" })}> Clerk too</label>
    </div>
    <div class="scroll" tabindex="0" role="region" aria-label="Timeline">
      <svg class="timeline" width=${width} height=${height} role="group" aria-label=${`${quiet.length} tasks of ${nodes.size} nodes`}>
        ${ticks(from, to, scale, height)}
        ${all.map((lane, i) => svg`<text class="lane" x="4" y=${22 + i * LANE + 17}>${nodes.size > 1 ? `${lane.node} · ` : ""}${lane.agent}</text>
          ${lane.tasks.map((task) => bar(model, task, scale, 22 + i * LANE, now))}`)}</svg></div>
    <p class="quiet">From ${time(state.tasks[0].start.at)}. A bar leads to the event that ended its task.</p>`;
}
