import type { Instant } from "../model/instant.ts";
import type { ClaimedNotification } from "../model/notification.ts";
import type { Store } from "../ports/store.ts";

/** Attempts in a row, since the first or since somebody asked for another try. */
export interface Series {
  /** The one that has just ended included. */
  readonly attempts: number;
  /** When the first of them ended. */
  readonly since: Instant;
}

/**
 * Gives the attempts that just one more was added to at `now`; of several notifications those of the one that was tried
 * least, so that none is given up early for what an older one has behind it. What came before it had failed for good
 * does not count, nor the time that a notification was kept back before it was first tried.
 */
export async function findSeries(
  store: Store,
  group: readonly ClaimedNotification[],
  now: Instant,
): Promise<Series> {
  let found: Series | undefined;
  for (const claimed of group) {
    const series = await findOne(store, claimed, now);
    if (found === undefined || series.attempts < found.attempts) found = series;
  }
  return found ?? { attempts: 1, since: now };
}

async function findOne(store: Store, claimed: ClaimedNotification, now: Instant): Promise<Series> {
  const entry = claimed.attempts === 0 ? undefined : await store.findNotification(claimed.id);
  const earlier = entry?.deliveries ?? [];
  const start = earlier.findLastIndex(({ outcome }) => outcome === "failed") + 1;
  const inRow = earlier.slice(start);
  return { attempts: inRow.length + 1, since: inRow[0]?.at ?? now };
}
