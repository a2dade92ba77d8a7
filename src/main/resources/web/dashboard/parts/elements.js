// Small elements that several views use: badges, messages, copy buttons.
import { html } from "../vendor/lit-html.js";
import { date, escapeInvisible } from "./format.js";
import { statusIcon } from "./icons.js";

const LABELS = {
  awaiting_approval: "awaiting approval",
  missing: "does not answer",
  silent: "does not answer",
  gone: "offline",
};

export const statusLabel = (status) => LABELS[status] ?? status;

/** A status as icon and text, so that it does not depend on colour. */
export const statusBadge = (status) =>
  html`<span class="badge is-${status}">${statusIcon(status)} ${statusLabel(status)}</span>`;

export const dateTime = (timestamp) =>
  timestamp
    ? html`<time class="nowrap" datetime=${timestamp} title=${timestamp}>${date(timestamp)}</time>`
    : "";

/** Text by a person or a model, as it was written. */
export const quotedText = (text) => html`<pre class="quoted">${escapeInvisible(text)}</pre>`;

/** Shown where there is nothing to list: why, and what to do next. */
export const emptyState = (message, next) => html`<div class="empty"><p>${message}</p>
  ${next ? html`<p>${next}</p>` : ""}</div>`;

export const errorMessage = (text) =>
  text ? html`<p class="problem" role="alert">${text}</p>` : "";

export async function copyText(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Copy failed: select the text";
  }
  setTimeout(() => (button.textContent = "Copy"), 1_500);
}

export const copyableText = (text) => html`<span class="copyable"><code>${text}</code>
  <button class="small" @click=${(event) => copyText(text, event.currentTarget)}
    >Copy</button></span>`;
