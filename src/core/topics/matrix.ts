import type { ClauseSpell, Stance } from "../../model/clause-spell.ts";
import { stances } from "../../model/clause-spell.ts";
import type { TermsId } from "../../model/declaration.ts";
import type { Instant } from "../../model/instant.ts";
import type { Topic } from "../../model/topic.ts";
import type { Period } from "./periods.ts";

/** A document, as far as a topic's history speaks of it. */
export interface TopicTerms {
  readonly id: TermsId;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly termsType: string;
  /** When its first version was seen: nothing is known of it before. */
  readonly firstSeenAt: Instant;
}

/** What a provider's documents said at the end of a period. */
export interface MatrixCell {
  /** No document of it was known then; known, and silent; or the hardest stance of its clauses. */
  readonly said: Stance | "unknown" | "silent";
  /** How that differs from the period before: a restriction came or grew, or went or shrank. */
  readonly turn: "harder" | "softer" | null;
}

export interface MatrixRow {
  readonly serviceId: string;
  readonly serviceName: string;
  /** Those that ever said something, by id. */
  readonly documents: readonly TopicTerms[];
  /** One for each period. */
  readonly cells: readonly MatrixCell[];
  /** What is said at the end of the last one. */
  readonly latest: MatrixCell["said"];
  /** Since when a restriction has stood without a break; null where none stands. */
  readonly restrictedSince: Instant | null;
  /** Whether it stood there in the first version that is known. */
  readonly isFromFirst: boolean;
}

export interface TopicMatrix {
  readonly periods: readonly Period[];
  /** Providers that ever said something: hardest today first, then by name. */
  readonly rows: readonly MatrixRow[];
  /** Providers of the other documents, by name. */
  readonly silent: readonly string[];
  /** How many of those were known by the end of each period. */
  readonly silentKnown: readonly number[];
}

/** Gives a clause's stance in one of its topics. */
export function stanceIn(spell: Pick<ClauseSpell, "topics" | "stances">, topic: Topic): Stance {
  return spell.stances[spell.topics.indexOf(topic)] ?? "mentions";
}

/** Whether a wording stood at a time; at the instant that it leaves it does not any more. */
export function stoodAt({ from, until }: ClauseSpell, at: Instant): boolean {
  return from <= at && (until === null || until > at);
}

/** Gives the hardest stance of several clauses; null for none. */
export function toHardest(spells: readonly ClauseSpell[], topic: Topic): Stance | null {
  const said = new Set(spells.map((spell) => stanceIn(spell, topic)));
  return stances.find((stance) => said.has(stance)) ?? null;
}

/** Whether a stance denies or demands something of the customer. */
export function isRestriction(said: MatrixCell["said"] | null): said is "strict" | "qualified" {
  return said === "strict" || said === "qualified";
}

/**
 * Gives providers by periods: how hard each was at the end of each, over all of its documents. Linear in spells by
 * periods.
 * @param spells of that topic alone
 */
export function toMatrix(topic: Topic, { terms, spells, periods }: MatrixParts): TopicMatrix {
  const spellsOf = Map.groupBy(spells, ({ termsId }) => termsId);
  const services = Map.groupBy(terms, ({ serviceId }) => serviceId);
  const rows: MatrixRow[] = [];
  const silent: (readonly TopicTerms[])[] = [];
  for (const [serviceId, documents] of services) {
    const said = documents.filter(({ id }) => spellsOf.has(id));
    if (said.length === 0) {
      silent.push(documents);
      continue;
    }
    const own = said.flatMap(({ id }) => spellsOf.get(id) ?? []);
    const states = periods.map(({ end }) => toState({ topic, documents, spells: own, end }));
    const cells = states.map((state, at) => {
      const turn = toTurn(states[at - 1], state);
      const isNews =
        turn !== "harder" || !isOfNewDocument(topic, { said, spells: own, periods, at });
      return { said: state, turn: isNews ? turn : null };
    });
    const last = periods.at(-1)?.end;
    rows.push({
      serviceId,
      serviceName: toName(documents),
      documents: said.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
      cells,
      latest: states.at(-1) ?? "unknown",
      ...(last === undefined
        ? { restrictedSince: null, isFromFirst: false }
        : toSince({ topic, documents, spells: own, end: last })),
    });
  }
  return {
    periods,
    rows: rows.toSorted(
      (one, other) =>
        hardness(other.latest) - hardness(one.latest) || byName(one.serviceName, other.serviceName),
    ),
    silent: silent.map(toName).toSorted(byName),
    silentKnown: periods.map(({ end }) => silent.filter((of) => isKnown(of, end)).length),
  };
}

