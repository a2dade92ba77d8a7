// What a person can do with a project as it stands; the node has the last word.
import { html } from "./vendor/lit-html.js";
import { newKey, post, project as api } from "./api.js";
import { copyable, problem } from "./words.js";

const ended = (state) => ["succeeded", "unverified", "failed", "cancelled"].includes(state.status);

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

function approval(model, state) {
  const edit = () => {
    const { summary, assumptions, files, run, checks } = state.blueprint;
    model.edited = JSON.stringify({ summary, assumptions, files, run, checks }, null, 2);
    model.update();
  };
  const approve = async () => {
    let body = {};
    if (model.edited !== undefined) {
      try {
        body = { blueprint: JSON.parse(model.edited) };
      } catch (bad) {
        model.actionError = `The edited blueprint is not JSON: ${bad.message}`;
        model.update();
        return;
      }
    }
    if (await act(model, "approve", body)) {
      model.edited = undefined;
    }
  };
  return html`<div class="stack need-box">
    <p><strong>The blueprint waits for you.</strong> Look at its files and checks below.</p>
    ${model.edited === undefined ? "" : html`<label class="stack">Blueprint
      <textarea class="mono" rows="16" id="edited-blueprint" .value=${model.edited} @input=${(event) => (model.edited = event.target.value)}></textarea></label>`}
    <div class="row">
      <button class="primary" ?disabled=${model.acting} @click=${approve}>${model.edited === undefined ? "Approve" : "Approve as edited"}</button>
      ${model.edited === undefined ? html`<button @click=${edit}>Edit</button>` : html`<button @click=${() => ((model.edited = undefined), model.update())}>Leave it as it was</button>`}
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
    ${file.surrender ? html`<p><strong>${file.path}</strong> was left to you: ${file.surrender}</p>` : ""}
    <label for=${id}>A hint for ${file.path}, which goes into the next prompt</label>
    <textarea id=${id} name="text" rows="2" required></textarea>
    <div class="row"><button class="primary" ?disabled=${model.acting}>Give the hint</button></div></form>`;
}

function further(model) {
  const send = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const body = { spec: new FormData(form).get("spec") };
    if (await act(model, "features", body, { "idempotency-key": (model.key ??= newKey()) })) {
      model.key = newKey();
      form.reset();
    }
  };
  return html`<details><summary>Ask for something more</summary>
    <form class="stack" @submit=${send}><label for="further">What else shall it do?</label>
      <textarea id="further" name="spec" rows="2" required></textarea>
      <div class="row"><button class="primary" ?disabled=${model.acting}>Build it too</button></div></form></details>`;
}

function cancel(model) {
  const dialog = () => document.getElementById("cancel");
  return html`<button @click=${() => dialog().showModal()}>Cancel project</button>
    <dialog id="cancel" aria-labelledby="cancel-title"><h2 id="cancel-title">Cancel ${model.id}?</h2>
      <p>What is committed stays in its repository. Nothing more will be done.</p>
      <form method="dialog" class="row"><button class="danger" @click=${() => act(model, "cancel")}>Cancel the project</button>
        <button>Go on with it</button></form></dialog>`;
}

export function actions(model, state) {
  const paused = state.status === "paused";
  return html`
    ${state.status === "awaiting_approval" ? approval(model, state) : ""}
    ${paused ? surrendered(state).map((file) => hintForm(model, file)) : ""}
    ${problem(model.actionError)}
    <div class="row wrap">
      ${paused ? html`<button class="primary" ?disabled=${model.acting} @click=${() => act(model, "retry")}>Try again</button>` : ""}
      ${ended(state) ? "" : cancel(model)}
      <a class="button" href=${`${api(model.id)}/archive.zip`} download>Download zip</a>
      ${copyable(`git clone ${location.origin}/git/${model.id}.git`)}
    </div>
    ${further(model)}`;
}
