// The blueprint as a picture: files as nodes, what they use as edges, states by sign and colour.
import { fileStatus, taskAt } from "./evolve.js";
import { iconAt } from "./icons.js";
import { arrange } from "./layout.js";
import { projectHref } from "./route.js";
import { html, svg } from "./vendor/lit-html.js";
import { plural, statusName, visible } from "./words.js";

const HEIGHT = 46;
const GAP = 14;
const WIDE = { width: 184, between: 46 };
const NARROW_PX = 700;
const LEAST_WIDTH = 96;
const LETTER_PX = 7.9;
const SMALL_LETTER_PX = 6.3;

/** Layers from left to right where there is room, from top to bottom on a phone. */
function measures(plan) {
  const room = Math.min(1_168, innerWidth - 24);
  if (innerWidth >= NARROW_PX) {
    const { width, between } = WIDE;
    return {
      width,
      size: [plan.layers * (width + between) - between, plan.breadth * (HEIGHT + GAP) - GAP],
      at: ({ layer, at }) => [layer * (width + between), at * (HEIGHT + GAP)],
      curve: ([x1, y1], [x2, y2]) =>
        `C${x1 + between / 2} ${y1} ${x2 - between / 2} ${y2} ${x2} ${y2}`,
      leave: ([x, y]) => [x + width, y + HEIGHT / 2],
      enter: ([x, y]) => [x, y + HEIGHT / 2],
    };
  }
  const fitting = Math.floor((room - 6 + GAP) / plan.breadth) - GAP;
  const width = Math.max(LEAST_WIDTH, Math.min(WIDE.width, fitting));
  const between = 30;
  return {
    width,
    size: [plan.breadth * (width + GAP) - GAP, plan.layers * (HEIGHT + between) - between],
    at: ({ layer, at }) => [at * (width + GAP), layer * (HEIGHT + between)],
    curve: ([x1, y1], [x2, y2]) =>
      `C${x1} ${y1 + between / 2} ${x2} ${y2 - between / 2} ${x2} ${y2}`,
    leave: ([x, y]) => [x + width / 2, y + HEIGHT],
    enter: ([x, y]) => [x + width / 2, y],
  };
}

/** From the file that is used, through every bend, to the one that uses it. */
function edge({ from, to, via }, { at, leave, enter, curve }) {
  const points = via.map(at);
  let here = leave(points[0]);
  let d = `M${here.join(" ")}`;
  points.slice(1).forEach((point, i) => {
    const next = enter(point);
    d += curve(here, next);
    const bend = i < points.length - 2;
    here = bend ? leave(point) : next;
    d += bend ? `L${here.join(" ")}` : "";
  });
  return svg`<path class="edge" data-edge=${`${from}>${to}`} d=${d}></path>`;
}

const shortened = (text, letters) =>
  text.length > letters ? `…${text.slice(1 - letters)}` : text;

function node(state, path, [x, y], width, href) {
  const file = state.files.get(path);
  const status = fileStatus(state, file);
  const tries = file.attempts > 1 ? `, ${file.attempts} attempts` : "";
  const progress = taskAt(state, "writer", path)?.progress;
  const words = progress ? plural(progress.tokens, "token") : statusName(status);
  const letters = Math.floor((width - 20) / LETTER_PX);
  const rest = Math.floor((width - (tries ? 52 : 34)) / SMALL_LETTER_PX);
  return svg`<a href=${href} class=${`node is-${status}`} data-path=${path}
      aria-label=${`${visible(path)}: ${statusName(status)}${tries}`}>
    <title>${visible(`${path}\n${file.plan.description}`)}</title>
    <rect x=${x} y=${y} width=${width} height=${HEIGHT} rx="8"></rect>
    <text x=${x + 10} y=${y + 19}>${visible(shortened(path, letters))}</text>
    ${iconAt(status, x + 9, y + 25)}
    <text class="small" x=${x + 28} y=${y + 37}>${words.slice(0, rest)}</text>
    ${tries
      ? svg`<text class="small tries" x=${x + width - 10} y=${y + 37}>×${file.attempts}</text>`
      : ""}</a>`;
}

export function picture(model, state) {
  const uses = [...state.files].map(([path, file]) => [path, file.plan.uses ?? []]);
  const plan = arrange(new Map(uses));
  const measured = measures(plan);
  const [width, height] = measured.size.map((px) => Math.ceil(px) + 6);
  const href = (path) => projectHref(model.id, `files/${path}`, { at: model.past });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Blueprint">
    <svg class="blueprint" width=${width} height=${height}
      viewBox=${`-3 -3 ${width} ${height}`} role="group" aria-label="Files and what they use">
      <defs><marker id="arrow" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6"
        orient="auto"><path class="arrow" d="M0 0L6 3L0 6z"></path></marker></defs>
      ${plan.edges.map((one) => edge(one, measured))}
      ${[...plan.nodes].map(([path, place]) =>
        node(state, path, measured.at(place), measured.width, href(path)))}
    </svg></div>`;
}
