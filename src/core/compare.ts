import type { ClauseChange, Comparison } from "../model/comparison.ts";
import type { Materiality } from "../model/topic.ts";
import { alignClauses } from "./clauses/align.ts";
import type { Alignment } from "./clauses/align.ts";
import { segmentClauses } from "./clauses/segment.ts";
import { classifyEdit } from "./classify/classify.ts";
import { createContext } from "./classify/context.ts";
import type { Weights } from "./classify/weights.ts";
import { readNotices } from "./dates/notice.ts";
import { readEditions, readMovement, toComparedDates } from "./dates/silence.ts";
import { toJudgementVersion } from "./judgement-version.ts";
import { summarize } from "./summary.ts";
import { compareDefinitions } from "./terms/compare.ts";
import { nameOwnTopics } from "./topics/name-topics.ts";
import type { OwnTopics } from "./topics/own-topics.ts";
import { noOwnTopics } from "./topics/own-topics.ts";

/** What a comparison is told about the page. */
export interface CompareOptions {
  /**
   * The page lists entries (a newsroom, deprecations): an added entry is the event, one that rolled
   * off the page is noise.
   * @default false
   */
  readonly isList?: boolean;
  /**
   * When the text after was first seen, an ISO 8601 date or time: tells an effective date that was still to
   * come from one that had passed.
   * @default nobody knows; decided by what the texts say
   */
  readonly at?: string;
  /**
   * What was learned of wordings.
   * @default the weights that come with this version
   */
  readonly weights?: Weights;
  /** Topics that a team added. @default none */
  readonly ownTopics?: OwnTopics;
}

// Of the labelled changes, every replaced document kept at most 15 % of its clauses, and no other
// fewer than 18 %.
const replacedBelow = 0.16;
// Of either text, this share of its characters went or came; a rewritten page keeps a third to a
// half of them in common phrases, a page whose every clause was touched keeps nearly all.
const minimumNewShare = 0.45;
// A page of a few lines is not replaced because one of them changed.
const minimumClausesToReplace = 3;

/**
 * Gives everything that one comparison of two Markdown texts says: which clauses changed, how, and
 * what that amounts to. Deterministic; near linear in the texts' length.
 */
export function compareVersions(
  before: string,
  after: string,
  options: CompareOptions = {},
): Comparison {
  const { isList = false, ownTopics = noOwnTopics } = options;
  const one = { text: before, clauses: segmentClauses(before) };
  const other = { text: after, clauses: segmentClauses(after) };
  const alignment = alignClauses(one, other);
  const editions = readEditions(before, after, options.at?.slice(0, 10) ?? null);
  const context = createContext(alignment, {
    editions,
    isList,
    // The same text whichever side is called before.
    text: isLonger(before, after) ? before : after,
  });
  const changes = alignment.edits.map((edit) =>
    nameOwnTopics(classifyEdit(edit, context, options.weights), ownTopics, context),
  );
  const continuity = toContinuity(alignment, changes);
  const materiality = strongest(changes);
  const replaced = isReplaced(alignment, { before: before.length, after: after.length });
  // Entries of a list carry dates of their own, and of a replaced text none is left to compare.
  const isDatable = materiality === "substantive" && !replaced && !isList;
  const movement = isDatable ? readMovement(editions) : "moved";
  return {
    schemaVersion: 1,
    materiality,
    summary: summarize(changes, { replaced }),
    continuity,
    replaced,
    dates: toComparedDates(editions),
    notices: { before: readNotices(before), after: readNotices(after) },
    silent: movement === "unmoved",
    undated: movement === "undated",
    changes,
    definitions: compareDefinitions({ before: one.clauses, after: other.clauses, changes }),
    judgedBy: toJudgementVersion(ownTopics.version),
  };
}

function isLonger(one: string, other: string): boolean {
  return one.length > other.length || (one.length === other.length && one > other);
}

function toContinuity(
  alignment: {
    readonly unchanged: number;
    readonly before: { readonly length: number };
    readonly after: { readonly length: number };
  },
  changes: readonly ClauseChange[],
): number {
  const kept =
    alignment.unchanged +
    changes.filter((change) => change.before !== null && change.after !== null).length;
  const all = Math.max(alignment.before.length, alignment.after.length);
  return all === 0 ? 1 : Math.min(1, Math.round((1_000 * kept) / all) / 1_000);
}

/** Few clauses stand as they were, and the others are not merely reworded: their words are new too. */
function isReplaced({ edits, before, after, survived }: Alignment, length: TextLengths): boolean {
  const most = Math.max(before.length, after.length);
  if (most < minimumClausesToReplace || survived / most >= replacedBelow) return false;
  const changed = { added: 0, removed: 0, same: 0 };
  for (const edit of edits) for (const span of edit.spans) changed[span.op] += span.text.length;
  const share = Math.max(
    changed.removed / Math.max(1, length.before),
    changed.added / Math.max(1, length.after),
  );
  return share > minimumNewShare;
}

interface TextLengths {
  readonly before: number;
  readonly after: number;
}

function strongest(changes: readonly ClauseChange[]): Materiality | "none" {
  for (const materiality of ["substantive", "editorial", "noise"] as const)
    if (changes.some((change) => change.materiality === materiality)) return materiality;
  return "none";
}
