// The timeline as a chart: a lane for each agent of a node, a bar for each task.
import { attemptOf } from "../data/fold.js";
import { projectHref } from "../data/routes.js";
import { html, svg } from "../vendor/lit-html.js";
import { duration, escapeInvisible } from "./format.js";
import { assignLanes, eventMs, SEGMENT_KINDS, taskSegments } from "./taskLanes.js";

// Lengths in px.
const LANE_HEIGHT = 26;
const AXIS_HEIGHT = 22;
const MIN_BAR_WIDTH = 3;
const CHAR_WIDTH = 6.6;
const LANE_CHAR_WIDTH = 7.2;
const TICK_SPACING = 70;

const FAILED = /failed|failure|rejected|error|surrender/;
const TICK_STEPS_MS = [100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 3e4, 6e4, 12e4, 3e5, 6e5, 18e5, 36e5,
  216e5, 864e5];

/** Stripes, so that waiting and repairing differ by more than colour. */
const patterns = svg`<defs>
  <pattern id="waiting" width="6" height="6" patternUnits="userSpaceOnUse"
    patternTransform="rotate(45)"><rect class="wait-background" width="6" height="6"></rect>
    <rect class="wait-line" width="2" height="6"></rect></pattern>
  <pattern id="repairing" width="7" height="7" patternUnits="userSpaceOnUse"
    patternTransform="rotate(-45)"><rect class="repair-background" width="7" height="7"></rect>
    <rect class="repair-line" width="2.5" height="7"></rect></pattern></defs>`;

function taskLabel(task) {
  const subject = task.file || task.id.split(":").slice(1, -1).join(":");
  const result = task.end?.type === "task_started" ? "lost with its node" : task.end?.type;
  const end = task.end
    ? `${result} after ${duration(eventMs(task.end) - eventMs(task.start))}`
    : "running";
  return escapeInvisible(`${task.agent} ${subject}, attempt ${attemptOf(task)}: ${end}`);
}

function bar(model, task, scale, y, nowMs) {
  const failed = task.end && FAILED.test(task.end.type);
  const event = task.end ?? task.start;
  const [x, right] = [scale(eventMs(task.start)), scale(task.end ? eventMs(task.end) : nowMs)];
  const width = Math.max(MIN_BAR_WIDTH, right - x);
  const name = task.file.split("/").at(-1);
  const segments = taskSegments(task, nowMs);
  const labelled = segments.find(({ kind }) => kind !== "wait") ?? segments[0];
  const labelX = scale(labelled.start) + 5;
  const href = projectHref(model.id, "events", { seq: event.seq, at: model.pastSeq });
  return svg`<a class=${`bar ${failed ? "failed" : ""} ${task.end ? "" : "open"}`} href=${href}
      aria-label=${taskLabel(task)}>
    <title>${taskLabel(task)}</title>
    ${segments.map(({ kind, start, end }) => svg`<rect class=${`segment is-${kind}`}
      x=${scale(start)} y=${y + 4} width=${Math.max(MIN_BAR_WIDTH, scale(end) - scale(start))}
      height=${LANE_HEIGHT - 8}></rect>`)}
    <rect class="outline" x=${x} y=${y + 4} width=${width} height=${LANE_HEIGHT - 8} rx="2"></rect>
    ${name && labelX + name.length * CHAR_WIDTH + 3 < x + width
      ? svg`<text class="bar-label" x=${labelX} y=${y + 17}>${escapeInvisible(name)}</text>`
      : ""}
    ${failed
      ? svg`<path class="cross" d=${`M${right - 4} ${y + 1}l6 6m0 -6l-6 6`}></path>`
      : ""}</a>`;
}

function ticks(fromMs, toMs, scale, height) {
  const maxTicks = (scale(toMs) - scale(fromMs)) / TICK_SPACING;
  const fits = (stepMs) => (toMs - fromMs) / stepMs <= maxTicks;
  const stepMs = TICK_STEPS_MS.find(fits) ?? TICK_STEPS_MS.at(-1);
  const marks = [];
  for (let ms = 0; ms <= toMs - fromMs; ms += stepMs) {
    const x = scale(fromMs + ms);
    marks.push(svg`<line class="tick" x1=${x} x2=${x} y1="18" y2=${height}></line>
      <text class="tick-label" x=${x + 3} y="12"
        >${ms ? duration(ms).replace(".0", "") : "0"}</text>`);
  }
  return marks;
}

const legendItem = (name, text) => html`<li><svg width="22" height="12" aria-hidden="true">
  <rect class=${name} width="22" height="12" rx="2"></rect></svg> ${text}</li>`;

export const timelineLegend = html`<ul class="legend">
  ${SEGMENT_KINDS.map(([kind, text]) => legendItem(`segment is-${kind}`, text))}
  ${legendItem("outline sample-failed", "failed")}</ul>`;

function laneName({ node, agent, number }, severalNodes) {
  return `${severalNodes ? `${node} · ` : ""}${agent}${number > 1 ? ` ${number}` : ""}`;
}

export function timelineChart(model, tasks, [fromMs, nowMs], zoom) {
  const lanes = assignLanes(tasks, nowMs);
  const severalNodes = new Set(lanes.map((lane) => lane.node)).size > 1;
  const names = lanes.map((lane) => laneName(lane, severalNodes));
  const nameWidth = Math.max(...names.map((name) => name.length)) * LANE_CHAR_WIDTH + 14;
  const toMs = Math.max(nowMs, fromMs + 1_000);
  const width = Math.max(320, Math.min(1_142, innerWidth - 52)) * zoom;
  const scale = (ms) =>
    nameWidth + ((ms - fromMs) / (toMs - fromMs)) * (width - nameWidth - 12);
  const height = AXIS_HEIGHT + lanes.length * LANE_HEIGHT;
  const top = (lane) => AXIS_HEIGHT + lane * LANE_HEIGHT;
  return html`<svg class="timeline" width=${width} height=${height} role="group"
      aria-label=${`${tasks.length} tasks`}>
    ${patterns}
    ${lanes.map((lane, i) => i % 2
      ? ""
      : svg`<rect class="lane-background" x="0" y=${top(i)} width=${width}
          height=${LANE_HEIGHT}></rect>`)}
    ${ticks(fromMs, toMs, scale, height)}
    ${lanes.map((lane, i) => svg`
      <text class="lane" x="6" y=${top(i) + 17}>${names[i]}</text>
      ${lane.tasks.map((task) => bar(model, task, scale, top(i), nowMs))}`)}</svg>`;
}
