import { isForOperators } from "../core/delivery/plan-delivery.ts";
import type { ClaimedNotification } from "../model/notification.ts";
import type { AlertDigest } from "../render/alert.ts";
import type { ChangeSource } from "./change-source.ts";

/** One thing to tell, with all notifications that ask for it: the same change for several subscriptions of a target. */
export type Told = readonly [ClaimedNotification, ...ClaimedNotification[]];

/** What one message is made of, for one target. */
export type Turn =
  /** One change, or the same in several documents, each told of in the first one's message. */
  | { readonly kind: "changes"; readonly told: readonly [Told, ...Told[]] }
  | {
      readonly kind: "digest";
      readonly why: AlertDigest["why"];
      readonly told: readonly [Told, ...Told[]];
    }
  | { readonly kind: "incidents"; readonly told: readonly [Told, ...Told[]] };

/** More incidents than this for one operator at a time are told in one message. */
const mostIncidentsAlone = 3;
/** And at most so many in one: Slack takes fifty blocks a message. */
const mostIncidentsTogether = 40;

/**
 * Gives the messages that notifications claimed together come to, where the first of each stands: one for each change,
 * one for each event that a target hears of, one for each digest, and one for an operator's many incidents.
 */
export async function toTurns(
  changes: ChangeSource,
  claimed: readonly ClaimedNotification[],
): Promise<readonly Turn[]> {
  const order = new Map(claimed.map(({ id }, place) => [id, place]));
  const byTarget = Map.groupBy(claimed, toReader);
  const turns: Turn[] = [];
  for (const all of byTarget.values()) turns.push(...(await toTurnsOf(changes, all)));
  const placeOf = ({ told: [[first]] }: Turn): number => order.get(first.id) ?? 0;
  return turns.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** Every notification that a turn settles. */
export function listSettled({ told }: Turn): readonly ClaimedNotification[] {
  return told.flat();
}

/** Of all that is told one target, claimed together. */
async function toTurnsOf(
  changes: ChangeSource,
  claimed: readonly ClaimedNotification[],
): Promise<readonly Turn[]> {
  const incidents = claimed.filter(isIncident);
  const stories = [...Map.groupBy(claimed.filter(isChange), ({ subjectId }) => subjectId).values()];
  const told = stories.flatMap(([first, ...others]): Told[] => (first ? [[first, ...others]] : []));
  const digests = Map.groupBy(told, toDigestName);
  const single = digests.get(null) ?? [];
  digests.delete(null);
  return [
    ...(await toEventTurns(changes, single)),
    ...[...digests.values()].flatMap(toDigestTurns),
    ...toIncidentTurns(incidents),
  ];
}

/** What says of a story which digest tells it; null for none. The rest that a cap left is one digest for all of a target. */
function toDigestName(told: Told): string | null {
  if (told.some(({ hold }) => hold === "cap")) return "cap";
  if (told.some(({ rhythm }) => rhythm === "instant")) return null;
  const { rhythm, subscriptionId } = told.find(({ hold }) => hold === "digest") ?? told[0];
  return `${rhythm} ${subscriptionId}`;
}

function toDigestTurns(stories: readonly Told[]): readonly Turn[] {
  const [first, ...others] = stories;
  if (first === undefined) return [];
  if (first.some(({ hold }) => hold === "cap")) {
    return [{ kind: "digest", why: "cap", told: [first, ...others] }];
  }
  const why = first[0].rhythm === "daily" ? "daily" : "weekly";
  return [{ kind: "digest", why, told: [first, ...others] }];
}

/** One for each event; a story that tells more than others of the same event, or of none, is one by itself. */
async function toEventTurns(
  changes: ChangeSource,
  stories: readonly Told[],
): Promise<readonly Turn[]> {
  if (stories.length < 2) return stories.map((told) => ({ kind: "changes", told: [told] }));
  const names = new Map<Told, string | null>();
  for (const told of stories) names.set(told, await nameEvent(changes, told));
  const byEvent = Map.groupBy(stories, (told) => names.get(told) ?? null);
  return stories.flatMap((told): Turn[] => {
    const name = names.get(told) ?? null;
    if (name === null) return [{ kind: "changes", told: [told] }];
    const [first, ...others] = byEvent.get(name) ?? [];
    return first === told ? [{ kind: "changes", told: [first, ...others] }] : [];
  });
}

/** What a story has in common with those that tell just the same of other documents; null where nothing does. */
async function nameEvent(changes: ChangeSource, told: Told): Promise<string | null> {
  const known = await changes.find(told[0].subjectId);
  const event = known && (await changes.findEvent(known.change.id));
  const indexes = told.flatMap(({ changeIndexes }) => changeIndexes);
  const said = event && known.sayOf(known.rank(indexes), event);
  return event && said ? `${event.id} ${said}` : null;
}

function toIncidentTurns(incidents: readonly ClaimedNotification[]): readonly Turn[] {
  const size = incidents.length <= mostIncidentsAlone ? 1 : mostIncidentsTogether;
  const turns: Turn[] = [];
  for (let at = 0; at < incidents.length; at += size) {
    const [first, ...others] = incidents.slice(at, at + size).map((claimed): Told => [claimed]);
    if (first) turns.push({ kind: "incidents", told: [first, ...others] });
  }
  return turns;
}

/** Operators' incidents keep apart from what the same target reads as a subscriber. */
function toReader(claimed: ClaimedNotification): string {
  return JSON.stringify([claimed.channel, claimed.target, isForOperators(claimed)]);
}

function isChange({ subject }: ClaimedNotification): boolean {
  return subject === "change";
}

function isIncident(claimed: ClaimedNotification): boolean {
  return !isChange(claimed);
}
