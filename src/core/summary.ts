import type { ClauseChange, Span } from "../model/comparison.ts";
import { readLabel } from "./clauses/numbering.ts";
import { toPlain } from "./clauses/plain.ts";
import { rankClauseChanges } from "./rank.ts";

export interface SummaryOptions {
  /** Another document stands here now: what its clauses say is no change of theirs. @default false */
  readonly replaced?: boolean;
}

const maxQuote = 90;
const maxEdit = 70;
const maxPlace = 50;
const mostDescribed = 2;
// Of two changes in more words than these, the first alone is read in ten seconds.
const maxDescribed = 260;
const mostSections = 3;

/**
 * Gives one or two sentences on what changed, made of quotes and counts only: the change that matters most
 * first, then how many more there are and where. Quotes are verbatim but for markup and "…" where they are cut.
 */
export function summarize(
  changes: readonly ClauseChange[],
  { replaced = false }: SummaryOptions = {},
): string {
  if (changes.length === 0) return "Nothing differs.";
  const ranked = rankClauseChanges(changes)
    .flatMap((index) => changes[index] ?? [])
    .filter(({ materiality }) => materiality === "substantive");
  if (replaced) return `${toExchanged(changes)} ${toTotal(changes)}`;
  const described = toDescribed(ranked);
  const rest = ranked.slice(described.length);
  return [
    ...(described.length === 0 ? [] : [toSentence(described.join("; "))]),
    ...(rest.length === 0 ? [] : [toRest(rest)]),
    toTotal(changes),
  ].join(" ");
}

/** With its full stop, which a quotation at its end may bring along. */
function toSentence(words: string): string {
  return /[.…]”$/.test(words) ? words : `${words}.`;
}

/** `12 changes: 3 substantive, 9 editorial.` */
function toTotal(changes: readonly ClauseChange[]): string {
  const kinds = (["substantive", "editorial", "noise"] as const)
    .map((materiality) => ({
      materiality,
      count: changes.filter((change) => change.materiality === materiality).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ materiality, count }) => `${count} ${materiality}`);
  const noun = changes.length === 1 ? "change" : "changes";
  return kinds.length === 1
    ? `${kinds[0]} ${noun}.`
    : `${changes.length} ${noun}: ${kinds.join(", ")}.`;
}

/** `40 clauses gone, 3 new.` */
function toExchanged(changes: readonly ClauseChange[]): string {
  const gone = changes.filter(({ after }) => after === null).length;
  const come = changes.filter(({ before }) => before === null).length;
  return `${gone} ${gone === 1 ? "clause" : "clauses"} gone, ${come} new.`;
}

/** The first changes in words; the same edit of several clauses is told once, and so is where they stand. */
function toDescribed(ranked: readonly ClauseChange[]): string[] {
  const described: string[] = [];
  let place = "";
  let length = 0;
  for (const [at, change] of ranked.slice(0, mostDescribed).entries()) {
    const where = toPlace(change);
    const { words, edit } = describe(change);
    // What names no place would be read as standing where the one before it does.
    const named = where === "" && at > 0 ? "under no heading" : where;
    const said = named === "" || where === place ? words : `${named}: ${words}`;
    length += said.length;
    const isSaid = described.some((other) => edit !== "" && other.includes(edit));
    if (described.length > 0 && (isSaid || length > maxDescribed)) break;
    described.push(said);
    place = where;
  }
  return described;
}

const verbs = {
  added: "new",
  removed: "gone",
  moved: "moved",
  split: "split",
  merged: "merged",
  modified: "changed",
} as const;

/** `“30” → “90” in “We keep logs for 90 days.”`, and of that the edit alone. */
function describe(change: ClauseChange): { readonly words: string; readonly edit: string } {
  const text = toSaid((change.after ?? change.before)?.text ?? "");
  const edit = toEdit(change);
  if (edit === undefined)
    return { words: `${verbs[change.kind]} “${clip(text, maxQuote)}”`, edit: "" };
  const around = edit.shown.length >= maxQuote / 2 ? "" : quoteAround(text, edit);
  return { words: `${edit.words}${around === "" ? "" : ` in “${around}”`}`, edit: edit.words };
}

/** The words of a clause, without its own number, which its place names. */
function toSaid(text: string): string {
  const bare = withoutFrame(text);
  return toPlain(bare.slice(readLabel(bare).end));
}

