// One file: every attempt with its code, its changes, and what was found at its lines.
import { html } from "./vendor/lit-html.js";
import { hintForm } from "./actions.js";
import { output } from "./checks.js";
import { difference, listing } from "./code.js";
import { fileStatus } from "./evolve.js";
import { projectHref } from "./route.js";
import { badge, bytes, copy, duration, empty, number, rate, time, visible } from "./words.js";

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
  const add = (line, note) => all.set(line, [...(all.get(line) ?? []), note]);
  for (const one of found.validation?.data.diagnostics ?? []) {
    add(one.line > 0 ? one.line : 0, { severity: "block", text: visible(one.message) });
  }
  for (const one of found.audit?.data.findings ?? []) {
    const how = found.suggestions.find((suggestion) => suggestion.rule === one.rule)?.suggestion;
    const text = `${one.message} (${one.rule})${how ? ` — ${how}` : ""}`;
    add(one.line > 0 ? one.line : 0, { severity: one.severity, text: visible(text) });
  }
  return all;
}

function judgements(found) {
  const { validation, audit } = found;
  const LEVELS = { toolchain: "the language's own tools", syntax: "a parser", none: "nothing here could check it" };
  return html`<ul class="judgements">
    ${validation ? html`<li>${badge(validation.type === "validation_passed" ? "passed" : "failed")} Validator: ${LEVELS[validation.data.level] ?? visible(validation.data.level)}</li>` : html`<li class="quiet">Validator: not yet</li>`}
    ${audit ? html`<li>${badge(audit.type === "audit_passed" ? "passed" : "failed")} Auditor: ${audit.data.findings.length ? `${audit.data.findings.length} found` : "clean"}</li>` : html`<li class="quiet">Auditor: not yet</li>`}
    ${found.blamed ? html`<li>${badge("failed")} Runner: ${visible((found.blamed.data.command ?? []).join(" "))}</li>` : ""}</ul>`;
}

function attempts(model, file, shown, query) {
  const href = (attempt) => projectHref(model.id, `files/${file.path}`, { ...query, attempt });
  return html`<nav class="tabs" aria-label="Attempts">${file.versions.map((one) => html`
    <a href=${href(one.attempt)} aria-current=${one === shown ? "page" : "false"}>Attempt ${one.attempt} <span class="quiet">${verdict(one)}</span></a>`)}</nav>`;
}

function version(model, file, shown, query) {
  const { content, model: name, promptTokens, completionTokens, ms } = shown.event.data;
  const before = file.versions[file.versions.indexOf(shown) - 1];
  const diff = query.view === "diff" && before;
  const href = (view) => projectHref(model.id, `files/${file.path}`, { ...query, attempt: shown.attempt, view });
  return html`
    <p class="quiet">${bytes(shown.event.data.bytes)} by ${visible(name)} on ${shown.event.node} at ${time(shown.event.at)}:
      ${number(promptTokens)} ▸ ${number(completionTokens)} tokens in ${duration(ms)} (${rate(completionTokens, ms)})
      ${shown.commit ? html` · commit <code>${shown.commit.slice(0, 10)}</code>` : ""}</p>
    ${judgements(shown)}
    <div class="row">
      <a class="button small" href=${href("")} aria-current=${diff ? "false" : "true"}>Code</a>
      ${before ? html`<a class="button small" href=${href("diff")} aria-current=${diff ? "true" : "false"}>Changes since attempt ${before.attempt}</a>` : ""}
      <span class="spacer"></span><button class="small" @click=${(event) => copy(content, event.currentTarget)}>Copy</button></div>
    ${diff ? difference(file.path, before.event.data.content, content) : listing(file.path, content, notes(shown))}`;
}

export function fileView(model, state, route) {
  const file = state.files.get(route.rest);
  if (!file) {
    return empty("There is no such file at this moment.", html`<a href=${projectHref(model.id, "", { at: model.past })}>All files</a>`);
  }
  const runs = file.runs.filter((event) => event.data.runnable !== false);
  const wanted = Number(route.query.attempt);
  const shown = file.versions.find((one) => one.attempt === wanted) ?? file.versions.at(-1);
  const now = !model.past || model.past >= model.state.seq;
  const open = !["succeeded", "unverified", "failed", "cancelled"].includes(state.status);
  return html`
    <p><a href=${projectHref(model.id, "", { at: model.past })}>← All files</a></p>
    <div class="row wrap"><h2 class="path">${visible(file.path)}</h2>${badge(fileStatus(state, file))}</div>
    <p>${visible(file.plan.description)}</p>
    ${file.plan.contract ? html`<details><summary>Contract</summary><pre class="quoted">${visible(file.plan.contract)}</pre></details>` : ""}
    ${file.plan.uses?.length ? html`<p class="quiet">Uses ${file.plan.uses.map((use) => html`<a href=${projectHref(model.id, `files/${use}`, { at: model.past })}>${visible(use)}</a> `)}</p>` : ""}
    ${file.hints.map((hint) => html`<p class="quoted">Hint: ${visible(hint)}</p>`)}
    ${now && open && state.blueprint && (file.surrender || route.query.hint) ? hintForm(model, file) : ""}
    ${now && open && !file.surrender && !route.query.hint ? html`<p><a class="button small" href=${projectHref(model.id, `files/${file.path}`, { hint: 1 })}>Give a hint</a></p>` : ""}
    ${file.rejected.map((event) => html`<p class="reason is-failed">Answer ${event.data.attempt} could not be taken: ${visible(event.data.reason)}</p>`)}
    ${file.progress ? html`<section class="card stack writing"><h3>Being written: ${file.progress.tokens} tokens</h3><pre class="tail">${visible(file.progress.text)}</pre></section>` : ""}
    ${shown ? html`${attempts(model, file, shown, route.query)}${version(model, file, shown, route.query)}` : empty("Nothing is written yet.")}
    ${runs.length ? html`<h3>Runs</h3>${runs.map((event) => output(model, event))}` : ""}`;
}
