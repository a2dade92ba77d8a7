// One file: its plan and every attempt, with code, changes, and findings at their lines.
import { fileStatus, openTask } from "../data/fold.js";
import { projectHref } from "../data/routes.js";
import { isEnded } from "../data/status.js";
import { codeListing } from "../parts/code.js";
import { diffView } from "../parts/diff.js";
import { copyText, emptyState, statusBadge } from "../parts/elements.js";
import { bytes, duration, escapeInvisible, number, time, tokenRate } from "../parts/format.js";
import { hintForm } from "../parts/hintForm.js";
import { streamedText, tokenProgress } from "../parts/modelProgress.js";
import { runOutput } from "../parts/runOutput.js";
import { html } from "../vendor/lit-html.js";

const VALIDATION_LEVELS = {
  toolchain: "compiler or interpreter",
  syntax: "parser only",
  none: "not checked, no toolchain or parser",
};

function versionResult(version) {
  if (version.failedRun) {
    return "failed when run";
  }
  if (version.rejected) {
    return "rejected";
  }
  return version.commit ? "committed" : version.accepted ? "accepted" : "in review";
}

/** What validation and audit reported, by line; findings without a line are under 0. */
function findingsByLine({ validation, audit, suggestions }) {
  const findings = new Map();
  const add = (line, finding) => {
    const key = line > 0 ? line : 0;
    findings.set(key, [...(findings.get(key) ?? []), finding]);
  };
  for (const { line, message } of validation?.data.diagnostics ?? []) {
    add(line, { severity: "block", text: escapeInvisible(message) });
  }
  for (const { line, message, rule, severity } of audit?.data.findings ?? []) {
    const suggestion = suggestions.find((offered) => offered.rule === rule)?.suggestion;
    const text = `${message} (${rule})${suggestion ? ` — ${suggestion}` : ""}`;
    add(line, { severity, text: escapeInvisible(text) });
  }
  return findings;
}

function reviewResults({ validation, audit, failedRun }) {
  const result = (agent, event, text) => event
    ? html`<li>${statusBadge(event.type.endsWith("passed") ? "passed" : "failed")}
        ${agent}: ${text}</li>`
    : html`<li class="muted">${agent}: pending</li>`;
  const level = validation?.data.level;
  const levelText = VALIDATION_LEVELS[level] ?? escapeInvisible(level ?? "");
  const findings = audit?.data.findings.length;
  return html`<ul class="review-results">
    ${result("Validator", validation, levelText)}
    ${result("Auditor", audit, findings ? `${findings} found` : "no findings")}
    ${failedRun
      ? html`<li>${statusBadge("failed")} Runner:
          ${escapeInvisible((failedRun.data.command ?? []).join(" "))}</li>`
      : ""}</ul>`;
}

function attemptTabs(model, file, shown, query) {
  const href = (attempt) => projectHref(model.id, `files/${file.path}`, { ...query, attempt });
  return html`<nav class="tabs" aria-label="Attempts">${file.versions.map((version) => html`
    <a href=${href(version.attempt)} aria-current=${version === shown ? "page" : "false"}
      >Attempt ${version.attempt} <span class="muted">${versionResult(version)}</span></a>`)}
    </nav>`;
}

function versionView(model, file, shown, query) {
  const { data } = shown.event;
  const { content, promptTokens, completionTokens, ms } = data;
  const previous = file.versions[file.versions.indexOf(shown) - 1];
  const diff = query.view === "diff" && previous;
  const button = (view, text) => html`<a class="button small"
    href=${projectHref(model.id, `files/${file.path}`, { ...query, attempt: shown.attempt, view })}
    aria-current=${Boolean(diff) === Boolean(view) ? "true" : "false"}>${text}</a>`;
  return html`
    <p class="muted">${bytes(data.bytes)} by ${escapeInvisible(data.model)} on ${shown.event.node}
      at ${time(shown.event.at)}: ${number(promptTokens)} tokens in,
      ${number(completionTokens)} out, ${duration(ms)}, ${tokenRate(completionTokens, ms)}
      ${shown.commit ? html`· commit <code>${shown.commit.slice(0, 8)}</code>` : ""}</p>
    ${reviewResults(shown)}
    <div class="row wrap">${button("", "Code")}
      ${previous ? button("diff", `Changes since attempt ${previous.attempt}`) : ""}
      <span class="spacer"></span>
      <button class="small" @click=${(event) => copyText(content, event.currentTarget)}
        >Copy</button>
    </div>
    ${diff
      ? diffView(file.path, previous.event.data.content, content)
      : codeListing(file.path, content, findingsByLine(shown))}`;
}

function planView(model, file) {
  const { description, contract, uses = [] } = file.plan;
  const link = (use) => html`<a class="mono"
    href=${projectHref(model.id, `files/${use}`, { at: model.pastSeq })}
    >${escapeInvisible(use)}</a> `;
  return html`<p>${escapeInvisible(description)}</p>
    ${uses.length ? html`<p class="muted">Uses ${uses.map(link)}</p>` : ""}
    ${contract
      ? html`<details class="muted"><summary>Contract</summary>
          <pre class="quoted">${escapeInvisible(contract)}</pre></details>`
      : ""}`;
}

/** The form for a hint, or a link to it; only while the project runs and its present is shown. */
function hint(model, state, file, query) {
  if (state !== model.state || isEnded(state.status) || !state.blueprint) {
    return "";
  }
  const href = projectHref(model.id, `files/${file.path}`, { hint: 1 });
  return file.surrenderReason || query.hint
    ? hintForm(model, file)
    : html`<p><a class="button small" href=${href}>Give a hint</a></p>`;
}

export function fileView(model, state, route) {
  const file = state.files.get(route.rest);
  const back = html`<a href=${projectHref(model.id, "", { at: model.pastSeq })}>← All files</a>`;
  if (!file) {
    return emptyState(
      state.deletedFiles.has(route.rest)
        ? "This file was deleted."
        : "This file does not exist at this time.",
      back);
  }
  const runs = file.runs.filter((event) => event.data.runnable !== false);
  const attempt = Number(route.query.attempt);
  const shown =
    file.versions.find((version) => version.attempt === attempt) ?? file.versions.at(-1);
  const progress = openTask(state, "writer", file.path)?.progress;
  return html`
    <p>${back}</p>
    <div class="row wrap"><h2 class="path">${escapeInvisible(file.path)}</h2>
      ${statusBadge(fileStatus(state, file))}</div>
    ${planView(model, file)}
    ${file.hints.map((text) => html`<p class="quoted">Hint: ${escapeInvisible(text)}</p>`)}
    ${hint(model, state, file, route.query)}
    ${file.rejectedAnswers.map((event) => html`<p class="reason is-failed">The answer of attempt
      ${event.data.attempt} was rejected: ${escapeInvisible(event.data.reason)}</p>`)}
    ${progress
      ? html`<section class="card stack"><div class="row"><h3>Writing</h3>
          <span class="spacer"></span>${tokenProgress(progress)}</div>
          ${streamedText(progress.text)}</section>`
      : ""}
    ${shown
      ? [attemptTabs(model, file, shown, route.query),
          versionView(model, file, shown, route.query)]
      : emptyState("Not written yet.", "A file is written after the files that it uses.")}
    ${runs.length ? html`<h3>Runs</h3>${runs.map((event) => runOutput(model, event))}` : ""}`;
}
