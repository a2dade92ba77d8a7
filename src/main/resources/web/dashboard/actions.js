// What a person can do with a project as it stands; the node has the last word.
import { newKey, post, project as api } from "./api.js";
import { html } from "./vendor/lit-html.js";
import { copyable, ended, problem, visible } from "./words.js";

async function act(model, call, body, headers) {
  model.actionError = "";
  model.acting = true;
  model.update();
  try {
    await post(`${api(model.id)}/${call}`, body, headers);
    return true;
  } catch (refusal) {
    model.actionError = refusal.message;
    return false;
  } finally {
    model.acting = false;
    model.update();
  }
}

const surrendered = (state) => [...state.files.values()].filter((file) => file.surrender);

const editable = ({ summary, assumptions, files, run, checks }) =>
  JSON.stringify({ summary, assumptions, files, run, checks }, null, 2);

function approval(model, state) {
  const edit = (text) => {
    model.edited = text;
    model.actionError = "";
    model.update();
  };
  const approve = async () => {
    let body = {};
    try {
      body = model.edited === undefined ? {} : { blueprint: JSON.parse(model.edited) };
    } catch (bad) {
      model.actionError = `The edited blueprint is not JSON: ${bad.message}`;
      model.update();
      return;
    }
    if (await act(model, "approve", body)) {
      edit(undefined);
    }
  };
  const editing = model.edited !== undefined;
  return html`<div class="stack need-box">
    <p><strong>The blueprint waits for you.</strong> Look at its files and checks below.</p>
    ${editing
      ? html`<label class="stack">Blueprint <textarea class="mono" rows="16" id="edited-blueprint"
          spellcheck="false" .value=${model.edited}
          @input=${(event) => (model.edited = event.target.value)}></textarea></label>`
      : ""}
    <div class="row">
      <button class="primary" ?disabled=${model.acting} @click=${approve}>
        ${editing ? "Approve as edited" : "Approve"}</button>
      ${editing
        ? html`<button @click=${() => edit(undefined)}>Leave it as it was</button>`
        : html`<button @click=${() => edit(editable(state.blueprint))}>Edit</button>`}
    </div></div>`;
}

export function hintForm(model, file) {
  const send = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (await act(model, "hint", { path: file.path, text: new FormData(form).get("text") })) {
      form.reset();
    }
  };
  const id = `hint-${file.path}`;
  return html`<form class="stack need-box" @submit=${send}>
    ${file.surrender
      ? html`<p><strong>${visible(file.path)}</strong> was left to you:
          ${visible(file.surrender)}</p>`
      : ""}
    <label for=${id}>A hint for ${visible(file.path)}, which goes into the next prompt</label>
    <textarea id=${id} name="text" rows="2" required></textarea>
    <div class="row"><button class="primary" ?disabled=${model.acting}>Give the hint</button></div>
    </form>`;
}

function further(model) {
  const send = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const body = { spec: new FormData(form).get("spec") };
    model.key ??= newKey();
    if (await act(model, "features", body, { "idempotency-key": model.key })) {
      model.key = newKey();
      form.reset();
      form.closest("details").open = false;
    }
  };
  return html`<details class="menu"><summary class="button small">Ask for more</summary>
    <form class="panel stack" @submit=${send}><label for="further">What else shall it do?</label>
      <textarea id="further" name="spec" rows="3" required></textarea>
      <div class="row"><button class="primary" ?disabled=${model.acting}>Build it too</button></div>
    </form></details>`;
}

function cancel(model) {
  const dialog = () => document.getElementById("cancel");
  return html`<button class="small" @click=${() => dialog().showModal()}>Cancel project</button>
    <dialog id="cancel" aria-labelledby="cancel-title">
      <h2 id="cancel-title">Cancel ${model.id}?</h2>
      <p>What is committed stays in its repository. Nothing more will be done.</p>
      <form method="dialog" class="row">
        <button class="danger" @click=${() => act(model, "cancel")}>Cancel the project</button>
        <button>Go on with it</button></form></dialog>`;
}

const code = (model) => html`<details class="menu">
  <summary class="button small">Get the code</summary>
  <div class="panel stack"><p>Clone it, now and again while it grows:</p>
    ${copyable(`git clone ${location.origin}/git/${model.id}.git`)}
    <p>or take its files as they are:</p>
    <div><a class="button" href=${`${api(model.id)}/archive.zip`} download>Download zip</a></div>
  </div></details>`;

/** Buttons, in the head of the project. */
export const actions = (model, state) => html`<div class="row wrap actions">
  ${code(model)} ${further(model)} ${ended(state.status) ? "" : cancel(model)}</div>`;

/** What only a person can do now. */
export function needs(model, state) {
  const paused = state.status === "paused";
  return html`
    ${problem(model.actionError)}
    ${state.status === "awaiting_approval" ? approval(model, state) : ""}
    ${paused ? surrendered(state).map((file) => hintForm(model, file)) : ""}
    ${paused
      ? html`<div class="row wrap"><button class="primary" ?disabled=${model.acting}
          @click=${() => act(model, "retry")}>Try again</button>
          <span class="quiet">as it is, with fresh attempts</span></div>`
      : ""}`;
}
