import type { TopicHistory } from "../app/load-topic.ts";
import { endOfDay } from "../core/dates/day.ts";
import type { TopicMatrix, TopicTerms } from "../core/topics/matrix.ts";
import { hardness, stanceIn, stoodAt, toMatrix } from "../core/topics/matrix.ts";
import { toPeriods } from "../core/topics/periods.ts";
import type { TopicTurn } from "../core/topics/turns.ts";
import { listTurns } from "../core/topics/turns.ts";
import type { ClauseSpell, Stance } from "../model/clause-spell.ts";
import type { Digest } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import type { Topic } from "../model/topic.ts";
import type { TopicQuery, WordingSort } from "./topic-query.ts";

/** A clause in force on the day that is shown. */
export interface ShownWording {
  readonly spell: ClauseSpell;
  readonly terms: TopicTerms;
  readonly stance: Stance;
  /** Whether it stood there when the document was first seen: it may be older. */
  readonly isFromFirst: boolean;
}

/** All that a topic's page tells. */
export interface TopicView {
  readonly topic: Topic;
  readonly query: TopicQuery;
  /** When terms were last seen; now where they are watched. */
  readonly now: Instant;
  readonly isCurrent: boolean;
  /** Of all documents, for filters: by name, and in the order of the alphabet. */
  readonly services: readonly { readonly id: string; readonly name: string }[];
  readonly types: readonly string[];
  /** Documents that the filters let through. */
  readonly terms: readonly TopicTerms[];
  readonly matrix: TopicMatrix;
  /** Newest first; what was there from the first among them. */
  readonly turns: readonly TopicTurn[];
  /** In force on the day asked for, in the order asked for. */
  readonly wordings: readonly ShownWording[];
  /** The recorded change that a version came with; undefined for none. */
  readonly changeOf: (versionId: Digest) => Digest | undefined;
  /** Documents whose clauses are not read yet. */
  readonly unread: number;
}

export interface TopicViewParts {
  readonly topic: Topic;
  readonly query: TopicQuery;
  readonly now: Instant;
  readonly isCurrent: boolean;
  readonly history: TopicHistory;
  readonly changes: ReadonlyMap<Digest, Digest>;
  readonly unread: number;
}

/** Gives what a topic's page tells, by its filters. */
export function toTopicView(parts: TopicViewParts): TopicView {
  const { topic, query, now, isCurrent, history, changes, unread } = parts;
  const { service, type } = query;
  const terms = history.terms.filter(
    ({ serviceId, termsType }) =>
      (service === null || serviceId === service) && (type === null || termsType === type),
  );
  const byId = new Map(terms.map((one) => [one.id, one]));
  const spells = history.spells.filter(({ termsId }) => byId.has(termsId));
  const first = earliest(history.terms, now);
  const periods = toPeriods(first, now).filter(
    ({ from, lastDay }) =>
      (query.since === null || lastDay >= query.since) &&
      (query.until === null || from <= query.until),
  );
  const names = new Map(
    history.terms.map(({ serviceId, serviceName }) => [serviceId, serviceName]),
  );
  return {
    topic,
    query,
    now,
    isCurrent,
    services: [...names]
      .map(([id, name]) => ({ id, name }))
      .toSorted((one, other) => one.name.localeCompare(other.name, "en")),
    types: [...new Set(history.terms.map(({ termsType }) => termsType))].toSorted(),
    terms,
    matrix: toMatrix(topic, { terms, spells, periods }),
    turns: listTurns(topic, { terms, spells }).filter((turn) => isAsked(turn, query)),
    wordings: toWordings({ topic, query, now, byId, spells }),
    changeOf: (versionId) => changes.get(versionId),
    unread,
  };
}

function earliest(terms: readonly TopicTerms[], now: Instant): Instant {
  return terms.reduce((least, { firstSeenAt }) => (firstSeenAt < least ? firstSeenAt : least), now);
}

function isAsked({ kind, at }: TopicTurn, { since, until, added }: TopicQuery): boolean {
  const day = at.slice(0, 10);
  if (since !== null && day < since) return false;
  if (until !== null && day > until) return false;
  return added === null || (kind === "added" && Number(day.slice(0, 4)) === added);
}

interface WordingParts {
  readonly topic: Topic;
  readonly query: TopicQuery;
  readonly now: Instant;
  readonly byId: ReadonlyMap<string, TopicTerms>;
  readonly spells: readonly ClauseSpell[];
}

function toWordings({ topic, query, now, byId, spells }: WordingParts): readonly ShownWording[] {
  const at = query.at === null ? now : endOfDay(query.at);
  return spells
    .filter((spell) => stoodAt(spell, at))
    .flatMap((spell) => {
      const terms = byId.get(spell.termsId);
      if (terms === undefined) return [];
      const isFromFirst = spell.from === terms.firstSeenAt;
      return [{ spell, terms, stance: stanceIn(spell, topic), isFromFirst }];
    })
    .toSorted(
      (one, other) =>
        orders[query.sort](one, other) ||
        byPlace(one, other) ||
        one.spell.start - other.spell.start,
    );
}

const orders: Readonly<Record<WordingSort, (one: ShownWording, other: ShownWording) => number>> = {
  stance: (one, other) => hardness(other.stance) - hardness(one.stance),
  provider: () => 0,
  since: (one, other) => compare(other.spell.from, one.spell.from),
};

function byPlace({ terms: one }: ShownWording, { terms: other }: ShownWording): number {
  return one.serviceName.localeCompare(other.serviceName, "en") || compare(one.id, other.id);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : +(one > other);
}
