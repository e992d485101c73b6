import type { Timing } from "../core/dates/timing.ts";
import { readTiming } from "../core/dates/timing.ts";
import { rankClauseChanges } from "../core/rank.ts";
import type { ClauseReturn } from "../model/change.ts";
import type { ClauseChange, Comparison } from "../model/comparison.ts";
import type { Alert, SameChange } from "./alert.ts";
import { mostNamed, toShortId } from "./alert.ts";
import { clip } from "./fold.ts";
import { toDefinitionRemarks } from "./definitions.ts";
import { toSecondOpinionFlag } from "./generated.ts";
import { toSafeUrl } from "./html.ts";
import { capitalize, toCount, toDay, toMinute, toTopicLabel } from "./labels.ts";
import { toTimeRemarks } from "./timing.ts";
import { toVisibleLine } from "./visible.ts";

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** What an alert says before and after its clauses, the same for every channel; nothing is escaped yet. */
export interface Story {
  /** `OpenAI · Usage Policies`. */
  readonly title: string;
  /** What happened, in one clause of a sentence. */
  readonly gist: string;
  /** What is out of the ordinary about the change as a whole. */
  readonly flags: readonly Fact[];
  readonly summary: string;
  /** One line: when it was seen, when it takes effect. */
  readonly when: string;
  readonly facts: readonly Fact[];
  readonly sources: readonly string[];
  readonly command: string;
  /** Clause changes of the comparison that this reader did not ask for. */
  readonly otherCount: number;
}

const maxSources = 3;
const maxSummary = 500;
const maxReturned = 3;

export function toStory(alert: Alert): Story {
  const { change, chosen, terms } = alert;
  return {
    title: toTitle(terms, alert.alsoIn?.length),
    gist: toGist(alert),
    flags: toFlags(alert),
    summary: toVisibleLine(change.comparison.summary, maxSummary),
    when: toWhen(alert),
    facts: toFacts(alert),
    sources: toSources(terms.urls),
    command: `clausewatch show ${toShortId(change.id)}`,
    otherCount: change.comparison.changes.length - chosen.length,
  };
}

/** `OpenAI · Usage Policies and 2 more documents`, at most 120 characters, on one line. */
export function toTitle(
  terms: Pick<Alert["terms"], "serviceName" | "termsType">,
  moreDocuments = 0,
): string {
  const title = `${toVisibleLine(terms.serviceName, 60)} · ${toVisibleLine(terms.termsType, 60)}`;
  if (moreDocuments === 0) return clip(title, 120);
  const more = ` and ${toCount(moreDocuments, "more document", "more documents")}`;
  return `${clip(title, 120 - more.length)}${more}`;
}

/** The first few addresses that may be linked to. */
export function toSources(urls: readonly string[]): string[] {
  return urls.flatMap((url) => toSafeUrl(url) ?? []).slice(0, maxSources);
}

function toGist({ change, chosen }: Alert): string {
  const { comparison, reversalOf } = change;
  if (comparison.replaced) return "a different document stands here now";
  if (reversalOf !== null) return "earlier wording has returned";
  const [first, ...rest] = chosen;
  if (first === undefined) return "changed";
  const lead = toLead(first);
  const second = rest.find(
    (other) => toLead(other) !== lead && other.materiality === "substantive",
  );
  const named = second === undefined ? [lead] : [lead, toLead(second)];
  const others = chosen.length - named.length;
  return `${named.join("; ")}${others === 0 ? "" : ` (+${others} more)`}`;
}

/** `building competing models tightened`. */
function toLead(change: ClauseChange): string {
  const [topic] = change.topics;
  const heading = (change.after ?? change.before)?.path.at(-1);
  const isNamed = topic !== undefined && topic !== "other";
  const fallback = heading === undefined ? "wording" : `“${toVisibleLine(heading, 50)}”`;
  const subject = isNamed ? toTopicLabel(topic) : fallback;
  if (change.materiality !== "substantive") return `${subject}: editorial change`;
  const { direction, kind } = change;
  if (kind === "added" && isHeading(change)) return toAdded(change.after?.text ?? "", subject);
  if (direction === "tightened" || direction === "loosened") return `${subject} ${direction}`;
  if (direction === "mixed") return `${subject} tightened and loosened`;
  if (kind === "added") return toAdded(change.after?.text ?? "", subject);
  if (kind === "removed") return `clause removed on ${subject}`;
  return `${subject} changed`;
}

function isHeading({ after }: ClauseChange): boolean {
  return after !== null && /^#{1,6} /.test(after.text);
}

/** On a page of entries the heading is the news: `new: “Model X is retired”`. */
function toAdded(text: string, subject: string): string {
  const heading = /^#{1,6}\s+(?<words>.+)$/m.exec(text)?.groups?.["words"];
  return heading === undefined
    ? `new clause on ${subject}`
    : `new: “${toVisibleLine(heading, 80)}”`;
}

