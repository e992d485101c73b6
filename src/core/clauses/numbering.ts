/** A clause's own label: where it stands in the text, and what it reads without its punctuation. */
export interface Label {
  /** As written without its punctuation ("3.3(b)", "D.4", "iv"); undefined for a bullet. */
  readonly number: string | undefined;
  /** UTF-16 offset at which the clause's words begin. */
  readonly end: number;
}

const bullet = /^[ \t]*(?:[*+•·◦‣▪–—-]|\\[-*+])[ \t]+/;
// "3.3(b)", "D.4", "A.1.", "12.", "12)", "(iv)", "(12)", "a.", "iv)"; escapes as Markdown writers leave them ("1\.").
const numbered =
  /^[ \t]*(?:[*_]{1,3}[ \t]?)?(?:(?:section|article|clause|§)[ \t]*)?(\(?(?:\d{1,3}|[A-Za-z]|[ivxlcIVXLC]{1,6})(?:\\?\.\d{1,3})*(?:\([A-Za-z\d]{1,5}\))*\)?)(\\?[.):]|(?<=\))|(?<=\.\d{1,3}))(?:[*_]{1,3})?\s+(?=\S)/i;
// "（1）", "1、", "一、", "第三条": as Chinese and Japanese terms number.
const eastern =
  /^[ \t]*(?:[*_]{1,3})?(?:[（(]((?:\d{1,3}|[一二三四五六七八九十]{1,3}))[）)]|((?:\d{1,3}(?:\.\d{1,3})*|[一二三四五六七八九十]{1,3}))、|第([一二三四五六七八九十\d]{1,4})[条章节])[ \t]*/;
const named =
  /^[ \t]*(?:[*_]{1,3})?(?:[Ss]ection|[Aa]rticle|[Cc]lause|[Aa]nnex|[Ss]chedule|[Ee]xhibit|§)[ \t]+(\d{1,3}(?:\.\d{1,3})*|[A-Z]|[IVXLC]{1,6})\b[ \t]*[.:)–—-]?[ \t]*/;

/**
 * Finds a clause's own label, however written: bullets, numbers, letters, Roman numerals and chains
 * of them; a bullet before a number ("* 1\. Use") counts as one label.
 */
export function readLabel(text: string): Label {
  const head = text.slice(0, 80);
  const mark = bullet.exec(head)?.[0].length ?? 0;
  const rest = head.slice(mark);
  const match = numbered.exec(rest) ?? named.exec(rest) ?? eastern.exec(rest);
  if (match === null || isWord(match[1] ?? "", rest)) return { number: undefined, end: mark };
  return {
    number: (match[1] ?? match[2] ?? match[3] ?? "")
      .replace(/^\((.*)\)$/, "$1")
      .replaceAll("\\", ""),
    end: mark + match[0].length,
  };
}

/** Whether a line starts a list item: a bullet or a short label. */
export function startsItem(line: string): boolean {
  return readLabel(line).end > 0;
}

// "I. " at the start is a numeral, "I will" and "A provider" are words: those have no punctuation and never match;
// "e.g." and "i.e." do.
function isWord(label: string, rest: string): boolean {
  return (
    /^[\s(]*(?:e\.g|i\.e)/i.test(rest) ||
    /^(?:mix|did|mild|civil|vivid|livid|dill|ill|mi|di|mm|dim)$/i.test(label)
  );
}

/** Gives the text without its label. */
export function withoutLabel(text: string): string {
  return text.slice(readLabel(text).end);
}

const romans: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

function fromRoman(text: string): number | undefined {
  let total = 0;
  for (let at = 0; at < text.length; at++) {
    const here = romans[text[at] ?? ""];
    if (here === undefined) return undefined;
    const next = romans[text[at + 1] ?? ""] ?? 0;
    total += here < next ? -here : here;
  }
  return total;
}

const easternDigits = "一二三四五六七八九";

/** "十二" is twelve, "二十" is twenty. */
function fromEastern(text: string): number {
  const [before = "", after] = text.split("十");
  if (after === undefined) return easternDigits.indexOf(before) + 1;
  const tens = before === "" ? 1 : easternDigits.indexOf(before) + 1;
  return 10 * tens + (after === "" ? 0 : easternDigits.indexOf(after) + 1);
}

/** Gives the places in a sequence that a short label can have: "i" is the first Roman numeral and the ninth letter. */
export function ordinalsOf(
  label: string,
): readonly { readonly style: string; readonly value: number }[] {
  const text = label.toLowerCase();
  const found: { style: string; value: number }[] = [];
  if (/^\d{1,3}$/.test(text)) found.push({ style: "number", value: Number(text) });
  if (/^[a-z]$/.test(text)) found.push({ style: "letter", value: text.charCodeAt(0) - 96 });
  if (/^[一二三四五六七八九十]{1,3}$/.test(text))
    found.push({ style: "eastern", value: fromEastern(text) });
  const roman = /^[ivxlc]{1,6}$/.test(text) ? fromRoman(text) : undefined;
  if (roman !== undefined) found.push({ style: "roman", value: roman });
  return found;
}
