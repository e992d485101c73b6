import type { Matcher } from "../core/match/matcher.ts";
import { createMatcher } from "../core/match/matcher.ts";
import type { ChangeEvent } from "../model/change-event.ts";
import type { ChangeHead, TermsChange } from "../model/change.ts";
import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import type { TermsStatus } from "../model/terms.ts";
import type { Clock } from "../ports/clock.ts";
import type { HistoryStamp } from "../ports/history-stamp.ts";
import type { Store } from "../ports/store.ts";
import type { PlacedOutline } from "../render/change-outline.ts";
import { toChangeOutline } from "../render/change-outline.ts";
import { newestFirst } from "./change-order.ts";
import { loadEvents } from "./load-events.ts";

/** All recorded changes in outline, as history stands. */
export interface OutlinedHistory {
  /** Newest first; what was seen at once by id. */
  readonly changes: readonly PlacedOutline[];
  readonly byId: ReadonlyMap<Digest, PlacedOutline>;
  /** Events of two changes and more, by the id of each of them. */
  readonly events: ReadonlyMap<Digest, ChangeEvent>;
  /** By id. */
  readonly terms: ReadonlyMap<TermsId, TermsStatus>;
  /** Has read these changes before, so that holding filters against them again is quick. */
  readonly matcher: Matcher;
}

/** Recorded changes in outline, kept in memory: some kilobytes for each, so that no list reads them all. */
export interface ChangeOutlines {
  /** Reads only what was recorded since; all, where older things changed or were judged anew. */
  read(): Promise<OutlinedHistory>;
}

/** @param clock by which long reading stops now and then for whatever else there is to do; absent: it does not */
export function createChangeOutlines(store: Store & HistoryStamp, clock?: Clock): ChangeOutlines {
  let known: { readonly written: string; readonly history: Promise<OutlinedHistory> } | null = null;
  let last = emptyHistory();
  return {
    async read() {
      const written = await store.readWriteStamp();
      if (known?.written !== written) {
        const history = bringUpToDate({ store, clock, last });
        known = { written, history };
        history.then(
          (read) => (last = read),
          // What could not be read is tried anew by whoever asks next.
          () => (known = null),
        );
      }
      return known.history;
    },
  };
}

function emptyHistory(): OutlinedHistory {
  const matcher = createMatcher();
  return { changes: [], byId: new Map(), events: new Map(), terms: new Map(), matcher };
}

interface Reading {
  readonly store: Store;
  readonly clock: Clock | undefined;
  /** What was known before. */
  readonly last: OutlinedHistory;
}

/** Some tens of milliseconds of real changes. */
const readAtOnce = 40;

async function bringUpToDate({ store, clock, last }: Reading): Promise<OutlinedHistory> {
  const terms = new Map((await store.listTermsStatus()).map((each) => [each.id, each]));
  const heads = (await store.listChangeHeads({})).toSorted(newestFirst);
  const fresh = heads.filter((head) => !isKnown(last, head));
  if (fresh.length === 0 && heads.length === last.changes.length) return { ...last, terms };
  // What is newer than all else can join events, and takes none of them apart.
  const newest = last.changes[0]?.change.detectedAt ?? "";
  const isAppended =
    heads.length === last.changes.length + fresh.length &&
    fresh.every(({ detectedAt }) => detectedAt > newest);
  const base = isAppended ? last : emptyHistory();
  const read: TermsChange[] = [];
  for (const { id } of isAppended ? fresh : heads) {
    const change = await store.findChange(id);
    if (change !== undefined) read.push(change);
    if (read.length % readAtOnce === 0) await clock?.sleep(0);
  }
  const outlines = await placeOutlines(store, read);
  const changes = [...outlines, ...base.changes];
  const events = new Map(base.events);
  for (const event of (await loadEvents(store, read)).values())
    if (event.changes.length > 1) for (const { id } of event.changes) events.set(id, event);
  const byId = new Map(changes.map((one) => [one.change.id, one]));
  return { changes, byId, events, terms, matcher: base.matcher };
}

function isKnown({ byId }: OutlinedHistory, { id, judgedBy }: ChangeHead): boolean {
  const known = byId.get(id);
  return known !== undefined && (known.change.comparison.judgedBy ?? null) === judgedBy;
}

async function placeOutlines(
  store: Store,
  changes: readonly TermsChange[],
): Promise<readonly PlacedOutline[]> {
  const seen = new Map<Digest, Instant>();
  for (const termsId of new Set(changes.map((change) => change.termsId)))
    for (const { id, fetchedAt } of await store.listVersions(termsId)) seen.set(id, fetchedAt);
  return changes.map((change) => ({
    ...toChangeOutline(change),
    beforeSeenAt: seen.get(change.beforeId) ?? change.detectedAt,
    reversedToSeenAt: change.reversalOf === null ? null : (seen.get(change.reversalOf) ?? null),
  }));
}