function toFlags(alert: Alert): Fact[] {
  const { change, chosen, explanations, reversedToSeenAt, alsoIn = [] } = alert;
  const flags: Fact[] = [];
  if (alsoIn.length > 0) flags.push({ label: "Same change", value: toSame(alsoIn) });
  flags.push(...toReturned(change.returns ?? [], chosen));
  if (change.comparison.replaced) {
    const value = "most of the earlier text is gone; compare the two before relying on either";
    flags.push({ label: "Document replaced", value });
  }
  if (change.reversalOf !== null) {
    const since = reversedToSeenAt === null ? "" : ` first seen ${toMinute(reversedToSeenAt)}`;
    const value = `back to the version ${toShortId(change.reversalOf)}${since}`;
    flags.push({ label: "Reversal", value });
  }
  flags.push(...toTimeRemarks(change.comparison, toTiming(alert)));
  // One line: what else became of terms stands in the clauses.
  const chosenIndexes = new Set(alert.notification.changeIndexes);
  flags.push(...toDefinitionRemarks(change.comparison, chosenIndexes).slice(0, 1));
  const opinion = toSecondOpinionFlag(chosen, explanations);
  if (opinion !== null) flags.push({ label: "Second opinion", value: opinion });
  return flags;
}

/** `“You may resell it.” reads again as it did from 1 Mar 2025`. */
function toReturned(returns: readonly ClauseReturn[], chosen: readonly ClauseChange[]): Fact[] {
  const named = chosen.flatMap(({ after }) => {
    const found = returns.find(({ start }) => start === after?.start);
    if (found === undefined || after === null) return [];
    return [`“${toVisibleLine(after.text, 60)}” reads again as it did from ${toDay(found.seenAt)}`];
  });
  if (named.length === 0) return [];
  const left = named.length - maxReturned;
  const value = `${named.slice(0, maxReturned).join("; ")}${left > 0 ? `; and ${left} more` : ""}`;
  return [{ label: "Wording returned", value }];
}

/** Names the other documents, each with the command that shows it. */
function toSame(alsoIn: readonly SameChange[]): string {
  const named = alsoIn
    .slice(0, mostNamed)
    .map(({ terms, changeId }) => `${toTitle(terms)} (clausewatch show ${toShortId(changeId)})`);
  const left = alsoIn.length - named.length;
  return `the same words also changed in ${named.join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}

function toTiming({ change, beforeSeenAt }: Alert): Timing | null {
  return readTiming(change.comparison, { seenAt: change.detectedAt, beforeSeenAt });
}

function toWhen(alert: Alert): string {
  const { change } = alert;
  const { before, after } = change.comparison.dates.effective;
  const timing = toTiming(alert);
  const left = timing?.kind === "upcoming" ? `, in ${toCount(timing.days, "day", "days")}` : "";
  const isNews = after !== null && (after !== before || left !== "");
  return `Seen ${toMinute(change.detectedAt)}${isNews ? ` · effective ${toDay(after)}${left}` : ""}`;
}

function toFacts({ change, beforeSeenAt }: Alert): Fact[] {
  const { lastUpdated, effective } = change.comparison.dates;
  const stated = [
    { label: "Stated “last updated”", value: toStatedDate(lastUpdated) },
    { label: "Stated effective date", value: toStatedDate(effective) },
  ];
  return [
    { label: "Detected", value: toMinute(change.detectedAt) },
    { label: "Text before", value: `first seen ${toMinute(beforeSeenAt)}` },
    ...stated.flatMap(({ label, value }) => (value === null ? [] : [{ label, value }])),
  ];
}

function toStatedDate({ before, after }: Comparison["dates"]["effective"]): string | null {
  if (before === null && after === null) return null;
  if (before === after) return `${toDay(after ?? "")} (unchanged)`;
  const from = before === null ? "none" : toDay(before);
  const to = after === null ? "none" : toDay(after);
  return `${from} → ${to}`;
}

/** `and 3 more clause changes you asked for, 12 others`; null when everything is shown. */
export function toMore(story: Story, shown: number, chosenCount: number): string | null {
  const unshown = chosenCount - shown;
  const parts = [
    ...(unshown > 0
      ? [`${toCount(unshown, "more change", "more changes")} that you asked for`]
      : []),
    ...(story.otherCount > 0
      ? [`${toCount(story.otherCount, "other change", "other changes")} outside your filters`]
      : []),
  ];
  return parts.length === 0 ? null : capitalize(`${parts.join(" and ")} not shown here`);
}

/** A comparison's changes, what a reader should see first to last. */
export function toRanked(comparison: Comparison): ClauseChange[] {
  return rankClauseChanges(comparison.changes).flatMap((index) => comparison.changes[index] ?? []);
}