function toName(documents: readonly TopicTerms[]): string {
  return documents[0]?.serviceName ?? "";
}

function isKnown(documents: readonly TopicTerms[], end: Instant): boolean {
  return documents.some(({ firstSeenAt }) => firstSeenAt < end);
}

export interface MatrixParts {
  readonly terms: readonly TopicTerms[];
  readonly spells: readonly ClauseSpell[];
  readonly periods: readonly Period[];
}

interface Moment {
  readonly topic: Topic;
  readonly documents: readonly TopicTerms[];
  readonly spells: readonly ClauseSpell[];
  readonly end: Instant;
}

function toState({ topic, documents, spells, end }: Moment): MatrixCell["said"] {
  const standing = spells.filter((spell) => stoodBefore(spell, end));
  const hardest = toHardest(standing, topic);
  if (hardest !== null) return hardest;
  return isKnown(documents, end) ? "silent" : "unknown";
}

/** What ends a period has just not happened in it. */
function stoodBefore({ from, until }: ClauseSpell, end: Instant): boolean {
  return from < end && (until === null || until >= end);
}

/** Gives since when restrictions have followed each other without a gap, seen from the end. */
function toSince({
  topic,
  documents,
  spells,
  end,
}: Moment): Pick<MatrixRow, "restrictedSince" | "isFromFirst"> {
  const restricting = spells.filter(
    (spell) => isRestriction(stanceIn(spell, topic)) && spell.from < end,
  );
  const standing = restricting.filter((spell) => stoodBefore(spell, end));
  if (standing.length === 0) return { restrictedSince: null, isFromFirst: false };
  let since = minimum(
    standing.map(({ from }) => from),
    end,
  );
  for (;;) {
    const earlier = restricting.filter(
      ({ from, until }) => from < since && until !== null && until >= since,
    );
    if (earlier.length === 0) break;
    since = minimum(
      earlier.map(({ from }) => from),
      since,
    );
  }
  return {
    restrictedSince: since,
    isFromFirst: documents.some(
      ({ id, firstSeenAt }) =>
        firstSeenAt === since &&
        restricting.some(({ termsId, from }) => termsId === id && from === since),
    ),
  };
}

interface PeriodAt {
  readonly said: readonly TopicTerms[];
  readonly spells: readonly ClauseSpell[];
  readonly periods: readonly Period[];
  readonly at: number;
}

/** Whether the hardest stands in documents that became known in that period, from their first version: no news of theirs. */
function isOfNewDocument(topic: Topic, { said, spells, periods, at }: PeriodAt): boolean {
  const [before, period] = [periods[at - 1], periods[at]];
  if (before === undefined || period === undefined) return false;
  const standing = spells.filter((spell) => stoodBefore(spell, period.end));
  const hardest = toHardest(standing, topic);
  return standing
    .filter((spell) => stanceIn(spell, topic) === hardest)
    .every(({ termsId, from }) =>
      said.some(
        ({ id, firstSeenAt }) =>
          id === termsId && from === firstSeenAt && firstSeenAt >= before.end,
      ),
    );
}

function minimum(instants: readonly Instant[], most: Instant): Instant {
  return instants.reduce((least, instant) => (instant < least ? instant : least), most);
}

/** The hardest is the greatest; what is not known weighs nothing. */
export function hardness(said: MatrixCell["said"]): number {
  if (said === "unknown") return 0;
  return said === "silent" ? 1 : 1 + stances.length - stances.indexOf(said);
}

function toTurn(
  before: MatrixCell["said"] | undefined,
  after: MatrixCell["said"],
): MatrixCell["turn"] {
  if (before === undefined || before === "unknown" || before === after) return null;
  if (!isRestriction(before) && !isRestriction(after)) return null;
  return hardness(after) > hardness(before) ? "harder" : "softer";
}

function byName(one: string, other: string): number {
  return one.localeCompare(other, "en");
}
