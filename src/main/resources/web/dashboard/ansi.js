// Terminal output as text with classes: colours are kept, everything else a terminal obeys is
// left out, so that nothing can move, link or hide.

const SEQUENCE = new RegExp(
  [
    /\u001b\[([0-9;:]*)m/,
    /\u001b\[[0-9;:?<=>]*[ -/]*[@-~]/,
    /\u001b[\]PX^_][\s\S]*?(?:\u0007|\u001b\\|$)/,
    /\u001b[ -/]*[0-~]/,
    /\u001b/,
  ].map(({ source }) => source).join("|"),
  "g",
);

const NAMES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

function changed(style, codes) {
  const next = { ...style };
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    if (code === 0) {
      Object.assign(next, { colour: "", bold: false, faint: false });
    } else if (code === 1) {
      next.bold = true;
    } else if (code === 2) {
      next.faint = true;
    } else if (code === 22) {
      Object.assign(next, { bold: false, faint: false });
    } else if (code >= 30 && code <= 37) {
      next.colour = NAMES[code - 30];
    } else if (code >= 90 && code <= 97) {
      next.colour = NAMES[code - 90];
    } else if (code === 39) {
      next.colour = "";
    } else if (code === 38 || code === 48) {
      i += codes[i + 1] === 5 ? 2 : codes[i + 1] === 2 ? 4 : 0;
    }
  }
  return next;
}

const classes = (style) =>
  [style.colour && `ansi-${style.colour}`, style.bold && "ansi-bold", style.faint && "ansi-faint"]
    .filter(Boolean)
    .join(" ");

/** @returns {{text: string, classes: string}[]} */
export function spans(output) {
  const found = [];
  let style = { colour: "", bold: false, faint: false };
  let at = 0;
  const add = (text) => text && found.push({ text, classes: classes(style) });
  for (const match of output.matchAll(SEQUENCE)) {
    add(output.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[1] !== undefined) {
      style = changed(style, match[1].split(/[;:]/).map(Number));
    }
  }
  add(output.slice(at));
  return found;
}
