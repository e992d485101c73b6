import type { Timing } from "../core/dates/timing.ts";
import { readTiming } from "../core/dates/timing.ts";
import { isVariant } from "../core/history/variants.ts";
import { rankClauseChanges } from "../core/rank.ts";
import { summarize } from "../core/summary.ts";
import type { ClauseReturn } from "../model/change.ts";
import type { ClauseChange, Comparison } from "../model/comparison.ts";
import type { Topic } from "../model/topic.ts";
import type { Alert, SameChange } from "./alert.ts";
import { mostNamed, toShortId } from "./alert.ts";
import { clip } from "./fold.ts";
import { toAskedFirst } from "./entry.ts";
import { toDefinitionRemarks } from "./definitions.ts";
import { toSecondOpinionFlag } from "./generated.ts";
import { toSafeUrl } from "./html.ts";
import { capitalize, toCount, toDay, toMinute, toTopicLabel } from "./labels.ts";
import { inForceLabel, toInForce, toTimeRemarks } from "./timing.ts";
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
  /** How much of the change this reader is told, and what is in it where that is much; never empty. */
  readonly summary: string;
  /** From when it binds: `Takes effect in 29 days, on 1 May 2026`; null where that cannot be said. */
  readonly effect: string | null;
  /** `Seen 2 Apr 2026, 09:30 UTC`. */
  readonly seen: string;
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
    summary: toVisibleLine(toSummary(alert), maxSummary),
    when: toWhen(alert),
    seen: `Seen ${toMinute(change.detectedAt)}`,
    effect: toEffect(alert),
    facts: toFacts(alert),
    sources: toSources(terms.urls),
    command: `clausewatch show ${toShortId(change.id)}`,
    otherCount: change.comparison.changes.length - chosen.length,
  };
}

/** Whether all of the text is another: then the verdict on one clause is not the headline's. */
export function isOtherText({ change }: Pick<Alert, "change">): boolean {
  return change.comparison.replaced || change.reversalOf !== null;
}

