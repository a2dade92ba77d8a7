// The form in which a person gives the Writer a hint for a file.
import { runAction } from "../data/actions.js";
import { html } from "../vendor/lit-html.js";
import { escapeInvisible, plural } from "./format.js";

export function hintForm(model, file) {
  const submit = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const hint = { path: file.path, text: new FormData(form).get("text") };
    if (await runAction(model, "hint", hint)) {
      form.reset();
    }
  };
  const id = `hint-${file.path}`;
  return html`<form class="stack action-box" @submit=${submit}>
    ${file.surrenderReason
      ? html`<p>The Writer gave up on <strong>${escapeInvisible(file.path)}</strong>
          after ${plural(file.attempts, "attempt")}.
          Last error: ${escapeInvisible(file.surrenderReason)}</p>`
      : ""}
    <label for=${id}>Hint for ${escapeInvisible(file.path)} (added to the next prompt)</label>
    <textarea id=${id} name="text" rows="2" required></textarea>
    <div class="row"><button class="primary" ?disabled=${model.actionRunning}
      >Send hint</button></div>
    </form>`;
}
