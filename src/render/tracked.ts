import type { DocumentRow } from "../core/redline/document.ts";
import type { Clause } from "../model/clause.ts";
import type { ClauseChange, ClauseSide, Span } from "../model/comparison.ts";
import { toPath } from "./entry.ts";
import { isRewritten, sidesOf } from "./redline.ts";
import { toTrackedNote } from "./tracked-note.ts";
import { toTrackedSpans } from "./tracked-spans.ts";

type Op = Span["op"];

/** How a paragraph is set. */
export interface ParagraphLook {
  readonly kind: "heading" | "bullet" | "text";
  /** Of a heading 1–6, the highest first; of anything else how far it is set in, 0–4. */
  readonly level: number;
}

/**
 * A paragraph of two texts at once. Whoever takes what is added and leaves out what is removed, ends of paragraphs
 * included, has the text after; the other way round, the text before.
 */
export interface TrackedParagraph {
  readonly look: ParagraphLook;
  /** Without line breaks. */
  readonly runs: readonly Span[];
  /** Whether its end is in both texts, or came or went: without it, what follows goes on in the same paragraph. */
  readonly end: Op;
  /** What a reader is told beside it; null for nothing. */
  readonly note: string | null;
}

export interface TrackedSource {
  readonly before: string;
  readonly after: string;
  readonly changes: readonly ClauseChange[];
  readonly rows: readonly DocumentRow[];
}

export interface TrackedOptions {
  /** Leaves out clauses without a change, and names the section of each that has one. @default false */
  readonly isChangesOnly?: boolean;
}

/** Gives two texts as the paragraphs of one, in the order of its rows. Linear. */
export function toTrackedParagraphs(
  source: TrackedSource,
  { isChangesOnly = false }: TrackedOptions = {},
): readonly TrackedParagraph[] {
  const paragraphs: TrackedParagraph[] = [];
  const root = findRoot(source.changes);
  let section = "";
  for (const row of source.rows) {
    if (row.kind === "same") {
      if (!isChangesOnly) paragraphs.push(...row.clauses.map(({ after }) => toSame(after, source)));
      continue;
    }
    const change = source.changes[row.index];
    if (change === undefined) continue;
    const changed = toChanged(change, row, source);
    const path = withoutRoot((change.after ?? change.before)?.path ?? [], root);
    const title = toHeadingText(changed);
    const isNamed = title !== null || toPath(path) === section || path.length === 0;
    if (isChangesOnly && !isNamed) paragraphs.push(toSectionName(toPath(path)));
    // What follows a heading stands under it.
    section = toPath(title === null ? path : withoutRoot([...path, title], root));
    paragraphs.push(...(isChangesOnly ? withRemark(changed) : changed));
  }
  return paragraphs;
}

/** What a heading says now, or said; null for what is none. */
function toHeadingText([first]: readonly TrackedParagraph[]): string | null {
  if (first?.look.kind !== "heading") return null;
  const left = first.end === "removed" ? "added" : "removed";
  return first.runs.map(({ op, text }) => (op === left ? "" : text)).join("");
}

/** The heading that all changes stand under, which is the document's own title. */
function findRoot(changes: readonly ClauseChange[]): string | undefined {
  const roots = new Set(changes.map(({ before, after }) => (after ?? before)?.path[0]));
  const [root] = roots;
  return roots.size === 1 ? root : undefined;
}

function withoutRoot(path: readonly string[], root: string | undefined): readonly string[] {
  return path.length > 1 && path[0] === root ? path.slice(1) : path;
}

const unmarked = "Nothing changed here but markup, or the address of a link.";

/** What stands among changes without a mark would be taken for a mistake. */
function withRemark(paragraphs: readonly TrackedParagraph[]): readonly TrackedParagraph[] {
  const isMarked = paragraphs.some(
    ({ runs, end }) => end !== "same" || runs.some(({ op }) => op !== "same"),
  );
  const [first, ...others] = paragraphs;
  if (isMarked || first === undefined) return paragraphs;
  return [{ ...first, note: first.note ?? unmarked }, ...others];
}

function toSectionName(path: string): TrackedParagraph {
  const runs = [{ op: "same", text: path }] as const;
  return { look: { kind: "heading", level: 3 }, runs, end: "same", note: null };
}

function toSame(clause: Clause, source: TrackedSource): TrackedParagraph {
  const [joined = { op: "same", text: "" }] = toTrackedSpans([{ op: "same", text: clause.text }]);
  return {
    look: lookOf(clause, source.after, clause.kind === "heading"),
    runs: [toOneLine(joined)],
    end: "same",
    note: null,
  };
}

