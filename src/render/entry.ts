import type { ClauseChange, Cue, Span } from "../model/comparison.ts";
import type { Direction } from "../model/topic.ts";
import { clip } from "./fold.ts";
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
const maxReasons = 3;

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
  return headings.map((heading) => clip(toVisibleLine(heading), maxHeading)).join(" › ");
}

/**
 * Takes the Markdown out that a reader trips over. In a redline of both, changed spans keep theirs:
 * there, a link's new target may be all that changed.
 */
function toReadableSpans(spans: readonly Span[]): Span[] {
  const isOneSided = spans.length === 1;
  return spans.map(({ op, text }, at) => {
    const plain = op === "same" || isOneSided ? withoutMarkdown(text) : text;
    const shown = toVisible(at === 0 ? plain.replace(/^\s*(?:#{1,6}|[-*+])\s+/, "") : plain);
    return { op, text: shown };
  });
}

function withoutMarkdown(text: string): string {
  return text
    .replaceAll(/!?\[([^\][]*)\]\([^()\s]*\)/g, "$1")
    .replaceAll("**", "")
    .replaceAll(/\\([-\\`*_{}[\]()#+.!|<>~])/g, "$1");
}

function toReasons(change: ClauseChange): string[] {
  const reasons = change.cues.map((cue) => toReason(change, cue));
  return [...new Set(reasons)].slice(0, maxReasons);
}

/** `permission to prohibition (“may not”)`. */
function toReason(change: ClauseChange, { side, start, end, why }: Cue): string {
  const evidence = toVisibleLine((change[side]?.text ?? "").slice(start, end));
  const reason = toVisibleLine(why.replaceAll(/(?<=\w)-(?=\w)/g, " "));
  return evidence === "" ? reason : `${reason} (“${clip(evidence, 60)}”)`;
}
