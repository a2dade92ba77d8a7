// How much of its answer a model has written, and the text so far.
import { html } from "../vendor/lit-html.js";
import { escapeInvisible, plural, tokenRate } from "./format.js";

const MAX_CHARS = 4_000;

export const tokenProgress = ({ tokens, firstTokens, firstMs, lastMs }) =>
  html`<span class="muted nowrap">${plural(tokens, "token")}
    ${tokenRate(tokens - firstTokens, lastMs - firstMs)}</span>`;

const caret = html`<span class="caret" aria-hidden="true"></span>`;

/** The last part of an answer that a model is writing. */
export const streamedText = (text) => html`<pre class="streamed-text" tabindex="0"
  aria-label="Text from the model"><span
    >${escapeInvisible(text.slice(-MAX_CHARS))}${caret}</span></pre>`;
