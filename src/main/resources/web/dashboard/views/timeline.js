// When each agent worked on which task, and how each task ended.
import { navigate, projectHref } from "../data/routes.js";
import { emptyState } from "../parts/elements.js";
import { time } from "../parts/format.js";
import { eventMs } from "../parts/taskLanes.js";
import { timelineChart, timelineLegend } from "../parts/timelineChart.js";
import { html } from "../vendor/lit-html.js";

const ZOOMS = [1, 2, 4, 8, 16];

function controls(model, route, zoom) {
  const setQuery = (changes) =>
    navigate(projectHref(model.id, "timeline", { ...route.query, ...changes }), true);
  const option = (value) =>
    html`<option value=${value} ?selected=${value === zoom}>${value}×</option>`;
  return html`<div class="row">
    <label>Zoom <select @change=${(event) => setQuery({ zoom: event.target.value })}>
      ${ZOOMS.map(option)}</select></label>
    <label class="check"><input type="checkbox" .checked=${Boolean(route.query.all)}
      @change=${(event) => setQuery({ all: event.target.checked ? "1" : "" })}>
      Show Clerk</label></div>`;
}

export function timelineView(model, state, route) {
  if (!state.tasks.length) {
    return emptyState("No tasks yet.", "A bar appears here when the first agent starts.");
  }
  const zoom = ZOOMS.includes(Number(route.query.zoom)) ? Number(route.query.zoom) : 1;
  const shown = state.tasks.filter((task) => route.query.all || task.agent !== "clerk");
  const running =
    shown.some((task) => !task.end) && !state.finishedAt && state === model.state;
  const nowMs = running ? Date.now() : eventMs(model.events[state.seq - 1]);
  const { start } = state.tasks[0];
  return html`<section class="card">
    <div class="row wrap"><h2>Timeline</h2><span class="spacer"></span>
      ${controls(model, route, zoom)}</div>
    ${timelineLegend}
    <div class="scroll" tabindex="0" role="region" aria-label="Timeline">
      ${shown.length ? timelineChart(model, shown, [eventMs(start), nowMs], zoom) : ""}</div>
    <p class="muted">Starts at ${time(start.at)}. Click a bar to see the event that ended its
      task.</p></section>`;
}
