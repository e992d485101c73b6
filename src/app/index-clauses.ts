import { segmentClauses } from "../core/clauses/segment.ts";
import { toClauseOutline } from "../core/history/clause-outline.ts";
import { describeLife } from "../core/history/life.ts";
import type { ThreadSpell } from "../core/history/spells.ts";
import { toSpells } from "../core/history/spells.ts";
import type { LifeVersion, Lineage } from "../core/history/thread.ts";
import { toWording } from "../core/history/wording.ts";
import { toJudgementVersion } from "../core/judgement-version.ts";
import type { ClauseReading } from "../core/topics/clause-topics.ts";
import { createClauseReader } from "../core/topics/clause-topics.ts";
import type { OwnTopics } from "../core/topics/own-topics.ts";
import { stanceVersion } from "../core/topics/stance.ts";
import type { ClauseLife, ClauseOutline } from "../model/clause-life.ts";
import type { ClauseSpell } from "../model/clause-spell.ts";
import type { TermsId } from "../model/declaration.ts";
import { toMs } from "../model/instant.ts";
import type { IndexedTerms } from "../ports/clause-index.ts";
import type { Clock } from "../ports/clock.ts";
import type { WebStore } from "../ports/web-store.ts";
import { toChain, traceClauses } from "./trace-clauses.ts";

/** Raised when the same versions may be indexed differently, for another reason than their judgement. */
const indexVersion = 4;

export interface IndexContext {
  readonly store: WebStore;
  readonly ownTopics: OwnTopics;
  /** By which it stops every 50 ms for whatever else there is to do. @default it does not */
  readonly clock?: Clock;
}

export interface IndexOptions {
  readonly signal?: AbortSignal;
  /** Called after each terms that was indexed, with how many are still to come. */
  readonly onIndexed?: (termsId: TermsId, left: number) => void;
}

/**
 * Indexes the clauses of every terms that has other versions, or was indexed by other rules, than now; gives how many
 * these were. One transaction each: cut off anywhere, it goes on from there the next time, and two at once do no harm. Where nothing
 * has changed it takes milliseconds, and some 10 ms a version where something has.
 * @throws {StoreError} when the store cannot be read or written; the signal's reason when it aborts
 */
export async function indexClauses(
  { store, ownTopics, clock }: IndexContext,
  { signal, onIndexed }: IndexOptions = {},
): Promise<number> {
  const due = await listDue(store, ownTopics);
  const pause = clock === undefined ? async () => {} : createPause(clock);
  for (const [at, indexed] of due.entries()) {
    signal?.throwIfAborted();
    await indexTerms(store, indexed, { ownTopics, pause, ...(signal && { signal }) });
    onIndexed?.(indexed.termsId, due.length - at - 1);
  }
  return due.length;
}

/** Gives the terms whose clauses are not indexed as they stand. */
export async function listDue(
  store: WebStore,
  ownTopics: OwnTopics,
): Promise<readonly IndexedTerms[]> {
  const madeBy = `index-${indexVersion}+${toJudgementVersion(ownTopics.version)}+stances-${stanceVersion}`;
  const known = new Map((await store.listIndexedTerms()).map((one) => [one.termsId, one]));
  const due: IndexedTerms[] = [];
  for (const { id: termsId, versionCount: all } of await store.listTermsStatus()) {
    if (all === 0) continue;
    const before = known.get(termsId);
    // None is ever taken away: as many as there are means all of them.
    if (before?.versionCount === all && before.madeBy === madeBy) continue;
    const chain = toChain(await store.listVersions(termsId));
    const versionId = chain.at(-1)?.id;
    if (versionId === undefined) continue;
    const isKnown =
      before?.versionId === versionId &&
      before.versionCount === chain.length &&
      before.madeBy === madeBy;
    if (!isKnown) due.push({ termsId, versionId, versionCount: chain.length, madeBy });
  }
  return due;
}

