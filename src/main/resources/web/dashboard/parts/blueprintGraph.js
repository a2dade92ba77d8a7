// The blueprint as a graph: files as nodes, dependencies as edges, statuses as icon and colour.
import { fileStatus, openTask } from "../data/fold.js";
import { projectHref } from "../data/routes.js";
import { html, svg } from "../vendor/lit-html.js";
import { statusLabel } from "./elements.js";
import { escapeInvisible, plural } from "./format.js";
import { layoutGraph } from "./graphLayout.js";
import { statusIconAt } from "./icons.js";

// Lengths in px.
const NODE_HEIGHT = 46;
const NODE_GAP = 14;
const NODE_WIDTH = 184;
const MIN_NODE_WIDTH = 96;
const LAYER_GAP = 46;
const NARROW_LAYER_GAP = 30;
const NARROW_WINDOW = 700;
const PATH_CHAR_WIDTH = 7.9;
const SMALL_CHAR_WIDTH = 6.3;

/** Layers run from left to right in a wide window, from top to bottom in a narrow one. */
function geometry(layout) {
  return innerWidth >= NARROW_WINDOW ? wideGeometry(layout) : narrowGeometry(layout);
}

function wideGeometry({ layerCount, breadth }) {
  const step = NODE_WIDTH + LAYER_GAP;
  return {
    width: NODE_WIDTH,
    size: [layerCount * step - LAYER_GAP, breadth * (NODE_HEIGHT + NODE_GAP) - NODE_GAP],
    point: ({ layer, offset }) => [layer * step, offset * (NODE_HEIGHT + NODE_GAP)],
    curve: ([x1, y1], [x2, y2]) =>
      `C${x1 + LAYER_GAP / 2} ${y1} ${x2 - LAYER_GAP / 2} ${y2} ${x2} ${y2}`,
    exit: ([x, y]) => [x + NODE_WIDTH, y + NODE_HEIGHT / 2],
    entry: ([x, y]) => [x, y + NODE_HEIGHT / 2],
  };
}

function narrowGeometry({ layerCount, breadth }) {
  const available = Math.min(1_168, innerWidth - 24);
  const fitting = Math.floor((available - 6 + NODE_GAP) / breadth) - NODE_GAP;
  const width = Math.max(MIN_NODE_WIDTH, Math.min(NODE_WIDTH, fitting));
  const step = NODE_HEIGHT + NARROW_LAYER_GAP;
  return {
    width,
    size: [breadth * (width + NODE_GAP) - NODE_GAP, layerCount * step - NARROW_LAYER_GAP],
    point: ({ layer, offset }) => [offset * (width + NODE_GAP), layer * step],
    curve: ([x1, y1], [x2, y2]) =>
      `C${x1} ${y1 + NARROW_LAYER_GAP / 2} ${x2} ${y2 - NARROW_LAYER_GAP / 2} ${x2} ${y2}`,
    exit: ([x, y]) => [x + width / 2, y + NODE_HEIGHT],
    entry: ([x, y]) => [x + width / 2, y],
  };
}

/** From the file that is used, through the dummy nodes, to the file that uses it. */
function edge({ from, to, via }, { point, exit, entry, curve }) {
  const points = via.map(point);
  let current = exit(points[0]);
  let d = `M${current.join(" ")}`;
  points.slice(1).forEach((next, i) => {
    const end = entry(next);
    d += curve(current, end);
    const passesLayer = i < points.length - 2;
    current = passesLayer ? exit(next) : end;
    d += passesLayer ? `L${current.join(" ")}` : "";
  });
  return svg`<path class="edge" data-edge=${`${from}>${to}`} d=${d}></path>`;
}

const truncateStart = (text, length) =>
  text.length > length ? `…${text.slice(1 - length)}` : text;

function node(state, path, [x, y], width, href) {
  const file = state.files.get(path);
  const status = fileStatus(state, file);
  const attempts = file.attempts > 1 ? `, ${file.attempts} attempts` : "";
  const progress = openTask(state, "writer", path)?.progress;
  const label = progress ? plural(progress.tokens, "token") : statusLabel(status);
  const pathChars = Math.floor((width - 20) / PATH_CHAR_WIDTH);
  const labelChars = Math.floor((width - (attempts ? 52 : 34)) / SMALL_CHAR_WIDTH);
  return svg`<a href=${href} class=${`node is-${status}`} data-path=${path}
      aria-label=${`${escapeInvisible(path)}: ${statusLabel(status)}${attempts}`}>
    <title>${escapeInvisible(`${path}\n${file.plan.description}`)}</title>
    <rect x=${x} y=${y} width=${width} height=${NODE_HEIGHT} rx="8"></rect>
    <text x=${x + 10} y=${y + 19}>${escapeInvisible(truncateStart(path, pathChars))}</text>
    ${statusIconAt(status, x + 9, y + 25)}
    <text class="small" x=${x + 28} y=${y + 37}>${label.slice(0, labelChars)}</text>
    ${attempts
      ? svg`<text class="small attempts" x=${x + width - 10} y=${y + 37}>×${file.attempts}</text>`
      : ""}</a>`;
}

export function blueprintGraph(model, state) {
  const uses = [...state.files].map(([path, file]) => [path, file.plan.uses ?? []]);
  const layout = layoutGraph(new Map(uses));
  const measures = geometry(layout);
  const [width, height] = measures.size.map((px) => Math.ceil(px) + 6);
  const href = (path) => projectHref(model.id, `files/${path}`, { at: model.pastSeq });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Blueprint">
    <svg class="blueprint" width=${width} height=${height}
      viewBox=${`-3 -3 ${width} ${height}`} role="group" aria-label="Files and their dependencies">
      <defs><marker id="arrow" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6"
        orient="auto"><path class="arrow" d="M0 0L6 3L0 6z"></path></marker></defs>
      ${layout.edges.map((line) => edge(line, measures))}
      ${[...layout.nodes].map(([path, position]) =>
        node(state, path, measures.point(position), measures.width, href(path)))}
    </svg></div>`;
}
