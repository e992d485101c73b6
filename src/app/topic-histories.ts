import type { ClauseSpell } from "../model/clause-spell.ts";
import type { Digest } from "../model/digest.ts";
import { digestOfFields } from "../model/digest.ts";
import type { Topic } from "../model/topic.ts";
import type { TopicTerms } from "../core/topics/matrix.ts";
import type { ClauseIndex } from "../ports/clause-index.ts";
import type { HistoryStamp } from "../ports/history-stamp.ts";
import type { Store } from "../ports/store.ts";
import { createBoundedCache } from "./bounded-cache.ts";
import type { TopicHistory } from "./load-topic.ts";
import { loadTopicTerms, stampIndex } from "./load-topic.ts";

/** Histories of topics, of which the last asked for are kept: readers who narrow one down ask for the same again. */
export interface TopicHistories {
  /** As `loadTopic`. */
  load(topic: Topic): Promise<TopicHistory>;
  /** As `loadTopicTerms`. */
  listTerms(): Promise<readonly TopicTerms[]>;
}

/** Of all real topics together, a bit less than half. */
const maxBytes = 32_000_000;
const bytesOfSpell = 600;
const bytesOfTerms = 500;

/** Reads again only what is asked for after the index or the names of documents have changed. */
export function createTopicHistories(store: Store & ClauseIndex & HistoryStamp): TopicHistories {
  const spells = createBoundedCache<readonly ClauseSpell[]>(maxBytes, toBytes);
  const terms = createBoundedCache<readonly TopicTerms[]>(
    maxBytes,
    ({ length }) => length * bytesOfTerms,
  );
  let known: { readonly written: string; readonly stamp: Promise<Digest> } | null = null;

  async function readStamp(): Promise<Digest> {
    const written = await store.readWriteStamp();
    if (known?.written !== written) {
      const stamp = stampTopics(store);
      known = { written, stamp };
      // What could not be read is tried anew by whoever asks next.
      stamp.catch(() => (known = null));
    }
    return known.stamp;
  }

  const listTerms = (stamp: Digest) => terms.get(stamp, () => loadTopicTerms(store));
  return {
    listTerms: async () => listTerms(await readStamp()),
    async load(topic) {
      const stamp = await readStamp();
      return {
        terms: await listTerms(stamp),
        spells: await spells.get(`${topic} ${stamp}`, () => store.listClauseSpells({ topic })),
      };
    },
  };
}

async function stampTopics(store: Store & ClauseIndex): Promise<Digest> {
  const statuses = await store.listTermsStatus();
  return digestOfFields(
    await stampIndex(store),
    ...statuses.map(({ id, serviceName, termsType }) =>
      JSON.stringify([id, serviceName, termsType]),
    ),
  );
}

function toBytes(spells: readonly ClauseSpell[]): number {
  return spells.reduce(
    (sum, { text, leadIn }) => sum + bytesOfSpell + text.length + (leadIn?.length ?? 0),
    0,
  );
}
