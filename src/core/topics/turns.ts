import type { ClauseSpell, Stance } from "../../model/clause-spell.ts";
import type { Digest } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";
import { addMs } from "../../model/instant.ts";
import type { Topic } from "../../model/topic.ts";
import type { TopicTerms } from "./matrix.ts";
import { isRestriction, stanceIn, stoodAt, toHardest } from "./matrix.ts";

/** What became of a document's restriction: it came, grew, shrank or went; or it stood in the first version known. */
export type TurnKind = "first-seen" | "added" | "tightened" | "loosened" | "dropped";

export interface TopicTurn {
  readonly kind: TurnKind;
  readonly terms: TopicTerms;
  readonly at: Instant;
  /** The version that it came with. */
  readonly versionId: Digest;
  /** The hardest before and after; null for nothing said. */
  readonly before: Stance | null;
  readonly after: Stance | null;
  /** The restricting clause that says most of it: as it stands from then on; as it stood, where it went. */
  readonly spell: ClauseSpell;
  /** Another document of the provider that restricted it already; undefined where none did. */
  readonly elsewhere: TopicTerms | undefined;
}

// A page that was captured badly for a while lacks clauses that come back word for word.
const gapMs = 60 * 86_400_000;

/** Gives what became of each document's restrictions in a topic, newest first. */
export function listTurns(
  topic: Topic,
  {
    terms,
    spells,
  }: { readonly terms: readonly TopicTerms[]; readonly spells: readonly ClauseSpell[] },
): readonly TopicTurn[] {
  const spellsOf = Map.groupBy(spells, ({ termsId }) => termsId);
  return terms
    .flatMap((one) => listOwnTurns(topic, one, bridge(spellsOf.get(one.id) ?? [])))
    .map((turn) => ({ ...turn, elsewhere: findElsewhere(turn, { topic, terms, spellsOf }) }))
    .toSorted((one, other) => compare(other.at, one.at) || compare(one.terms.id, other.terms.id));
}

/** Joins spells of the same wording that a short gap parts. */
function bridge(spells: readonly ClauseSpell[]): readonly ClauseSpell[] {
  const joined: ClauseSpell[] = [];
  // Long documents have thousands: only those of the same wording are looked through.
  const placesOf = new Map<string, number[]>();
  for (const spell of spells) {
    const places = placesOf.get(spell.wording) ?? [];
    placesOf.set(spell.wording, places);
    const at = places.findLast((place) => {
      const until = joined[place]?.until ?? null;
      return until !== null && until <= spell.from && addMs(until, gapMs) >= spell.from;
    });
    const known = at === undefined ? undefined : joined[at];
    if (at === undefined || known === undefined) places.push(joined.push(spell) - 1);
    else joined[at] = { ...known, until: spell.until, untilId: spell.untilId };
  }
  return joined;
}

function listOwnTurns(
  topic: Topic,
  terms: TopicTerms,
  spells: readonly ClauseSpell[],
): readonly Omit<TopicTurn, "elsewhere">[] {
  const moments = new Map<Instant, Digest>();
  for (const { from, versionId, until, untilId } of spells) {
    moments.set(from, versionId);
    if (until !== null && untilId !== null) moments.set(until, untilId);
  }
  const turns: Omit<TopicTurn, "elsewhere">[] = [];
  let before: Stance | null = null;
  let standing: readonly ClauseSpell[] = [];
  for (const [at, versionId] of [...moments].toSorted(([one], [other]) => compare(one, other))) {
    const now = spells.filter((spell) => stoodAt(spell, at));
    const after = toHardest(now, topic);
    const kind = toKind(before, after, at === terms.firstSeenAt);
    const spell =
      kind === null
        ? undefined
        : kind === "dropped"
          ? findTelling(topic, standing, null)
          : findTelling(topic, now, at);
    if (kind !== null && spell !== undefined)
      turns.push({ kind, terms, at, versionId, before, after, spell });
    before = after;
    standing = now;
  }
  return turns;
}

function toKind(before: Stance | null, after: Stance | null, isFirst: boolean): TurnKind | null {
  const [was, is] = [isRestriction(before), isRestriction(after)];
  if (!was && !is) return null;
  if (!was) return isFirst ? "first-seen" : "added";
  if (!is) return "dropped";
  if (before === after) return null;
  return after === "strict" ? "tightened" : "loosened";
}

/** The hardest, of those that came then if any did. */
function findTelling(
  topic: Topic,
  spells: readonly ClauseSpell[],
  at: Instant | null,
): ClauseSpell | undefined {
  const hardest = toHardest(spells, topic);
  const telling = spells.filter((spell) => stanceIn(spell, topic) === hardest);
  return telling.find(({ from }) => from === at) ?? telling[0];
}

interface Neighbours {
  readonly topic: Topic;
  readonly terms: readonly TopicTerms[];
  readonly spellsOf: ReadonlyMap<string, readonly ClauseSpell[]>;
}

function findElsewhere(
  { kind, terms: own, at }: Omit<TopicTurn, "elsewhere">,
  { topic, terms, spellsOf }: Neighbours,
): TopicTerms | undefined {
  if (kind !== "added" && kind !== "dropped") return undefined;
  return terms.find(
    ({ id, serviceId }) =>
      id !== own.id &&
      serviceId === own.serviceId &&
      (spellsOf.get(id) ?? []).some(
        (spell) =>
          isRestriction(stanceIn(spell, topic)) &&
          spell.from < at &&
          (spell.until === null || spell.until >= at),
      ),
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : +(one > other);
}
