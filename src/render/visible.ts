import { clip } from "./fold.ts";

/**
 * Characters that a reader cannot see but that change what is read: bidirectional controls, zero-width
 * and invisible characters, tag characters, control codes (terminal escapes among them).
 */
const hidden =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- naming them is the point
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}\p{P}\p{Z}]|^)[\u200c\u200d]/gu;

/** A selector after a selector chooses nothing; in long runs they carry text that nobody sees. */
const idleSelectors = /([\ufe00-\ufe0f\u{e0100}-\u{e01ef}])([\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+)/gu;

// No script in use puts more marks on one letter; more than these run over the lines around them.
const markFlood = /(\p{M}{6})(\p{M}+)/gu;

/**
 * Gives the text with every hidden character shown as `‹U+202E›`, unpaired surrogates as U+FFFD, and
 * line and paragraph separators as line breaks. Joiners stay where scripts and emoji need them; of marks
 * heaped on one letter the first few, and how many more there are.
 */
export function toVisible(text: string): string {
  // Most text is this, and has nothing to be looked for.
  if (/^[\n\u0020-\u007e]*$/.test(text)) return text;
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
    .replaceAll(hidden, toCodePoint)
    .replaceAll(idleSelectors, (_, first: string, idle: string) => `${first}${toCodePoints(idle)}`)
    .replaceAll(
      markFlood,
      (_, few: string, more: string) => `${few}‹${Array.from(more).length} more marks›`,
    );
}

/**
 * Gives the same on one line, at most `maxChars` long, ending with "…" where it was cut: for titles,
 * headings and mail headers. Costs no more for a heading of a megabyte than for a short one.
 */
export function toVisibleLine(text: string, maxChars = 1000): string {
  const line = toVisible(text.slice(0, maxChars + 1).replaceAll(/[\s\u0085]+/g, " ")).trim();
  return text.length <= maxChars && line.length <= maxChars ? line : clip(`${line}…`, maxChars);
}

function toCodePoints(characters: string): string {
  return Array.from(characters, toCodePoint).join("");
}

function toCodePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `‹U+${code.toString(16).toUpperCase().padStart(4, "0")}›`;
}
