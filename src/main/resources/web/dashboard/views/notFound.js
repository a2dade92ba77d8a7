// Shown for a URL that has no view.
import { html } from "../vendor/lit-html.js";

export function notFoundView() {
  return html`<h1>Page not found</h1>
    <p>This address does not exist. <a href="/">All projects</a></p>`;
}
