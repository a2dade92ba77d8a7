// Formats times, amounts and text for display.

export function duration(ms) {
  if (ms == null || Number.isNaN(ms)) {
    return "";
  }
  if (ms < 1_000) {
    return `${Math.round(ms)} ms`;
  }
  const seconds = ms / 1_000;
  if (seconds < 60) {
    return `${seconds.toFixed(1)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${Math.floor(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The time between two timestamps, or until now if there is no second one. */
export const elapsed = (from, to) =>
  from ? duration((to ? Date.parse(to) : Date.now()) - Date.parse(from)) : "";

const MINUTES = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const timeFormat = new Intl.DateTimeFormat(undefined, { ...MINUTES, second: "2-digit" });
const dateFormat = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  ...MINUTES,
});

export const time = (timestamp) => (timestamp ? timeFormat.format(new Date(timestamp)) : "");
export const date = (timestamp) => dateFormat.format(new Date(timestamp));

export const number = (value) => new Intl.NumberFormat().format(value);
export const plural = (count, noun) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;

export function bytes(count) {
  return count < 1_024
    ? `${count} B`
    : count < 1_048_576
      ? `${(count / 1_024).toFixed(1)} KiB`
      : `${(count / 1_048_576).toFixed(1)} MiB`;
}

export const tokenRate = (tokens, ms) =>
  ms > 0 ? `${((tokens * 1_000) / ms).toFixed(1)}/s` : "";

export const firstLine = (text) => (text ?? "").split("\n", 1)[0];

export const truncate = (text, length) =>
  text.length > length ? `${text.slice(0, length)}…` : text;

// Control, zero-width and bidirectional characters, which could hide or reorder text.
const INVISIBLE = new RegExp(
  "[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e" +
    "\\u2060-\\u2069\\ufeff]",
  "g",
);
const codePoint = (character) =>
  character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");

/** Replaces characters that could hide or reorder text with their code points. */
export const escapeInvisible = (text) =>
  text.replace(INVISIBLE, (character) => `⟨${codePoint(character)}⟩`);
