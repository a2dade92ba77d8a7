// How things are said: times, amounts, states.
import { icon } from "./icons.js";
import { html } from "./vendor/lit-html.js";

const NAMES = {
  awaiting_approval: "awaiting approval",
  ready: "answers",
  missing: "does not answer",
  silent: "does not answer",
};

export const statusName = (status) => NAMES[status] ?? status;

const ENDS = ["succeeded", "unverified", "failed", "cancelled"];

export const ended = (status) => ENDS.includes(status);

/** A state with its sign: never by colour alone. */
export const badge = (status) =>
  html`<span class="badge is-${status}">${icon(status)} ${statusName(status)}</span>`;
export function duration(ms) {
  if (ms == null || Number.isNaN(ms)) {
    return "";
  }
  if (ms < 1_000) {
    return `${Math.round(ms)} ms`;
  }
  const seconds = ms / 1_000;
  if (seconds < 60) {
    return `${seconds.toFixed(1)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${Math.floor(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const took = (from, to) =>
  from ? duration((to ? Date.parse(to) : Date.now()) - Date.parse(from)) : "";

const MINUTES = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const clock = new Intl.DateTimeFormat(undefined, { ...MINUTES, second: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", ...MINUTES });

export const time = (at) => (at ? clock.format(new Date(at)) : "");
export const date = (at) =>
  at
    ? html`<time class="nowrap" datetime=${at} title=${at}>${day.format(new Date(at))}</time>`
    : "";

export const number = (count) => new Intl.NumberFormat().format(count);
export const plural = (count, noun) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;

export function bytes(count) {
  return count < 1_024
    ? `${count} B`
    : count < 1_048_576
      ? `${(count / 1_024).toFixed(1)} KiB`
      : `${(count / 1_048_576).toFixed(1)} MiB`;
}

export const rate = (tokens, ms) => (ms > 0 ? `${((tokens * 1_000) / ms).toFixed(1)}/s` : "");

export const firstLine = (text) => (text ?? "").split("\n", 1)[0];

export const cut = (text, length) => (text.length > length ? `${text.slice(0, length)}…` : text);

// What could reorder or hide text on the page is shown as what it is.
const HIDDEN = new RegExp(
  "[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e" +
    "\\u2060-\\u2069\\ufeff]",
  "g",
);
const code = (one) => one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");

export const visible = (text) => text.replace(HIDDEN, (one) => `⟨${code(one)}⟩`);

/** A text as somebody wrote it, set apart from ours. */
export const quoted = (text) => html`<pre class="quoted">${visible(text)}</pre>`;

/** Where nothing is to be seen: what that means, and what to do next. */
export const empty = (what, next) => html`<div class="empty"><p>${what}</p>
  ${next ? html`<p>${next}</p>` : ""}</div>`;

export const problem = (text) =>
  text ? html`<p class="problem" role="alert">${text}</p>` : "";

export async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Select and copy it by hand";
  }
  setTimeout(() => (button.textContent = "Copy"), 1_500);
}

export const copyable = (text) => html`<span class="copyable"><code>${text}</code>
  <button class="small" @click=${(event) => copy(text, event.currentTarget)}>Copy</button></span>`;
