// The output of one run, by the number of its event.
import { projectHref } from "../data/routes.js";
import { emptyState } from "../parts/elements.js";
import { runOutput } from "../parts/runOutput.js";
import { html } from "../vendor/lit-html.js";

export function runView(model, state, route) {
  const event = model.events[Number(route.rest) - 1];
  return event?.data.command
    ? runOutput(model, event)
    : emptyState("This event is not a run.",
        html`<a href=${projectHref(model.id, "checks")}>All runs</a>`);
}
