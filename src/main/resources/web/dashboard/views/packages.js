// What the project declares in its manifests, and what that brought along.
import { projectPath } from "../data/api.js";
import { emptyState } from "../parts/elements.js";
import { bytes, duration, escapeInvisible, number, plural } from "../parts/format.js";
import { statusIcon } from "../parts/icons.js";
import { html } from "../vendor/lit-html.js";

/** The colour and icon of each state, and its word. */
const STATES = {
  installing: ["running", "being installed"],
  ready: ["passed", "installed"],
  skipped: ["skipped", "not installed"],
  failed: ["failed", "refused"],
};

const badge = ([status, word]) =>
  html`<span class="badge is-${status}">${statusIcon(status)} ${word}</span>`;

const lines = (title, items, kind) => items?.length
  ? html`<p class=${kind}>${title}</p>
      <ul class=${kind}>${items.map((item) => html`<li>${escapeInvisible(item)}</li>`)}</ul>`
  : "";

const row = ({ name, version, license, bytes: size, direct }) => html`<tr>
  <td class="mono">${escapeInvisible(name)}
    ${direct ? html`<span class="declared muted">declared</span>` : ""}</td>
  <td class="mono">${escapeInvisible(version)}</td>
  <td>${license ? escapeInvisible(license) : html`<span class="muted">unknown</span>`}</td>
  <td class="nowrap">${size ? bytes(size) : "–"}</td></tr>`;

function table({ inventory = [], packages }) {
  if (!inventory.length) {
    return packages
      ? html`<p class="muted">Their names were not kept by the version that installed them.</p>`
      : "";
  }
  const others = packages - inventory.length;
  return html`<table class="list packages"><thead><tr><th scope="col">Package</th>
      <th scope="col">Version</th><th scope="col">Licence</th><th scope="col">Size</th></tr></thead>
    <tbody>${inventory.map(row)}</tbody></table>
    ${others > 0 ? html`<p class="muted">${number(others)} more are not listed.</p>` : ""}`;
}

const installed = (ecosystem, ready) => html`
  <p>${plural(ready.packages, `${ecosystem} package`)}, ${bytes(ready.bytes)},
    ${ready.ms ? duration(ready.ms) : "installed before"}${ready.hosts?.length
      ? html`, from ${ready.hosts.map((host, index) => html`${index ? ", " : ""}<span
          class="mono">${escapeInvisible(host)}</span>`)}`
      : ""}</p>
  ${lines("Refused:", ready.refused, "warning")}
  ${lines("To know:", ready.notes, "")}
  ${table(ready)}`;

const refused = ({ diagnostics, output, refused: hosts }) => html`
  ${diagnostics?.length
    ? lines("The registry or the tool says:", diagnostics.map(({ message }) => message), "warning")
    : html`<pre>${escapeInvisible(output ?? "")}</pre>`}
  ${lines("Refused:", hosts, "warning")}`;

const manifest = ({ file, ecosystem, state, ready, failed, reason }) => html`
  <section class="card"><h2><span class="mono">${escapeInvisible(file)}</span>
      ${badge(STATES[state])}</h2>
    ${state === "installing"
      ? html`<p class="muted">The ${ecosystem} packages are being installed.</p>`
      : ""}
    ${ready ? installed(ecosystem, ready) : ""}
    ${failed ? refused(failed) : ""}
    ${reason ? html`<p class="warning">${escapeInvisible(reason)}</p>` : ""}</section>`;

export function packagesView(model, state) {
  const setups = [...state.setups.values()];
  if (!setups.length) {
    return emptyState("This project declares no packages.");
  }
  return html`<div class="stack">
    ${setups.some(({ ready }) => ready) && state === model.state
      ? html`<p><a class="button" download href=${`${projectPath(model.id)}/sbom.json`}>Download
          the SBOM</a> <span class="muted">CycloneDX. A licence is what the package's metadata
          says.</span></p>`
      : ""}
    ${setups.map(manifest)}</div>`;
}
