// An acceptance example in words: its commands or requests, and what is expected of them.
import { html } from "../vendor/lit-html.js";
import { escapeInvisible } from "./format.js";

const PLAIN = /^[\w@%+=:,./-]+$/;
const quoteWord = (word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** The words as one line that can be pasted into a shell. */
export const quoteCommand = (words) => words.map(quoteWord).join(" ");

const quoted = (text) => `"${text}"`;
const json = (value) => JSON.stringify(value);

/** What is expected of a text, such as a stream or a file. */
function textExpectations(name, text) {
  if (text === null) {
    return [`no file ${name}`];
  }
  const { equals, contains = [], matches, empty, sameAs, json: subset } = text ?? {};
  return [
    equals === undefined ? "" : `${name} equals ${quoted(equals)}`,
    ...contains.map((part) => `${name} contains ${quoted(part)}`),
    matches === undefined ? "" : `${name} matches ${matches}`,
    empty === undefined ? "" : `${name} is ${empty ? "" : "not "}empty`,
    sameAs === undefined ? "" : `${name} is the same as ${sameAs}`,
    subset === undefined ? "" : `${name} has the JSON ${json(subset)}`,
  ].filter(Boolean);
}

const stepExpectations = ({ exit, stdout, stderr, files = {} }) => [
  ...(exit === undefined ? [] : [`exit code ${exit}`]),
  ...textExpectations("stdout", stdout),
  ...textExpectations("stderr", stderr),
  ...Object.entries(files).flatMap(([path, text]) => textExpectations(path, text)),
];

const responseExpectations = ({ status, headers = {}, body, json: subset }) => [
  ...(status === undefined ? [] : [`status ${status}`]),
  ...Object.entries(headers).flatMap(([name, text]) => textExpectations(name, text)),
  ...textExpectations("body", body),
  ...(subset === undefined ? [] : [`body has the JSON ${json(subset)}`]),
];

const expectation = (words) => html`<span class="muted">expects
  ${escapeInvisible(words.join(", ") || "nothing")}</span>`;

const stepItem = ({ command, stdin, expect }) => html`<li>
  <code>${escapeInvisible(quoteCommand(command))}</code>
  ${stdin ? html`<span class="muted">reads ${escapeInvisible(json(stdin))}</span>` : ""}
  ${expectation(stepExpectations(expect))}</li>`;

const requestItem = ({ restart, method, path, json: sent, body, expect }) => html`<li>${restart
  ? "the program is restarted"
  : html`<code>${escapeInvisible(`${method} ${path}`)}</code>
      ${sent !== undefined || body
        ? html`<span class="muted">sends ${escapeInvisible(body || json(sent))}</span>`
        : ""}
      ${expect ? expectation(responseExpectations(expect)) : ""}`}</li>`;

/** The steps of an example, as an event has it. */
export const exampleSteps = ({ steps = [], serve = [], requests = [] }) => html`
  <ol class="steps">
    ${serve.length
      ? html`<li>serve <code>${escapeInvisible(quoteCommand(serve))}</code></li>`
      : ""}
    ${steps.map(stepItem)}${requests.map(requestItem)}</ol>`;
