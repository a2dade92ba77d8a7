// Keyboard shortcuts, and the dialog that lists them.
import { navigate } from "../data/routes.js";
import { html } from "../vendor/lit-html.js";

const SHORTCUTS = [
  ["g then p", "projects"],
  ["g then c", "cluster"],
  ["/", "search"],
  ["j and k", "next and previous row"],
  ["Enter", "open the row"],
  ["?", "show this list"],
  ["Esc", "close, or leave the field"],
];

export const helpDialog = () => html`
  <dialog id="help" aria-labelledby="help-title">
    <h2 id="help-title">Keyboard shortcuts</h2>
    <table class="plain"><tbody>${SHORTCUTS.map(([key, meaning]) => html`
      <tr><th scope="row"><kbd>${key}</kbd></th><td>${meaning}</td></tr>`)}</tbody></table>
    <form method="dialog"><button class="primary">Close</button></form>
  </dialog>`;

function focusRow(offset) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const current = rows.indexOf(document.activeElement);
  rows[Math.max(0, Math.min(rows.length - 1, current + offset))]?.focus();
}

/** Leaves the field and closes open menus. */
function escape(field) {
  if (field?.matches("input, textarea")) {
    field.blur();
  }
  document.querySelectorAll("details.menu[open]").forEach((menu) => (menu.open = false));
}

const ACTIONS = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  j: () => focusRow(1),
  k: () => focusRow(-1),
  "?": () => document.getElementById("help").showModal(),
};
const DESTINATIONS = { p: "/", c: "/cluster" };

/** Handles the shortcuts, and closes a menu on a click outside it. */
export function installShortcuts() {
  let afterG = false;
  addEventListener("keydown", (event) => {
    const field = event.target.closest?.("input, textarea, select, dialog[open]");
    if (event.key === "Escape") {
      escape(field);
    }
    if (field || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (afterG && DESTINATIONS[event.key]) {
      navigate(DESTINATIONS[event.key]);
    } else if (ACTIONS[event.key]) {
      event.preventDefault();
      ACTIONS[event.key]();
    }
    afterG = event.key === "g";
  });
  addEventListener("click", ({ target }) =>
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      menu.open = menu.contains(target);
    }));
}
