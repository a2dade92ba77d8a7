// Icons for statuses, as SVG paths: no icon font is needed, and no status depends on colour.
import { html, svg } from "../vendor/lit-html.js";

const CHECK = "M3 8.5l3.2 3.2L13 4.8";
const CROSS = "M4 4l8 8M12 4l-8 8";
const PENCIL = "M3 13l.8-3.2 7-7 2.4 2.4-7 7L3 13z";
const RETRY = "M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3";
const CIRCLE = "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12";
const DASHED_CIRCLE =
  "M6.5 2.2a6 6 0 0 1 3 0M12.6 4.2a6 6 0 0 1 1.3 2.4M13.9 9.4a6 6 0 0 1-1.3 2.4" +
  "M9.5 13.8a6 6 0 0 1-3 0M3.4 11.8a6 6 0 0 1-1.3-2.4M2.1 6.6a6 6 0 0 1 1.3-2.4";

const PATHS = {
  queued: DASHED_CIRCLE,
  pending: DASHED_CIRCLE,
  designing: PENCIL,
  writing: PENCIL,
  awaiting_approval: `${CIRCLE}M8 5v3.6M8 11v.2`,
  running: "M5 3.5l7.5 4.5L5 12.5z",
  paused: "M5.5 3.5v9M10.5 3.5v9",
  succeeded: CHECK,
  committed: CHECK,
  passed: CHECK,
  ready: CHECK,
  unverified: `${CIRCLE}M8 2v12M8 5h4M8 8h6M8 11h4`,
  failed: CROSS,
  disputed: CROSS,
  missing: CROSS,
  silent: CROSS,
  gone: CROSS,
  cancelled: "M4 4h8v8H4z",
  validating: "M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M10.4 10.4L14 14",
  fixing: RETRY,
  stale: RETRY,
  surrendered: "M4 14V2.5h8l-2 3 2 3H4",
  skipped: "M3.5 8h9",
};

const pathOf = (status) => PATHS[status] ?? PATHS.skipped;

/** The icon of a status, for HTML. The text beside it names the status. */
export const statusIcon = (status) => html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
  <path d=${pathOf(status)}></path></svg>`;

/** The icon of a status at a position inside an SVG. */
export const statusIconAt = (status, x, y) =>
  svg`<path class="icon" transform=${`translate(${x} ${y})`} d=${pathOf(status)}></path>`;
