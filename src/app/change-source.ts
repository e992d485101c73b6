import type { LeadInOf } from "../core/clauses/lead-ins.ts";
import { isInSeveralLanguages, signTold } from "../core/history/events.ts";
import { rankClauseChanges } from "../core/rank.ts";
import type { ChangeEvent } from "../model/change-event.ts";
import type { TermsChange } from "../model/change.ts";
import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import type { Version } from "../model/version.ts";
import type { Store } from "../ports/store.ts";
import type { EventsByChange } from "./load-events.ts";
import { loadEvents } from "./load-events.ts";
import { loadLeadIns } from "./load-lead-ins.ts";

/** A change with what many readers of it have in common. */
export interface KnownChange {
  readonly change: TermsChange;
  /** Gives indexes without repetition, what matters most first. */
  rank(indexes: readonly number[]): readonly number[];
  /** What these clauses say in so far as documents can have it in common; null where that is not all that is to be told. */
  sayOf(indexes: readonly number[], event: ChangeEvent): Digest | null;
}

/** Changes that are read from the store once for all who hear of them. */
export interface ChangeSource {
  find(changeId: Digest): Promise<KnownChange | undefined>;
  /** Gives the sentences that its clauses complete; both texts are read once for all who hear of it. */
  readonly findLeadIns: (change: TermsChange) => Promise<LeadInOf>;
  readonly findEvent: (changeId: Digest) => Promise<ChangeEvent | undefined>;
  /** A view of the store that reads a change, when its texts were seen, and its event, once for all. */
  readonly store: Store;
}

/** A change may come to megabytes; of the versions only when they were seen is kept. */
const mostKept = 32;
/** Names are small, and one walk meets all terms. */
const mostTerms = 1_000;

/**
 * Gives a source that keeps the changes last asked for. For one run of delivery: what is recorded of a change does not
 * move while a notification of it is pending, but for the event, which later changes may join.
 */
export function createChangeSource(store: Store): ChangeSource {
  const changes = createKeeper((id: Digest) => store.findChange(id));
  const versions = createKeeper(async (id: Digest): Promise<Version | undefined> => {
    const version = await store.findVersion(id);
    return version && { ...version, text: "" };
  });
  // Of each change it is asked which others may be its translation.
  const alike = createKeeper((id: TermsId) => store.listTermsLike(id), mostTerms);
  const view: Store = {
    ...store,
    findChange: (id) => changes(id as Digest),
    findVersion: versions,
    listTermsLike: alike,
  };
  const known = createKeeper(async (id: Digest) => {
    const change = await changes(id);
    return change && describeChange(change);
  });
  const events = createKeeper(async (id: Digest): Promise<EventsByChange> => {
    const change = await changes(id);
    return change ? loadEvents(view, [change]) : new Map();
  });
  const leadIns = createKeeper(async (id: Digest) => {
    const change = await changes(id);
    return change && loadLeadIns(store, change);
  });
  return {
    find: known,
    findLeadIns: async ({ id }) => (await leadIns(id)) ?? (() => undefined),
    findEvent: async (id) => (await events(id)).get(id),
    store: view,
  };
}

function describeChange(change: TermsChange): KnownChange {
  const { comparison } = change;
  let order: readonly number[] | undefined;
  const said = new Map<string, Digest | null>();
  return {
    change,
    rank(indexes) {
      const wanted = new Set(indexes);
      order ??= rankClauseChanges(comparison.changes);
      return order.filter((index) => wanted.has(index));
    },
    sayOf(indexes, event) {
      const key = `${isInSeveralLanguages(event)} ${indexes.join(" ")}`;
      const known = said.get(key);
      if (known !== undefined) return known;
      const digest = signTold(change, indexes, event);
      said.set(key, digest);
      return digest;
    },
  };
}

/** Reads each thing once while it is among the last asked for; one that fails to be read is read again. */
function createKeeper<Id extends string, T>(
  read: (id: Id) => Promise<T>,
  most: number = mostKept,
): (id: Id) => Promise<T> {
  const kept = new Map<Id, Promise<T>>();
  return (id) => {
    const found = kept.get(id) ?? read(id);
    kept.delete(id);
    kept.set(id, found);
    found.catch(() => kept.delete(id));
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return found;
  };
}
