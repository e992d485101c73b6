import { findLastSight } from "../../app/last-sight.ts";
import { createBoundedCache } from "../../app/bounded-cache.ts";
import { stampIndex } from "../../app/load-topic.ts";
import type { TopicMatrix } from "../../core/topics/matrix.ts";
import { toMatrix } from "../../core/topics/matrix.ts";
import { toPeriods } from "../../core/topics/periods.ts";
import type { Topic } from "../../model/topic.ts";
import type { Web } from "../context.ts";

/** Gives how hard each provider was on a topic, over time. */
export type LoadMatrix = (topic: Topic) => Promise<TopicMatrix>;

const maxBytes = 16_000_000;
const bytesOfCell = 100;

/** Each matrix is made once while the index stands, and anew each hour: the last period ends now. */
export function createMatrices({
  store,
  clock,
  topics,
}: Pick<Web, "store" | "clock" | "topics">): LoadMatrix {
  const kept = createBoundedCache<TopicMatrix>(
    maxBytes,
    ({ periods, rows }) => periods.length * rows.length * bytesOfCell,
  );
  return async (topic) => {
    const { at: now } = await findLastSight(store, clock.now());
    const stamp = await stampIndex(store);
    return kept.get(`${topic} ${now.slice(0, 13)} ${stamp}`, async () => {
      const { terms, spells } = await topics.load(topic);
      const [first] = terms.map(({ firstSeenAt }) => firstSeenAt).toSorted();
      const periods = toPeriods(first ?? now, now);
      return toMatrix(topic, { terms, spells, periods });
    });
  };
}
