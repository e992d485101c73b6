import type { LeadInOf } from "../core/clauses/lead-ins.ts";
import type { ClauseChange, Cue, Span } from "../model/comparison.ts";
import type { Direction, Topic } from "../model/topic.ts";
import { toTopicLabel, toVerdict } from "./labels.ts";
import { findLeadIn, toLeadInLine } from "./lead-in.ts";
import { toKind } from "./place.ts";
import { toReadableSpans } from "./readable.ts";
import { toReason } from "./reasons.ts";
import { toVisibleLine } from "./visible.ts";

/** One clause change in words, the same for every channel; nothing in it is escaped yet. */
export interface Entry {
  readonly kind: string;
  readonly verdict: string;
  readonly direction: Direction | null;
  readonly topics: readonly string[];
  /** The same, each with the words it rests on. */
  readonly about: readonly string[];
  /** Headings above the clause, joined; empty where it has none. */
  readonly path: string;
  /** Where it stood before, when that is somewhere else. */
  readonly pathBefore: string | null;
  /** The sentence that the clause completes: `Under: “You must not:”`; null where it completes none. */
  readonly under: string | null;
  /** The redline, hidden characters made visible, not folded. */
  readonly spans: readonly Span[];
  /** What the judgement rests on, in words. */
  readonly reasons: readonly string[];
}

const maxHeading = 100;
const maxHeadings = 5;
const maxReasons = 3;
const maxReason = 80;
const maxQuotes = 3;
const maxQuote = 45;

export interface EntryOptions {
  /** Topics that the reader asked for, named before the clause's others. @default none */
  readonly asked?: readonly Topic[] | undefined;
  /** Gives the sentence that a clause completes. @default none is known */
  readonly leadInOf?: LeadInOf | undefined;
}

export function toEntry(change: ClauseChange, options: EntryOptions = {}): Entry {
  const { asked = [], leadInOf } = options;
  const { before, after } = change;
  const path = toPath((after ?? before)?.path ?? []);
  const pathBefore = before === null || after === null ? path : toPath(before.path);
  return {
    kind: toKind(change),
    verdict: toVerdict(change),
    direction: change.direction,
    topics: toAskedFirst(change.topics, asked)
      .filter((topic) => topic !== "other")
      .map(toTopicLabel),
    about: change.topics.map((topic) => withQuotes(change, toTopicLabel(topic), `topic-${topic}`)),
    path,
    pathBefore: pathBefore === path ? null : pathBefore,
    under: toLeadInLine(findLeadIn(change, leadInOf)),
    spans: toReadableSpans(change.spans),
    reasons: toReasons(change),
  };
}

/** Gives the same topics, those asked for first. */
export function toAskedFirst(topics: readonly Topic[], asked: readonly Topic[]): Topic[] {
  const isAsked = (topic: Topic): boolean => asked.includes(topic);
  return [...topics.filter(isAsked), ...topics.filter((topic) => !isAsked(topic))];
}

/** Headings, outermost first, joined on one line. */
export function toPath(headings: readonly string[]): string {
  return headings
    .slice(-maxHeadings)
    .map((heading) => toVisibleLine(heading, maxHeading))
    .join(" › ");
}

/** `a number changed (“30”, “180”)`: one reason for each kind of evidence, with what it rests on. */
function toReasons(change: ClauseChange): string[] {
  const whys = new Set(change.cues.map(({ why }) => why).filter((why) => !isOfTopic(why)));
  return [...whys].slice(0, maxReasons).map((why) => withQuotes(change, toReason(why), why));
}

/** What a clause is about stands beside its topics. */
function isOfTopic(why: string): boolean {
  return why.startsWith("topic-");
}

/** Puts the words behind what rests on them. */
function withQuotes(change: ClauseChange, said: string, why: string): string {
  const cues = change.cues.filter((cue) => cue.why === why);
  const quotes = [...new Set(cues.map((cue) => toEvidence(change, cue)))]
    .filter((quote) => quote !== "")
    .slice(0, maxQuotes);
  const words = toVisibleLine(said, maxReason);
  return quotes.length === 0 ? words : `${words} (${quotes.join(", ")})`;
}

/** Quoted when short; what is long stands in the redline above anyway. */
function toEvidence(change: ClauseChange, { side, start, end }: Cue): string {
  const text = change[side]?.text ?? "";
  const evidence = toVisibleLine(text.slice(start, end));
  const isAll = end - start >= text.trim().length;
  return isAll || evidence === "" || evidence.length > maxQuote ? "" : `“${evidence}”`;
}
