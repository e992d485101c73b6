import type { AuditEntry } from "../model/audit.ts";
import { describeSuppression } from "../model/suppression.ts";
import type { Instant } from "../model/instant.ts";
import type { OutboxEntry, OutboxFilter } from "../ports/outbox-store.ts";
import type { Store } from "../ports/store.ts";

/** A notification that is not tried again, and why. */
export interface RefusedRetry {
  readonly entry: OutboxEntry;
  readonly why: string;
}

export interface RetryPlan {
  readonly retried: readonly OutboxEntry[];
  readonly refused: readonly RefusedRetry[];
}

export interface RetryOptions {
  readonly now: Instant;
  readonly isDryRun: boolean;
  /** What the audit log says of it, where anything is tried again. @default nothing */
  readonly audit?: AuditEntry;
}

/**
 * Makes notifications due at once that failed, or wait for another try; with `isDryRun` only says which would be.
 * Refused are those that were delivered or never tried, whose target or subscription is suppressed, and whose change or incident is not recorded any more.
 */
export async function retryDeliveries(
  store: Store,
  entries: readonly OutboxEntry[],
  { now, isDryRun, audit }: RetryOptions,
): Promise<RetryPlan> {
  const retried: OutboxEntry[] = [];
  const refused: RefusedRetry[] = [];
  for (const entry of entries) {
    const why = await findObstacle(store, entry);
    if (why === undefined) retried.push(entry);
    else refused.push({ entry, why });
  }
  if (!isDryRun && retried.length > 0) {
    const ids = retried.map(({ id }) => id);
    await store.retryNotifications(ids, now, audit);
  }
  return { retried, refused };
}

/** All that failed and match, however many; with another state those. */
export async function listFailed(
  store: Store,
  filter: Omit<OutboxFilter, "limit">,
): Promise<readonly OutboxEntry[]> {
  return store.listOutbox({ state: "failed", ...filter, limit: Number.MAX_SAFE_INTEGER });
}

async function findObstacle(store: Store, entry: OutboxEntry): Promise<string | undefined> {
  const { state, subject, subjectId, channel, target, subscriptionId } = entry;
  if (state === "delivered") return "it was delivered";
  // After a failed attempt somebody may have mended what was wrong; nothing else is to be hurried.
  if (state === "pending" && entry.attempts === 0)
    return "it was not tried yet: it goes out by itself";
  const suppressions = await store.listSuppressions({ channel, target });
  const suppression = suppressions.find((one) =>
    [null, subscriptionId].includes(one.subscriptionId),
  );
  if (suppression !== undefined) return describeSuppression(suppression);
  const found =
    subject === "change" ? await store.findChange(subjectId) : await store.findIncident(subjectId);
  return found === undefined ? `its ${subject} ${subjectId} is not recorded any more` : undefined;
}