/** The flags for a channel that shows the effect by itself: that it binds already is not said twice. */
export function toFlagsBeside({ flags, effect }: Story): readonly Fact[] {
  return effect === null ? flags : flags.filter(({ label }) => label !== inForceLabel);
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

// Fewer clauses than this are read as fast as a summary of them.
const minimumToSum = 3;

function toSummary({ change, chosen }: Alert): string {
  const { changes, replaced, summary } = change.comparison;
  const total = changes.filter(({ materiality }) => materiality !== "noise").length;
  if (replaced || chosen.length === 0 || chosen.length >= total) return summary;
  const verb = chosen.length === 1 ? "is" : "are";
  const scope = `${chosen.length} of the document's ${total} changes ${verb} what you asked for.`;
  return chosen.length < minimumToSum ? scope : `${scope} ${summarize(chosen)}`;
}

/** What happened, as subjects say it: `stricter rules on building competing models (+2 more)`. */
export function toGist({
  change,
  chosen,
  asked,
}: Pick<Alert, "change" | "chosen" | "asked">): string {
  const { comparison, reversalOf } = change;
  if (comparison.replaced) return "a different document stands here now";
  if (reversalOf !== null) return "earlier wording has returned";
  const topics = asked?.topics ?? [];
  const [first, ...rest] = chosen.map((one) => toLead(one, topics));
  if (first === undefined) return "changed";
  const second = rest.find(({ text, isSubstantive }) => isSubstantive && text !== first.text);
  const named = second === undefined ? [first.text] : joinLeads(first, second);
  const others = chosen.length - (second === undefined ? 1 : 2);
  return `${named.join("; ")}${others === 0 ? "" : ` (+${others} more)`}`;
}

/** What one clause change is for a headline. */
interface Lead {
  readonly text: string;
  /** What it is about: `on building competing models`. */
  readonly matter: string;
  readonly isDirected: boolean;
  readonly isSubstantive: boolean;
}

/** What got stricter here and looser there is one matter. */
function joinLeads(first: Lead, second: Lead): string[] {
  const isOne = first.matter === second.matter && first.isDirected && second.isDirected;
  return isOne ? [`rules stricter and looser ${first.matter}`] : [first.text, second.text];
}

/** `stricter rules on building competing models`. */
function toLead(change: ClauseChange, asked: readonly Topic[]): Lead {
  const { direction, kind, materiality } = change;
  const isSubstantive = materiality === "substantive";
  const matter = toMatter(change, asked);
  const isDirected = isSubstantive && direction !== null && direction !== "neutral";
  const about = (words: string): string => `${words} ${matter}`.trimEnd();
  const tell = (): string => {
    if (!isSubstantive) return about("editorial change");
    const isAdded = kind === "added";
    if (isAdded && (isHeading(change) || !isDirected))
      return toNewEntry(change.after?.text ?? "") ?? about("new clause");
    if (direction === "tightened") return about("stricter rules");
    if (direction === "loosened") return about("looser rules");
    if (direction === "mixed") return about("rules stricter and looser");
    return about(kind === "removed" ? "clause removed" : "changed wording");
  };
  return { text: tell(), matter, isDirected, isSubstantive };
}

/** By topic, else by the heading that it stands under; empty where it has neither. */
function toMatter(change: ClauseChange, asked: readonly Topic[]): string {
  const [topic] = toAskedFirst(change.topics, asked);
  if (topic !== undefined && topic !== "other") return `on ${toTopicLabel(topic)}`;
  const heading = (change.after ?? change.before)?.path.at(-1);
  return heading === undefined ? "" : `under “${toVisibleLine(heading, 50)}”`;
}

function isHeading({ after }: ClauseChange): boolean {
  return after !== null && /^#{1,6} /.test(after.text);
}

/** On a page of entries the heading is the news: `new: “Model X is retired”`; null where it has none. */
function toNewEntry(text: string): string | null {
  const heading = /^#{1,6}\s+(?<words>.+)$/m.exec(text)?.groups?.["words"];
  return heading === undefined ? null : `new: “${toVisibleLine(heading, 80)}”`;
}

function toFlags(alert: Alert): Fact[] {
  const { change, chosen, explanations, reversedToSeenAt, alsoIn = [] } = alert;
  const flags: Fact[] = [];
  if (alsoIn.length > 0) flags.push({ label: "Same change", value: toSame(alsoIn, alert.terms) });
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

/** Names the other documents, each with the command that shows it; those in other languages have other words. */
function toSame(alsoIn: readonly SameChange[], own: SameChange["terms"]): string {
  const shown = alsoIn.slice(0, mostNamed);
  const [translated, worded] = [true, false].map((isAsked) =>
    shown
      .filter(({ terms }) => isVariant(terms, own) === isAsked)
      .map(({ terms, changeId }) => `${toTitle(terms)} (clausewatch show ${toShortId(changeId)})`)
      .join(", "),
  );
  const parts = [
    ...(worded ? [`the same words also changed in ${worded}`] : []),
    ...(translated ? [`by its figures the same change, in other words, is in ${translated}`] : []),
  ];
  const left = alsoIn.length - shown.length;
  return `${parts.join("; ")}${left > 0 ? ` and ${left} more` : ""}`;
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

/** Days are counted from the day on which the change was seen: a message says the same whenever it is sent. */
function toEffect(alert: Alert): string | null {
  const timing = toTiming(alert);
  const stated = alert.change.comparison.dates.effective.after;
  if (timing?.kind === "unstated") return "No effective date stated: it may bind already";
  if (timing?.from == null)
    return stated === null ? null : `Stated effective date: ${toDay(stated)}`;
  if (timing.kind === "in-force")
    return timing.days === 0
      ? `In force since ${toDay(timing.from)}`
      : `In force ${toInForce(timing)}`;
  const days = toCount(timing.days, "day", "days");
  const seen = toDay(alert.change.detectedAt);
  return `Takes effect in ${days}, on ${toDay(timing.from)} (counted from ${seen})`;
}

function toFacts({ change, beforeSeenAt }: Alert): Fact[] {
  const { lastUpdated, effective } = change.comparison.dates;
  const stated = [
    { label: "Says “last updated”", value: toStatedDate(lastUpdated) },
    { label: "Says “effective”", value: toStatedDate(effective) },
  ];
  return [
    { label: "Change first seen", value: toMinute(change.detectedAt) },
    { label: "Earlier text seen", value: `since ${toDay(beforeSeenAt)}` },
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
