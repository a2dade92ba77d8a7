// The keyboard: what a list or a page can be told without a mouse.
import { go } from "./route.js";
import { html } from "./vendor/lit-html.js";

const KEYS = [
  ["g then p", "projects"],
  ["g then c", "cluster"],
  ["/", "search"],
  ["j and k", "next and previous row"],
  ["Enter", "open the row"],
  ["?", "these keys"],
  ["Esc", "close, or leave the field"],
];

export const helpDialog = () => html`
  <dialog id="help" aria-labelledby="help-title">
    <h2 id="help-title">Keys</h2>
    <table class="plain"><tbody>${KEYS.map(([key, meaning]) => html`
      <tr><th scope="row"><kbd>${key}</kbd></th><td>${meaning}</td></tr>`)}</tbody></table>
    <form method="dialog"><button class="primary">Close</button></form>
  </dialog>`;

function step(by) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const at = rows.indexOf(document.activeElement);
  rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
}

/** Leaves a field; closes what hangs open. */
function leave(typing) {
  if (typing?.matches("input, textarea")) {
    typing.blur();
  }
  document.querySelectorAll("details.menu[open]").forEach((menu) => (menu.open = false));
}

const ACTIONS = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  j: () => step(1),
  k: () => step(-1),
  "?": () => document.getElementById("help").showModal(),
};
const PLACES = { p: "/", c: "/cluster" };

export function keys() {
  let going = false;
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, dialog[open]");
    if (event.key === "Escape") {
      leave(typing);
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (going && PLACES[event.key]) {
      go(PLACES[event.key]);
    } else if (ACTIONS[event.key]) {
      event.preventDefault();
      ACTIONS[event.key]();
    }
    going = event.key === "g";
  });
  addEventListener("click", ({ target }) =>
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      menu.open = menu.contains(target);
    }));
}
