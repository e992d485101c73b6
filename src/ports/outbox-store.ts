import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import type {
  ClaimedNotification,
  Delivery,
  Notification,
  NotificationState,
} from "../model/notification.ts";

export interface OutboxEntry extends Notification {
  readonly state: NotificationState;
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
  readonly deliveries: readonly Delivery[];
}

/** The part of a store that knows what is owed, and what became of it. */
export interface OutboxStore {
  /**
   * Leases notifications that are due, oldest first; nobody else gets them until `leaseMs` after `now`.
   * At most one per (target, terms) at a time, so that a reader hears of changes in order. One never attempted is
   * due whatever its time, and so is one that waits for more than 30 days: the clock was set back since.
   */
  claimNotifications(options: {
    readonly now: Instant;
    readonly limit: number;
    readonly leaseMs: number;
    readonly leaseToken: string;
  }): Promise<readonly ClaimedNotification[]>;
  /** Ends all leases: for the one process that holds the delivery lock, after another died. */
  releaseLeases(): Promise<void>;
  /** Ends a claim: the attempt's row, and the notification delivered, failed, or due again at `nextAttemptAt`. Without effect when the lease is lost. */
  recordDelivery(
    claimed: ClaimedNotification,
    delivery: Delivery,
    nextAttemptAt: Instant | null,
  ): Promise<void>;
  listOutbox(options: {
    readonly state?: NotificationState;
    readonly limit: number;
  }): Promise<readonly OutboxEntry[]>;
  /** Message ids cannot be asked of a channel: this gives the notification first sent for the same terms to the same target. */
  findThreadStart(termsId: TermsId, target: string): Promise<Digest | null>;
}
