import type { ClauseChange, Cue, Span } from "../model/comparison.ts";
import type { Direction } from "../model/topic.ts";
import { kindLabels, topicLabels, toVerdict } from "./labels.ts";
import { toVisible, toVisibleLine } from "./visible.ts";

/** One clause change in words, the same for every channel; nothing in it is escaped yet. */
export interface Entry {
  readonly kind: string;
  readonly verdict: string;
  readonly direction: Direction | null;
  readonly topics: readonly string[];
  /** Headings above the clause, joined; empty where it has none. */
  readonly path: string;
  /** Where it stood before, when that is somewhere else. */
  readonly pathBefore: string | null;
  /** The redline, hidden characters made visible, not folded. */
  readonly spans: readonly Span[];
  /** What the judgement rests on, in words. */
  readonly reasons: readonly string[];
}

const maxHeading = 100;
const maxHeadings = 5;
const maxReasons = 3;
const maxReason = 80;
const maxQuotes = 2;
const maxQuote = 45;

export function toEntry(change: ClauseChange): Entry {
  const { before, after } = change;
  const path = toPath((after ?? before)?.path ?? []);
  const pathBefore = before === null || after === null ? path : toPath(before.path);
  return {
    kind: kindLabels[change.kind],
    verdict: toVerdict(change),
    direction: change.direction,
    topics: change.topics.map((topic) => topicLabels[topic]),
    path,
    pathBefore: pathBefore === path ? null : pathBefore,
    spans: toReadableSpans(change.spans),
    reasons: toReasons(change),
  };
}

function toPath(headings: readonly string[]): string {
  return headings
    .slice(-maxHeadings)
    .map((heading) => toVisibleLine(heading, maxHeading))
    .join(" › ");
}

/**
 * Takes the Markdown out that a reader trips over. In a redline of both, changed spans keep theirs:
 * there, a link's new target may be all that changed.
 */
function toReadableSpans(spans: readonly Span[]): Span[] {
  const isOneSided = spans.length === 1;
  return spans.map(({ op, text }, at) => {
    const plain = op === "same" || isOneSided ? withoutMarkdown(text) : text;
    const shown = plain.replaceAll(/(?:\s*<br\s*\/?>\s*)+/gi, " ");
    const begun = at === 0 ? shown.replace(/^\s*(?:#{1,6}|[-*+]|\|)\s+/, "") : shown;
    // A row's outer bars are the table's, not its cells'.
    const ended = at === spans.length - 1 ? begun.replace(/\s+\|\s*$/, "") : begun;
    return { op, text: toVisible(ended) };
  });
}

function withoutMarkdown(text: string): string {
  return text
    .replaceAll(/!?\[([^\][]*)\]\([^()\s]*\)/g, "$1")
    .replaceAll("**", "")
    .replaceAll(/\\([-\\`*_{}[\]()#+.!|<>~])/g, "$1");
}

/** `number changed (“30”, “180”)`: one reason for each kind of evidence, with what it rests on. */
function toReasons(change: ClauseChange): string[] {
  const byWhy = Map.groupBy(change.cues, ({ why }) => why);
  return [...byWhy].slice(0, maxReasons).map(([why, cues]) => {
    const reason = toVisibleLine(why.replaceAll(/(?<=\w)-(?=\w)/g, " "), maxReason);
    const quotes = [...new Set(cues.map((cue) => toEvidence(change, cue)))]
      .filter((quote) => quote !== "")
      .slice(0, maxQuotes);
    return quotes.length === 0 ? reason : `${reason} (${quotes.join(", ")})`;
  });
}

/** Quoted when short; what is long stands in the redline above anyway. */
function toEvidence(change: ClauseChange, { side, start, end }: Cue): string {
  const evidence = toVisibleLine((change[side]?.text ?? "").slice(start, end));
  return evidence === "" || evidence.length > maxQuote ? "" : `“${evidence}”`;
}
