import { split } from "./split.js";

const number = (id) => Number(document.getElementById(id).value);

function show() {
  const each = document.getElementById("each");
  try {
    each.textContent = split(number("bill"), number("tip"), number("people")).toFixed(2);
  } catch (error) {
    each.textContent = error.message;
  }
}

document.getElementById("form").addEventListener("input", show);
show();
