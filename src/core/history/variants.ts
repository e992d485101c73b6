import type { ClauseChange, Span } from "../../model/comparison.ts";
import type { Digest } from "../../model/digest.ts";
import { digestOfFields } from "../../model/digest.ts";
import type { Terms } from "../../model/terms.ts";
import { readLabel } from "../clauses/numbering.ts";
import { toPlain } from "../clauses/plain.ts";

/** How far apart the same change of two language variants may be seen: translations come together, or days later. */
export const variantWindowMs = 2 * 86_400_000;

// A clause's number, and one figure in the place of another, are three: less may be alike by chance.
const tellingMarks = 3;
// More clauses than this are another text, and two texts need more than figures to be taken for one.
const mostClauses = 60;

/**
 * Gives what services of one provider have in common: the name without what stands in brackets at its end, so that
 * "Acme AI" and "Acme AI (Deutsch)" are declared as one service in two languages.
 */
function toFamilyName(serviceName: string): string {
  return serviceName
    .replace(/\s*\([^()]*\)\s*$/, "")
    .trim()
    .toLowerCase();
}

/** Whether terms are declared as the same text in another language: of a service that has the name, and a file of its own. */
export function isVariant(one: NamedTerms, other: NamedTerms): boolean {
  return (
    toServiceId(one) !== toServiceId(other) &&
    one.termsType === other.termsType &&
    toFamilyName(one.serviceName) === toFamilyName(other.serviceName)
  );
}

function toServiceId({ id }: NamedTerms): string | undefined {
  return id.split("/")[0];
}

type NamedTerms = Pick<Terms, "id" | "serviceName" | "termsType">;

/**
 * Gives what a change is known by whatever its language: of each clause whose words changed, in their order, what became
 * of it, its number, and the figures, currencies, addresses and hosts that went and came. Null where that is too little
 * to know it by. Changed words themselves are not looked at: of two texts whose figures changed alike, clause by clause
 * and in the same place, one is the other's translation. Weight and topic are not, since they are judged by English words.
 */
export function signVariant(changes: readonly ClauseChange[]): Digest | null {
  const marks = changes.filter(isReworded).map(readMarks);
  if (marks.length === 0 || marks.length > mostClauses) return null;
  const count = marks.reduce((sum, { label, figures }) => sum + +(label !== "") + figures, 0);
  if (count < tellingMarks || marks.every(({ figures }) => figures === 0)) return null;
  return digestOfFields("variant", ...marks.map(({ text }) => text));
}

/** Gives which clause changes of such a change are told, by their places and marks: the same in every language. */
export function signVariantPart(
  changes: readonly ClauseChange[],
  changeIndexes: readonly number[],
): Digest {
  const reworded = [...changes.entries()].filter(([, change]) => isReworded(change));
  const told = reworded.flatMap(([index, change], place) =>
    changeIndexes.includes(index) ? [`${place} ${readMarks(change).text}`] : [],
  );
  return digestOfFields("variant part", String(changeIndexes.length), ...told);
}

interface Marks {
  readonly label: string;
  /** How many there are. */
  readonly figures: number;
  readonly text: string;
}

function isReworded({ spans }: ClauseChange): boolean {
  return spans.some(({ op, text }) => op !== "same" && /[\p{L}\p{N}]/u.test(text));
}

function readMarks({ kind, before, after, spans }: ClauseChange): Marks {
  const labels = [before, after].map((side) => readLabel(side?.text ?? "").number ?? "");
  const removed = figuresOf(spans, "removed");
  const added = figuresOf(spans, "added");
  // Where a sentence is put otherwise, what stayed in it goes and comes again.
  const gone = without(removed, added);
  const come = without(added, removed);
  return {
    label: labels.join(""),
    figures: gone.length + come.length,
    text: JSON.stringify([kind, ...labels, gone, come]),
  };
}

function figuresOf(spans: readonly Span[], op: Span["op"]): readonly string[] {
  return spans.filter((span) => span.op === op).flatMap(({ text }) => readFigures(text));
}

const mailAddress = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g;
const webAddress = /https?:\/\/(?:www\.)?(?<host>[\w.-]{1,253})[^\s)>\]]*/g;
// "1,000", "1.000", "1 000" and "1’000" are a thousand; "99.5" and "99,5" are what they are.
const figure = /\d+(?:[.,'’\u0020\u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)?/g;
const currency = /[€$£¥]|\b(?:EUR|USD|GBP|CHF|JPY|CNY)\b/g;
const currencyCodes: Readonly<Record<string, string>> = { "€": "EUR", $: "USD", "£": "GBP" };

/** In no order: what is "USD 10" here is "10 $" there. */
function readFigures(markdown: string): readonly string[] {
  const mails = markdown.match(mailAddress) ?? [];
  const hosts = [...markdown.matchAll(webAddress)].map(({ groups }) => groups?.["host"] ?? "");
  const text = toPlain(markdown.replaceAll(webAddress, " ").replaceAll(mailAddress, " "));
  const figures = (text.match(figure) ?? []).map(toFigure);
  const currencies = (text.match(currency) ?? []).map((sign) => currencyCodes[sign] ?? sign);
  return [...mails.map((mail) => mail.toLowerCase()), ...hosts, ...figures, ...currencies];
}

function toFigure(text: string): string {
  return text.replaceAll(/[.,'’\u0020\u00a0\u202f](?=\d{3}(?!\d))/g, "").replace(",", ".");
}

/** What of a list is not in the other, each as often as it is there oftener; sorted. */
function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other];
  return list
    .filter((item) => {
      const at = left.indexOf(item);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    })
    .toSorted();
}