function toOneLine({ op, text }: Span): Span {
  return { op, text: text.replaceAll(/\s*\n\s*/g, " ") };
}

function toChanged(
  change: ClauseChange,
  row: Exclude<DocumentRow, { readonly kind: "same" }>,
  source: TrackedSource,
): readonly TrackedParagraph[] {
  const { before, after } = change;
  const [first, ...others] = partsOf(change, row).flatMap((spans): TrackedParagraph[] => {
    const isGone = spans.every(({ op }) => op === "removed");
    const side = isGone ? before : after;
    if (side === null) return [];
    const look = lookOf(side, isGone ? source.before : source.after);
    return toParagraphs(toTrackedSpans(spans), look);
  });
  if (first === undefined) return [];
  return [{ ...first, note: toTrackedNote(change, row) }, ...others];
}

/** What is told apart: the side that stood here, the side that stands here now, or both in one redline. */
function partsOf(
  { before, after, spans }: ClauseChange,
  row: Exclude<DocumentRow, { readonly kind: "same" }>,
): readonly (readonly Span[])[] {
  if (row.kind === "departed") return toWhole(before, "removed");
  if (row.isMoved) return toWhole(after, "added");
  return isRewritten(spans) ? sidesOf(spans) : [spans];
}

function toWhole(side: ClauseSide | null, op: Op): readonly (readonly Span[])[] {
  return side === null ? [] : [[{ op, text: side.text }]];
}

/** Parts a redline at its line breaks, each of which came, went or stayed like any other character. */
function toParagraphs(spans: readonly Span[], look: ParagraphLook): TrackedParagraph[] {
  const paragraphs: TrackedParagraph[] = [];
  let runs: Span[] = [];
  const close = (end: Op): void => {
    const last = paragraphs.at(-1);
    // An empty paragraph is none: its end and the one before it are one.
    if (runs.length > 0 || last === undefined)
      paragraphs.push({ look: { ...look }, runs: withoutBullets(runs), end, note: null });
    else paragraphs[paragraphs.length - 1] = { ...last, end: joinEnds(last.end, end) };
    runs = [];
  };
  for (const { op, text } of spans) {
    for (const [at, line] of text.split("\n").entries()) {
      if (at > 0) close(op);
      if (line.trim() !== "" || (line !== "" && runs.length > 0)) runs.push({ op, text: line });
    }
  }
  const ops = new Set(spans.map(({ op }) => op));
  const [only] = ops;
  close(ops.size === 1 && only !== undefined ? only : "same");
  return paragraphs.filter((paragraph) => paragraph.runs.length > 0);
}

/** An end that is in either of two is in both together. */
function joinEnds(one: Op, other: Op): Op {
  return one === other ? one : "same";
}

const bullet = /^\s*[-*+]\s+/;

/** The first words of either side stand behind its list's mark, of which the paragraph has one of its own. */
function withoutBullets(runs: readonly Span[]): Span[] {
  const isBegun = { before: false, after: false };
  return runs.map(({ op, text }) => {
    const isFirst = op === "added" ? !isBegun.after : !isBegun.before;
    isBegun.before ||= op !== "added";
    isBegun.after ||= op !== "removed";
    return { op, text: isFirst ? text.replace(bullet, "") : text };
  });
}

const heading = /^\s*(#{1,6})\s/;
const boldLine = /^\s*(?:\*\*|__)[^\n]{1,160}(?:\*\*|__)\s*:?\s*$/;
const deepest = 4;

function lookOf(
  { text, start, path }: Pick<ClauseSide, "text" | "start" | "path">,
  whole: string,
  isHeading = boldLine.test(text),
): ParagraphLook {
  const marks = heading.exec(text)?.[1];
  if (marks !== undefined) return { kind: "heading", level: marks.length };
  if (isHeading) return { kind: "heading", level: Math.min(6, path.length + 1) };
  const columns = toColumns(start, whole);
  const isBullet = bullet.test(text);
  const level = Math.min(deepest, Math.floor((columns + 1) / (isBullet ? 2 : 3)));
  return { kind: isBullet ? "bullet" : "text", level };
}

/** How far it is set in; what goes on in a line is set in by one step. */
function toColumns(start: number, whole: string): number {
  const lead = whole.slice(whole.lastIndexOf("\n", start - 1) + 1, start);
  return lead.trim() === "" ? lead.length : 2;
}
