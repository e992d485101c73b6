// A link's target, with at most one level of parentheses in it. Its character classes exclude
// brackets, so that a run of "](" without an end is given up at once: linear on hostile text.
const linkTarget = /\]\((?:[^()[\]\s]|\([^()[\]\s]*\))*(?:\s+"[^"\n]{0,300}")?\s*\)/g;
const image =
  /!\[([^\]\n]{0,300})\](?:\((?:[^()[\]\s]|\([^()[\]\s]*\))*(?:\s+"[^"\n]{0,300}")?\s*\))/g;
const tag = /<\/?[a-z][^<>]{0,300}>/gi;
// What extractors leave of a link's icon.
const linkHint = /\((?:opens? in (?:a )?new (?:window|tab)|external link)\)/gi;
const invisible = /[\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]/g;
// A character that was escaped stays; emphasis and brackets that were not are markup.
const markup = /\\([\\`*_{}[\]()#+\-.!|>~"'$&<])|\*+|_{1,3}|`+|\[|\]/g;
// How an extractor leaves an address that was hidden from harvesters.
const hiddenAddress =
  /\[email[\s\u00a0]protected\]|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/gi;

/**
 * Gives what a reader sees of a stretch of Markdown on one line: no markup, link targets, images,
 * invisible characters or doubled spaces; typographic quotes and dashes as plain ones. Linear.
 */
export function toPlain(markdown: string): string {
  let text = markdown;
  if (text.includes("](")) text = text.replace(image, " ").replace(linkTarget, "]");
  if (text.includes("<")) text = text.replace(tag, " ");
  // Most text is plain ASCII without markup: what cannot be there is not looked for.
  const isForeign = /[^\u0020-\u007e\s]/.test(text);
  if (isForeign) text = text.replace(invisible, "");
  if (text.includes("(")) text = text.replace(linkHint, " ");
  if (/[\\*_`[\]]/.test(text)) text = text.replace(markup, unmark);
  if (isForeign)
    text = text
      .replace(/[‘’‚‛′`]/g, "'")
      .replace(/[“”„‟″«»]/g, '"')
      .replace(/[‐‑‒–—―−]/g, "-")
      .normalize("NFKC");
  return (/[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, " ") : text).trim();
}

function unmark(match: string, escaped: string | undefined, at: number, whole: string): string {
  if (escaped !== undefined) return escaped;
  // An underscore between letters belongs to a name: user_id.
  const isInner =
    match.startsWith("_") &&
    isWordCharacter(whole[at - 1]) &&
    isWordCharacter(whole[at + match.length]);
  return isInner ? match : "";
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

// Where words have no spaces between them, each character counts as one.
const word =
  /\$?\d+(?:[.,]\d+)*%?|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]]+(?:'\p{L}+)*|\p{N}+|[€£¥]/gv;

// The same for text without a letter beyond ASCII, which most of it is, without looking letters up.
const plainWord = /\$?\d+(?:[.,]\d+)*%?|[a-z]+(?:'[a-z]+)*/g;

/** Gives the words, numbers and amounts of plain text in order, in lower case; addresses all read "@". */
export function toWords(plain: string): string[] {
  const text =
    plain.includes("@") || plain.includes("protected") ? plain.replace(hiddenAddress, " ") : plain;
  const pattern = /\P{ASCII}/u.test(text) ? word : plainWord;
  return text.toLowerCase().match(pattern) ?? [];
}
