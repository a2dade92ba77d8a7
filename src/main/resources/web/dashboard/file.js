// One file: every attempt with its code, its changes, and what was found at its lines.
import { hintForm } from "./actions.js";
import { output } from "./checks.js";
import { listing } from "./code.js";
import { difference } from "./difference.js";
import { fileStatus, taskAt } from "./evolve.js";
import { tail, written } from "./overview.js";
import { projectHref } from "./route.js";
import { html } from "./vendor/lit-html.js";
import {
  badge, bytes, copy, duration, empty, ended, number, rate, time, visible,
} from "./words.js";

const LEVELS = {
  toolchain: "the language's own tools",
  syntax: "a parser",
  none: "nothing here could check it",
};

const verdict = (found) => {
  if (found.blamed) {
    return "failed when it ran";
  }
  if (found.refused) {
    return "refused";
  }
  return found.commit ? "committed" : found.accepted ? "accepted" : "being judged";
};

/** What the two judges found, by line; what has no line is under 0. */
function notes(found) {
  const all = new Map();
  const add = (line, note) => {
    const at = line > 0 ? line : 0;
    all.set(at, [...(all.get(at) ?? []), note]);
  };
  for (const one of found.validation?.data.diagnostics ?? []) {
    add(one.line, { severity: "block", text: visible(one.message) });
  }
  for (const one of found.audit?.data.findings ?? []) {
    const how = found.suggestions.find(({ rule }) => rule === one.rule)?.suggestion;
    const text = `${one.message} (${one.rule})${how ? ` — ${how}` : ""}`;
    add(one.line, { severity: one.severity, text: visible(text) });
  }
  return all;
}

function judgements({ validation, audit, blamed }) {
  const judge = (name, event, words) => event
    ? html`<li>${badge(event.type.endsWith("passed") ? "passed" : "failed")} ${name}: ${words}</li>`
    : html`<li class="quiet">${name}: not yet</li>`;
  const level = validation && (LEVELS[validation.data.level] ?? visible(validation.data.level));
  const count = audit?.data.findings.length;
  return html`<ul class="judgements">
    ${judge("Validator", validation, level)}
    ${judge("Auditor", audit, count ? `${count} found` : "clean")}
    ${blamed
      ? html`<li>${badge("failed")} Runner: ${visible((blamed.data.command ?? []).join(" "))}</li>`
      : ""}</ul>`;
}

function attempts(model, file, shown, query) {
  const href = (attempt) => projectHref(model.id, `files/${file.path}`, { ...query, attempt });
  return html`<nav class="tabs" aria-label="Attempts">${file.versions.map((one) => html`
    <a href=${href(one.attempt)} aria-current=${one === shown ? "page" : "false"}
      >Attempt ${one.attempt} <span class="quiet">${verdict(one)}</span></a>`)}</nav>`;
}

function version(model, file, shown, query) {
  const { data } = shown.event;
  const { content, promptTokens, completionTokens, ms } = data;
  const before = file.versions[file.versions.indexOf(shown) - 1];
  const diff = query.view === "diff" && before;
  const button = (view, words) => html`<a class="button small"
    href=${projectHref(model.id, `files/${file.path}`, { ...query, attempt: shown.attempt, view })}
    aria-current=${Boolean(diff) === Boolean(view) ? "true" : "false"}>${words}</a>`;
  return html`
    <p class="quiet">${bytes(data.bytes)} by ${visible(data.model)} on ${shown.event.node}
      at ${time(shown.event.at)}: ${number(promptTokens)} tokens in,
      ${number(completionTokens)} out, ${duration(ms)}, ${rate(completionTokens, ms)}
      ${shown.commit ? html`· commit <code>${shown.commit.slice(0, 8)}</code>` : ""}</p>
    ${judgements(shown)}
    <div class="row wrap">${button("", "Code")}
      ${before ? button("diff", `Changes since attempt ${before.attempt}`) : ""}
      <span class="spacer"></span>
      <button class="small" @click=${(event) => copy(content, event.currentTarget)}>Copy</button>
    </div>
    ${diff
      ? difference(file.path, before.event.data.content, content)
      : listing(file.path, content, notes(shown))}`;
}

function plan(model, file) {
  const { description, contract, uses = [] } = file.plan;
  const link = (use) => html`<a class="mono"
    href=${projectHref(model.id, `files/${use}`, { at: model.past })}>${visible(use)}</a> `;
  return html`<p>${visible(description)}</p>
    ${uses.length ? html`<p class="quiet">Uses ${uses.map(link)}</p>` : ""}
    ${contract
      ? html`<details class="quiet"><summary>Contract</summary>
          <pre class="quoted">${visible(contract)}</pre></details>`
      : ""}`;
}

/** A hint can be given while the project is open and this is its newest moment. */
function hinting(model, state, file, query) {
  if (state !== model.state || ended(state.status) || !state.blueprint) {
    return "";
  }
  const href = projectHref(model.id, `files/${file.path}`, { hint: 1 });
  return file.surrender || query.hint
    ? hintForm(model, file)
    : html`<p><a class="button small" href=${href}>Give a hint</a></p>`;
}

export function fileView(model, state, route) {
  const file = state.files.get(route.rest);
  const all = html`<a href=${projectHref(model.id, "", { at: model.past })}>← All files</a>`;
  if (!file) {
    return empty("There is no such file at this moment.", all);
  }
  const runs = file.runs.filter((event) => event.data.runnable !== false);
  const wanted = Number(route.query.attempt);
  const shown = file.versions.find((one) => one.attempt === wanted) ?? file.versions.at(-1);
  const progress = taskAt(state, "writer", file.path)?.progress;
  return html`
    <p>${all}</p>
    <div class="row wrap"><h2 class="path">${visible(file.path)}</h2>
      ${badge(fileStatus(state, file))}</div>
    ${plan(model, file)}
    ${file.hints.map((hint) => html`<p class="quoted">Hint: ${visible(hint)}</p>`)}
    ${hinting(model, state, file, route.query)}
    ${file.rejected.map((event) => html`<p class="reason is-failed">Answer ${event.data.attempt}
      could not be taken: ${visible(event.data.reason)}</p>`)}
    ${progress
      ? html`<section class="card stack"><div class="row"><h3>Being written</h3>
          <span class="spacer"></span>${written(progress)}</div>${tail(progress.text)}</section>`
      : ""}
    ${shown
      ? [attempts(model, file, shown, route.query), version(model, file, shown, route.query)]
      : empty("Nothing is written yet.", "It is written when the files that it uses are.")}
    ${runs.length ? html`<h3>Runs</h3>${runs.map((event) => output(model, event))}` : ""}`;
}
