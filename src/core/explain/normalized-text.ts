/** A text as it is compared with quotes, and the way back to the text that it stands for. */
export interface NormalizedText {
  readonly text: string;
  /** The original's offsets for a stretch of `text`. */
  readonly toOriginal: (
    start: number,
    end: number,
  ) => { readonly start: number; readonly end: number };
}

// A link's target, an escaped character, white space, or one character with its combining marks. The
// target excludes blanks and opens at most one bracket, so that hostile runs of "](" cost no more
// than their length.
const piece =
  /\]\((?:[^()\s]|\([^()\s]*\))*\)|\\[\\`*_{}[\]()#+\-.!|>~"'$&<]|\s+|\P{M}\p{M}*|\p{M}+/gu;

/**
 * What nobody sees and a model would read all the same: controls, invisible and bidirectional characters,
 * tags, variation selectors, private use, halves of pairs. Instructions have been hidden in each of them.
 */
const hidden =
  // oxlint-disable-next-line no-misleading-character-class -- naming them is the point
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

const plainSpellings: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛′]/g, "'"],
  [/[“”„‟″«»]/g, '"'],
  [/[‐‑‒–—―−]/g, "-"],
];

/**
 * Gives a stretch of Markdown without its markup, hidden characters, doubled blanks and typographic spellings: what
 * a model is shown, and what quotes are looked for in. Every character knows where it came from. Linear.
 */
export function normalizeText(original: string): NormalizedText {
  let text = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of original.matchAll(piece)) {
    const shown = toShown(match[0], match.index, original);
    if (shown === "" || (shown === " " && (text === "" || text.endsWith(" ")))) continue;
    text += shown;
    for (let at = 0; at < shown.length; at += 1) {
      starts.push(match.index);
      ends.push(match.index + match[0].length);
    }
  }
  const length = text.endsWith(" ") ? text.length - 1 : text.length;
  return {
    text: text.slice(0, length),
    toOriginal: (start, end) => ({ start: starts[start] ?? 0, end: ends[end - 1] ?? 0 }),
  };
}

function toShown(found: string, at: number, whole: string): string {
  if (/^\s/u.test(found)) return " ";
  if (found.startsWith("](") && found.length > 2) return "";
  if (found.startsWith("\\") && found.length === 2) return toPlainSpelling(found.slice(1));
  if (found === "*" || found === "`" || found === "[" || found === "]") return "";
  // An underscore between letters belongs to a name: user_id.
  if (found === "_") return isWord(whole[at - 1]) && isWord(whole[at + 1]) ? "_" : "";
  return toPlainSpelling(found);
}

function toPlainSpelling(character: string): string {
  let plain = character.replaceAll(hidden, "");
  for (const [spelling, instead] of plainSpellings) plain = plain.replaceAll(spelling, instead);
  return plain.normalize("NFKC").replaceAll(/\s+/g, " ");
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

/** True where a text holds characters that nobody sees. */
export function hasHiddenCharacters(text: string): boolean {
  return text.search(hidden) !== -1;
}