/** A list item's mark, and the bars around a table's row. */
function withoutFrame(text: string): string {
  return text.replace(/^\s*(?:[-*+]|#{1,6}|\|)\s+/, "").replace(/\s{1,20}\|\s*$/, "");
}

/** The innermost heading and the clause's own number, each where it has one. */
function toPlace({ before, after }: ClauseChange): string {
  const side = after ?? before;
  const heading = (side?.path.at(-1) ?? "").replace(/[\s.:;]+$/, "");
  const { number } = readLabel((side?.text ?? "").replace(/^\s*#{1,6}\s+/, ""));
  const own = number === undefined || heading.startsWith(number) ? "" : number;
  const shown = /^[a-z]{1,5}$/i.test(own) ? `(${own})` : own;
  return [clip(heading, maxPlace), shown].filter((part) => part !== "").join(", ");
}

/** One stretch that changed within a clause. */
interface Hunk {
  readonly gone: string;
  readonly come: string;
  /** What stands before it, unchanged. */
  readonly lead: string;
  /** UTF-16 offsets at which it begins, on each side. */
  readonly before: number;
  readonly after: number;
}

interface EditInWords {
  /** `“may” → “may not”`, `adds “…”`, `drops “…”`. */
  readonly words: string;
  /** The part of it that stands in the text after; empty for what was dropped. */
  readonly shown: string;
  /** About where, in the clause as plain text. */
  readonly near: number;
}

const modal = /\b(?:may|must|shall|will|can|do|does|did|is|are|should|would|could)\s*$/i;

/** The stretch of a changed clause that its judgement rests on; undefined for a clause that came, went or was rewritten. */
function toEdit(change: ClauseChange): EditInWords | undefined {
  if (change.before === null || change.after === null) return undefined;
  const hunks = listHunks(change.spans);
  const hunk = chooseHunk(change, hunks);
  if (hunk === undefined) return undefined;
  const gone = trim(toPlain(hunk.gone));
  const come = trim(toPlain(hunk.come));
  const near = toSaid(change.after.text.slice(0, hunk.after)).length;
  if (gone === "" && come === "") return undefined;
  const [lead] = modal.exec(hunk.lead) ?? [];
  const isNot = /^not$/i.test(`${gone}${come}`);
  if (isNot && lead !== undefined) {
    const [was, is] = [gone, come].map((word) => `${lead.trim()} ${word}`.trim());
    return { words: `“${was}” → “${is}”`, shown: is ?? "", near: near - lead.length };
  }
  if (gone === "") return { words: `adds “${clip(come, maxEdit)}”`, shown: come, near };
  if (come === "") return { words: `drops “${clip(gone, maxEdit)}”`, shown: "", near };
  return { words: `“${clip(gone, maxEdit)}” → “${clip(come, maxEdit)}”`, shown: come, near };
}

/** Without the punctuation that joins it to what stands around it. */
function trim(text: string): string {
  return text.replace(/^[\s,;:.)]+(?=.)|(?<=.)[\s,;:(]+$/g, "");
}

function listHunks(spans: readonly Span[]): Hunk[] {
  const hunks: Hunk[] = [];
  let before = 0;
  let after = 0;
  let lead = "";
  for (const [at, { op, text }] of spans.entries()) {
    const last = hunks.at(-1);
    if (op === "same") lead = text;
    else if (last !== undefined && spans[at - 1]?.op !== "same" && at > 0)
      hunks[hunks.length - 1] = {
        ...last,
        [op === "removed" ? "gone" : "come"]: text,
      };
    else
      hunks.push({
        gone: op === "removed" ? text : "",
        come: op === "added" ? text : "",
        lead: at === 0 ? "" : lead,
        before,
        after,
      });
    if (op !== "added") before += text.length;
    if (op !== "removed") after += text.length;
  }
  return hunks.filter(({ gone, come }) => toPlain(gone) !== toPlain(come));
}

/** The hunk that the first reason rests on; without one, that with the most words. */
function chooseHunk({ cues }: ClauseChange, hunks: readonly Hunk[]): Hunk | undefined {
  for (const { side, start, end, why } of cues) {
    if (why.startsWith("topic-")) continue;
    const held = hunks.find((hunk) => {
      const from = hunk[side];
      const length = (side === "before" ? hunk.gone : hunk.come).length;
      return length > 0 && start < from + length && from < end;
    });
    if (held !== undefined) return held;
  }
  const sizeOf = ({ gone, come }: Hunk): number => gone.length + come.length;
  return hunks.toSorted((one, other) => sizeOf(other) - sizeOf(one))[0];
}

/** A stretch of the text around what is shown of it; empty where it is not there as one. */
function quoteAround(text: string, { shown, near }: EditInWords): string {
  const slack = 4;
  const at = shown === "" ? near : text.indexOf(shown, Math.max(0, near - slack));
  if (at < 0) return "";
  if (at + shown.length <= maxQuote - 2 * slack) return clip(text, maxQuote);
  const from = text.indexOf(" ", at - Math.floor((maxQuote - shown.length) / 2)) + 1;
  return `…${clip(text.slice(Math.min(from, at)), maxQuote)}`;
}

/** `5 more: 3 in Data retention, 2 in Fees.` */
function toRest(rest: readonly ClauseChange[]): string {
  const bySection = Map.groupBy(rest, ({ before, after }) =>
    ((after ?? before)?.path.at(-1) ?? "").replace(/[\s.:;]+$/, ""),
  );
  const sections = [...bySection].toSorted(([, one], [, other]) => other.length - one.length);
  const named = sections
    .filter(([heading]) => heading !== "")
    .slice(0, mostSections)
    .map(([heading, held]) => `${held.length} in ${clip(heading, maxPlace)}`);
  const [only] = sections;
  if (sections.length === 1 && only !== undefined && only[0] !== "")
    return `${rest.length} more in ${clip(only[0], maxPlace)}.`;
  return named.length === 0 ? `${rest.length} more.` : `${rest.length} more: ${named.join(", ")}.`;
}

function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text
    .slice(0, length - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, "");
  const space = cut.lastIndexOf(" ");
  return `${(space > length * 0.6 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
