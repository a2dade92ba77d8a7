// What a person can do with a project: buttons in its header, and the actions that it waits for.
import { get, newIdempotencyKey, projectPath } from "../data/api.js";
import { runAction } from "../data/actions.js";
import { isEnded } from "../data/status.js";
import { copyableText, errorMessage } from "../parts/elements.js";
import { escapeInvisible, firstLine, truncate } from "../parts/format.js";
import { hintForm } from "../parts/hintForm.js";
import { html } from "../vendor/lit-html.js";

const MAX_SPEC_CHARS = 120;

/** Loads what a person may edit: the blueprint, with the examples beside it. */
async function edit(model) {
  try {
    const { blueprint, examples = [] } = await get(projectPath(model.id));
    const beside = examples.length ? { examples } : {};
    setEditedJson(model, JSON.stringify({ ...blueprint, ...beside }, null, 2));
  } catch (error) {
    model.actionError = error.message;
    model.update();
  }
}

async function approve(model) {
  let body = {};
  try {
    body = model.editedJson === undefined ? {} : { blueprint: JSON.parse(model.editedJson) };
  } catch (error) {
    model.actionError = `The edited blueprint is not valid JSON: ${error.message}`;
    model.update();
    return;
  }
  if (await runAction(model, "approve", body)) {
    setEditedJson(model, undefined);
  }
}

function setEditedJson(model, json) {
  model.editedJson = json;
  model.actionError = "";
  model.update();
}

/** The editor of a blueprint; `idle` is shown until a person edits. */
function blueprintEditor(model, editName, approveName, idle) {
  const editing = model.editedJson !== undefined;
  return html`
    ${editing
      ? html`<label class="stack">Blueprint and examples
          <textarea class="mono" rows="16" id="edited-blueprint"
          spellcheck="false" .value=${model.editedJson}
          @input=${(event) => (model.editedJson = event.target.value)}></textarea></label>`
      : ""}
    <div class="row wrap">
      ${editing
        ? html`<button class="primary" ?disabled=${model.actionRunning}
            @click=${() => approve(model)}>${approveName}</button>
            <button @click=${() => setEditedJson(model, undefined)}>Discard changes</button>`
        : html`${idle}<button @click=${() => edit(model)}>${editName}</button>`}
    </div>`;
}

const approvalForm = (model) => html`<div class="stack action-box">
  <p><strong>The blueprint is waiting for your approval.</strong> Review its files, checks and
    examples below.</p>
  ${blueprintEditor(model, "Edit", "Approve changes", html`<button class="primary"
    ?disabled=${model.actionRunning} @click=${() => approve(model)}>Approve</button>`)}</div>`;

/** A person can fix a check or an example that is wrong. */
const pausedActions = (model, stuck) => html`
  <p class="muted">A retry runs first what failed. If a check or an example is wrong, edit it:
    change its command or what it expects, or remove it.</p>
  ${blueprintEditor(model, "Edit blueprint and examples", "Continue with changes", html`<button
    class="primary" ?disabled=${model.actionRunning} @click=${() => runAction(model, "retry")}
    >${stuck ? "Retry without a hint" : "Retry"}</button>`)}`;

function requestChangeMenu(model) {
  const submit = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const body = { spec: new FormData(form).get("spec") };
    model.requestKey ??= newIdempotencyKey();
    if (await runAction(model, "features", body, { "idempotency-key": model.requestKey })) {
      model.requestKey = newIdempotencyKey();
      form.reset();
      form.closest("details").open = false;
    }
  };
  return html`<details class="menu"><summary class="button small">Request a change</summary>
    <form class="panel stack" @submit=${submit}>
      <label for="change-request">What do you want to add or change?</label>
      <textarea id="change-request" name="spec" rows="3" required></textarea>
      <div class="row"><button class="primary" ?disabled=${model.actionRunning}
        >Request</button></div>
    </form></details>`;
}

/** What is to become of queued features, which a person decides. */
const cancelChoices = (model, { queuedSpecs }) => queuedSpecs.length
  ? html`
      <button class="danger" @click=${() => runAction(model, "cancel", { queued: "run" })}
        >Cancel, then build what is queued</button>
      <button class="danger" @click=${() => runAction(model, "cancel", { queued: "cancel" })}
        >Cancel and drop what is queued</button>`
  : html`<button class="danger" @click=${() => runAction(model, "cancel")}
      >Cancel the project</button>`;

function cancelButton(model, state) {
  const dialog = () => document.getElementById("cancel");
  return html`<button class="small" @click=${() => dialog().showModal()}>Cancel project</button>
    <dialog id="cancel" aria-labelledby="cancel-title">
      <h2 id="cancel-title">Cancel ${model.id}?</h2>
      <p>Work stops. Commits are kept.</p>
      ${state.queuedSpecs.length
        ? html`<p>Queued: ${state.queuedSpecs.map((spec) => html`<br>“${
            escapeInvisible(truncate(firstLine(spec), MAX_SPEC_CHARS))}”`)}</p>`
        : ""}
      <form method="dialog" class="row wrap">
        ${cancelChoices(model, state)}
        <button>Keep running</button></form></dialog>`;
}

const codeMenu = (model) => html`<details class="menu">
  <summary class="button small">Get the code</summary>
  <div class="panel stack"><p>Clone the repository (pull again for new commits):</p>
    ${copyableText(`git clone ${location.origin}/git/${model.id}.git`)}
    <p>Or download the current files:</p>
    <div><a class="button" href=${`${projectPath(model.id)}/archive.zip`} download
      >Download zip</a></div>
  </div></details>`;

const verifyButton = (model) => html`<button class="small" ?disabled=${model.actionRunning}
  title="Runs all checks again on the same files, without a model"
  @click=${() => runAction(model, "verify")}>Verify again</button>`;

/** The buttons in the header of the project. */
export const actionBar = (model, state) => html`<div class="row wrap actions">
  ${codeMenu(model)} ${requestChangeMenu(model)}
  ${!isEnded(state.status)
    ? cancelButton(model, state)
    : state.status === "cancelled" ? "" : verifyButton(model)}</div>`;

/** What the project needs from a person before it can continue. */
export function requiredActions(model, state) {
  const paused = state.status === "paused";
  const stuck = paused ? [...state.files.values()].filter((file) => file.surrenderReason) : [];
  return html`
    ${errorMessage(model.actionError)}
    ${state.status === "awaiting_approval" ? approvalForm(model) : ""}
    ${stuck.map((file) => hintForm(model, file))}
    ${paused && state.blueprint
      ? pausedActions(model, stuck.length > 0)
      : paused
        ? html`<div class="row"><button class="primary" ?disabled=${model.actionRunning}
            @click=${() => runAction(model, "retry")}>Retry</button></div>`
        : ""}`;
}