async function indexTerms(
  store: WebStore,
  indexed: IndexedTerms,
  { ownTopics, pause, signal }: ReadOptions,
): Promise<void> {
  const { termsId, versionId } = indexed;
  // What comes meanwhile is indexed the next time.
  const options = { pause, ...(signal && { signal }) };
  const lineage = await traceClauses(store, termsId, { untilId: versionId, ...options });
  const spells = await readSpells(store, { indexed, lineage }, { ownTopics, ...options });
  const lives: ClauseLife[] = [];
  const outlines: ClauseOutline[] = [];
  const places = new Map(lineage.standing.map((thread, place) => [thread, place]));
  for (const [at, thread] of lineage.threads.entries()) {
    await pause();
    const life = describeLife(lineage, thread);
    lives.push(life);
    outlines.push(toClauseOutline(life, thread, places.get(at)));
  }
  signal?.throwIfAborted();
  await store.putClauseIndex({ ...indexed, spells, lives, outlines });
}

interface ReadOptions {
  readonly ownTopics: OwnTopics;
  readonly pause: () => Promise<void>;
  readonly signal?: AbortSignal;
}

/** What the same rules have read of a terms already, by clause and version. */
async function listReadings(
  store: WebStore,
  { termsId, madeBy }: IndexedTerms,
): Promise<ReadonlyMap<string, ClauseReading>> {
  const before = (await store.listIndexedTerms()).find((one) => one.termsId === termsId);
  if (before?.madeBy !== madeBy) return new Map();
  const spells = await store.listClauseSpells({ termsIds: [termsId] });
  return new Map(
    spells.map(({ clauseId, versionId, topics, stances }) => [
      `${clauseId} ${versionId}`,
      { topics, stances },
    ]),
  );
}

/** Version by version, since what a clause is about is read with the text around it. */
async function readSpells(
  store: WebStore,
  { indexed, lineage }: { readonly indexed: IndexedTerms; readonly lineage: Lineage },
  { ownTopics, pause, signal }: ReadOptions,
): Promise<readonly ClauseSpell[]> {
  const begun = lineage.threads.flatMap((thread) =>
    toSpells(thread).map((spell) => ({ clauseId: thread.id, spell })),
  );
  const byVersion = Map.groupBy(begun, ({ spell }) => spell.from);
  const { termsId } = indexed;
  const known = await listReadings(store, indexed);
  const spells: ClauseSpell[] = [];
  for (const [at, version] of lineage.versions.entries()) {
    const here = byVersion.get(at);
    if (here === undefined) continue;
    signal?.throwIfAborted();
    const isKnown = here.every(({ clauseId }) => known.has(`${clauseId} ${version.id}`));
    const text = isKnown ? "" : ((await store.findVersion(version.id))?.text ?? "");
    const read = createClauseReader(text, segmentClauses(text), ownTopics);
    for (const { clauseId, spell } of here) {
      await pause();
      const next = lineage.versions[spell.until ?? -1];
      spells.push({
        termsId,
        clauseId,
        ...toFields(spell, version, next),
        ...(known.get(`${clauseId} ${version.id}`) ?? read(spell.clause)),
      });
    }
  }
  return spells;
}

function toFields(
  { clause }: ThreadSpell,
  version: LifeVersion,
  next: LifeVersion | undefined,
): Omit<ClauseSpell, "termsId" | "clauseId" | "topics" | "stances"> {
  const { text, start, end, number = null, path, leadIn = null } = clause;
  return {
    text,
    start,
    end,
    wording: toWording(clause),
    number,
    path,
    leadIn,
    versionId: version.id,
    from: version.seenAt,
    untilId: next?.id ?? null,
    until: next?.seenAt ?? null,
  };
}

/** What a reader does not notice yet. */
const pauseEveryMs = 50;

function createPause(clock: Clock): () => Promise<void> {
  let last = toMs(clock.now());
  return async () => {
    if (Math.abs(toMs(clock.now()) - last) < pauseEveryMs) return;
    await clock.sleep(0);
    last = toMs(clock.now());
  };
}
