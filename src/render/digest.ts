import { rankClauseChanges } from "../core/rank.ts";
import type { ClauseChange } from "../model/comparison.ts";
import type { Alert, AlertDigest } from "./alert.ts";
import { clip } from "./fold.ts";
import { capitalize, toCount, toDay } from "./labels.ts";
import type { Story } from "./story.ts";
import { toMore, toRanked, toStory } from "./story.ts";
import { toVisibleLine } from "./visible.ts";

/** One change of a digest, nothing escaped. */
export interface DigestEntry {
  /** Counted from 1, in the order of reading. */
  readonly number: number;
  readonly alert: Alert;
  readonly story: Story;
  /** The clause change that matters most to this reader; null where none was asked for. */
  readonly first: ClauseChange | null;
  /** What of the change is not shown beside `first`; null for nothing. */
  readonly more: string | null;
  /** Where all of it stands: its page, or the command that shows it. */
  readonly whole: string;
}

/** What a digest says, the same for every channel; nothing is escaped yet. */
export interface DigestStory {
  /** `Clausewatch daily: 5 changes at 3 providers: Acme AI: stricter rules on …`, at most 150 characters. */
  readonly subject: string;
  /** `5 changes at 3 providers`. */
  readonly title: string;
  /** Why these come together. */
  readonly why: string;
  /** `Seen 1 Apr 2026 to 2 Apr 2026`. */
  readonly seen: string;
  /** By provider, the one with the most important change first; within each, most important first. */
  readonly groups: readonly DigestGroup[];
  /** The same in one list. */
  readonly entries: readonly DigestEntry[];
  /** Lists all changes of the time, for what is not named here. */
  readonly command: string;
}

export interface DigestGroup {
  readonly provider: string;
  readonly entries: readonly DigestEntry[];
}

const maxSubject = 150;
const maxProvider = 60;

const names: Readonly<Record<AlertDigest["why"], string>> = {
  daily: "Clausewatch daily",
  weekly: "Clausewatch weekly",
  cap: "Clausewatch",
};

const reasons: Readonly<Record<AlertDigest["why"], string>> = {
  daily: "Your daily digest, most important first.",
  weekly: "Your weekly digest, most important first.",
  cap: "More was due within an hour than you are sent one by one. The rest is here together, most important first.",
};

export function toDigestStory(digest: AlertDigest): DigestStory {
  const groups = toGroups(rankAlerts(joinAlerts(digest.alerts)));
  const entries = groups.flatMap((group) => group.entries);
  const count = toCount(entries.length, "change", "changes");
  const at = groups.length === 1 ? (groups[0]?.provider ?? "") : `${groups.length} providers`;
  const title = `${count} at ${at}`;
  const days = entries.map(({ alert }) => alert.change.detectedAt.slice(0, 10)).toSorted();
  const [from = "", until = ""] = [days[0], days.at(-1)];
  // Of several providers each has its say before any has a second.
  const gists =
    groups.length === 1
      ? entries.map(({ story }) => story.gist)
      : groups.map((group) => `${group.provider}: ${group.entries[0]?.story.gist ?? ""}`);
  return {
    subject: clip(`${names[digest.why]}: ${title}: ${gists.join("; ")}`, maxSubject),
    title,
    why: toWhy(digest),
    seen: from === until ? `Seen ${toDay(from)}` : `Seen ${toDay(from)} to ${toDay(until)}`,
    groups,
    entries,
    command: `clausewatch changes --since ${from} --until ${until} --limit 1000`,
  };
}

function toWhy({ why, maxPerHour }: AlertDigest): string {
  if (why !== "cap" || maxPerHour === undefined) return reasons[why];
  const limit = toCount(maxPerHour, "message", "messages");
  return `More than ${limit} were due within an hour, which is your limit. The rest is here together, most important first.`;
}

/** One change is told once, with all that any of a reader's subscriptions asked of it. */
function joinAlerts(alerts: readonly Alert[]): Alert[] {
  return [...Map.groupBy(alerts, ({ change }) => change.id).values()].flatMap((same) => {
    const [first, ...others] = same;
    if (first === undefined || others.length === 0) return same;
    const indexes = new Set(same.flatMap(({ notification }) => notification.changeIndexes));
    const changeIndexes = [...indexes].toSorted((one, other) => one - other);
    const matched = changeIndexes.flatMap((index) => first.change.comparison.changes[index] ?? []);
    const asked = same.flatMap((alert) => alert.asked?.topics ?? []);
    const chosen = rankClauseChanges(matched, asked).flatMap((index) => matched[index] ?? []);
    const notification = { ...first.notification, changeIndexes };
    return [{ ...first, notification, chosen }];
  });
}

/** By what matters most in each; a text that was replaced as a whole has nothing to be ranked by and comes first. */
function rankAlerts(alerts: readonly Alert[]): Alert[] {
  const asked = alerts.flatMap((alert) => alert.asked?.topics ?? []);
  const [whole, ranked] = [
    alerts.filter((alert) => toLeading(alert) === undefined),
    alerts.flatMap((alert) => {
      const clause = toLeading(alert);
      return clause === undefined ? [] : [{ alert, clause }];
    }),
  ];
  const order = rankClauseChanges(
    ranked.map(({ clause }) => clause),
    asked,
  );
  return [...whole, ...order.flatMap((index) => ranked[index]?.alert ?? [])];
}

function toLeading({ change, chosen }: Alert): ClauseChange | undefined {
  return chosen[0] ?? toRanked(change.comparison)[0];
}

function toGroups(alerts: readonly Alert[]): DigestGroup[] {
  let number = 0;
  return [...Map.groupBy(alerts, toProvider)].map(([provider, own]) => ({
    provider,
    entries: own.map((alert) => {
      number += 1;
      return toEntryOf(alert, number);
    }),
  }));
}

function toEntryOf(alert: Alert, number: number): DigestEntry {
  const story = toStory(alert);
  const [first = null] = alert.chosen;
  return {
    number,
    alert,
    story,
    first,
    more: toMore(story, first === null ? 0 : 1, alert.chosen.length),
    whole: alert.permalink ?? story.command,
  };
}

function toProvider({ terms }: Alert): string {
  return toVisibleLine(terms.serviceName, maxProvider);
}

/** `2. Acme AI · Terms of Service: stricter rules on building competing models`: one line for a list. */
export function toListLine({ number, story }: DigestEntry): string {
  return `${number}. ${story.title}: ${story.gist}`;
}

/** `12 more changes not shown here`; null where all are named. */
export function toUnnamed({ entries }: DigestStory, named: number): string | null {
  const left = entries.length - named;
  if (left === 0) return null;
  return capitalize(`${toCount(left, "more change", "more changes")} not named here`);
}
