// Parses terminal output with ANSI escape sequences (ECMA-48). Colour, bold and faint are kept as
// CSS classes; every other sequence is dropped, so output cannot move, link or hide text.

const ESCAPE_SEQUENCE = new RegExp(
  [
    /\u001b\[([0-9;:]*)m/,
    /\u001b\[[0-9;:?<=>]*[ -/]*[@-~]/,
    /\u001b[\]PX^_][\s\S]*?(?:\u0007|\u001b\\|$)/,
    /\u001b[ -/]*[0-~]/,
    /\u001b/,
  ].map(({ source }) => source).join("|"),
  "g",
);

const COLOURS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/** Applies the codes of an SGR sequence to a style. */
function applySgr(style, codes) {
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
      next.colour = COLOURS[code - 30];
    } else if (code >= 90 && code <= 97) {
      next.colour = COLOURS[code - 90];
    } else if (code === 39) {
      next.colour = "";
    } else if (code === 38 || code === 48) {
      i += codes[i + 1] === 5 ? 2 : codes[i + 1] === 2 ? 4 : 0;
    }
  }
  return next;
}

const classesOf = (style) =>
  [style.colour && `ansi-${style.colour}`, style.bold && "ansi-bold", style.faint && "ansi-faint"]
    .filter(Boolean)
    .join(" ");

/** @returns {{text: string, classes: string}[]} */
export function parseAnsi(output) {
  const spans = [];
  let style = { colour: "", bold: false, faint: false };
  let offset = 0;
  const add = (text) => text && spans.push({ text, classes: classesOf(style) });
  for (const match of output.matchAll(ESCAPE_SEQUENCE)) {
    add(output.slice(offset, match.index));
    offset = match.index + match[0].length;
    if (match[1] !== undefined) {
      style = applySgr(style, match[1].split(/[;:]/).map(Number));
    }
  }
  add(output.slice(offset));
  return spans;
}
