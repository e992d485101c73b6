import { createBoundedCache } from "../../app/bounded-cache.ts";
import { loadTopicTerms, stampIndex } from "../../app/load-topic.ts";
import type { TopicMatrix, TopicTerms } from "../../core/topics/matrix.ts";
import { toMatrix } from "../../core/topics/matrix.ts";
import { toPeriods } from "../../core/topics/periods.ts";
import type { Topic } from "../../model/topic.ts";
import type { Web } from "../context.ts";

/** Gives how hard each provider was on a topic, over time. */
export type LoadMatrix = (topic: Topic) => Promise<TopicMatrix>;

const maxBytes = 16_000_000;
const bytesOfCell = 100;
const bytesOfTerms = 500;

/** Each matrix is made once while the index stands, and anew each hour: the last period ends now. */
export function createMatrices({ store, clock }: Pick<Web, "store" | "clock">): LoadMatrix {
  const kept = createBoundedCache<TopicMatrix>(
    maxBytes,
    ({ periods, rows }) => periods.length * rows.length * bytesOfCell,
  );
  // The same for all topics, and half of what it takes to make one.
  const keptTerms = createBoundedCache<readonly TopicTerms[]>(
    maxBytes,
    ({ length }) => length * bytesOfTerms,
  );
  return async (topic) => {
    const now = clock.now();
    const stamp = await stampIndex(store);
    return kept.get(`${topic} ${now.slice(0, 13)} ${stamp}`, async () => {
      const terms = await keptTerms.get(stamp, () => loadTopicTerms(store));
      const [first] = terms.map(({ firstSeenAt }) => firstSeenAt).toSorted();
      const periods = toPeriods(first ?? now, now);
      const spells = await store.listClauseSpells({ topic });
      return toMatrix(topic, { terms, spells, periods });
    });
  };
}
