import type { Instant } from "../model/instant.ts";
import { addMs } from "../model/instant.ts";
import type { Store } from "../ports/store.ts";

/** Until when anything is known of what stands. */
export interface LastSight {
  readonly at: Instant;
  /** Whether that is now, as far as readers care. */
  readonly isCurrent: boolean;
}

/** A watch that was down for a week-end has not lost sight of the terms. */
const currentMs = 7 * 86_400_000;

/**
 * Gives when any text was last seen as it stands, and no later than now: a history that was taken over from an archive
 * says nothing of what came after it.
 */
export async function findLastSight(
  store: Pick<Store, "listTermsStatus">,
  now: Instant,
): Promise<LastSight> {
  const seen = (await store.listTermsStatus()).flatMap(
    ({ lastVerifiedAt, lastChangedAt }) => lastVerifiedAt ?? lastChangedAt ?? [],
  );
  const at = seen.toSorted().at(-1);
  if (at === undefined || at >= addMs(now, -currentMs)) return { at: now, isCurrent: true };
  // What was seen last stood at that instant, and so just after it.
  return { at: addMs(at, 1), isCurrent: false };
}
