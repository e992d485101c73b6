import type { AuditEntry } from "../model/audit.ts";
import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import type { IncidentReport } from "../model/incident-report.ts";
import type { ChannelIncident } from "../model/incident.ts";
import type { Instant } from "../model/instant.ts";
import type { Message } from "../model/message.ts";
import type {
  ClaimedNotification,
  Delivery,
  HoldReason,
  Notification,
  NotificationState,
} from "../model/notification.ts";
import type { Channel } from "../model/subscription.ts";
import type { Suppression } from "../model/suppression.ts";

export interface OutboxEntry extends Notification {
  readonly state: NotificationState;
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
  readonly deliveries: readonly Delivery[];
}

/** All that are given must hold. */
export interface OutboxFilter {
  readonly state?: NotificationState;
  readonly channel?: Channel;
  readonly target?: string;
  readonly subscriptionId?: string;
  readonly termsId?: TermsId;
  /** Written, or tried, then or later. */
  readonly since?: Instant;
  /** Of the last attempt. */
  readonly outcome?: Delivery["outcome"];
  readonly limit: number;
  /** How many of the first to pass over. @default 0 */
  readonly offset?: number;
  /** Written before this one. */
  readonly before?: Digest;
}

/** A claim that has come to its end. */
export interface EndedAttempt {
  readonly claimed: ClaimedNotification;
  readonly delivery: Delivery;
  /** Given where the delivery's outcome is `retried`, null otherwise. */
  readonly nextAttemptAt: Instant | null;
}

/** What is written together with attempts. */
export interface DeliveryEffects {
  /** What was sent, fit to be kept; its digest is that of each delivery. */
  readonly message?: Message;
  /** A target that does not exist: all else that is pending for it fails, and says so. */
  readonly suppression?: Suppression;
  /** Without effect where an incident is to open and one of its kind is open for its target, or to close and is closed. */
  readonly reports?: readonly IncidentReport[];
}

/** The part of a store that knows what is owed, and what became of it. */
export interface OutboxStore {
  /**
   * Leases notifications that are due, oldest first; nobody else gets them until `leaseMs` after `now`. What goes out
   * in one message with one of them (`chooseCompanions`) is leased and given with it, right behind it and beyond the
   * limit; what joins the rest that a cap left is held for that reason from then on.
   *
   * At most one per (target, terms) at a time, so that a reader hears of changes in order; only one that a digest
   * is to tell of keeps none of another subscription waiting. One neither attempted nor held is due whatever its time, and so
   * is one that waits for more than 30 days, or is held for more than 9: the clock was set back since.
   */
  claimNotifications(options: {
    readonly now: Instant;
    readonly limit: number;
    readonly leaseMs: number;
    readonly leaseToken: string;
    /** Absent: of any. */
    readonly channel?: Channel;
  }): Promise<readonly ClaimedNotification[]>;
  /** Ends claims without an attempt: due again at `until`. Without effect on those whose lease is lost. */
  holdNotifications(
    claimed: readonly ClaimedNotification[],
    why: HoldReason,
    until: Instant,
  ): Promise<void>;
  /** When a target took each message since then, the oldest first. One message may have told of many notifications. */
  listSendTimes(channel: Channel, target: string, since: Instant): Promise<readonly Instant[]>;
  /** Ends all leases: for the one process that holds the delivery lock, after another died. */
  releaseLeases(): Promise<void>;
  /** `recordDeliveries` for one alone. */
  recordDelivery(
    claimed: ClaimedNotification,
    delivery: Delivery,
    nextAttemptAt: Instant | null,
    effects?: DeliveryEffects,
  ): Promise<void>;
  /**
   * Ends claims that one message was for, in one transaction with what follows from it: each attempt's row, each
   * notification delivered, failed, or due again at `nextAttemptAt`. Those whose lease is lost are left alone; where all
   * are, nothing is written.
   */
  recordDeliveries(ended: readonly EndedAttempt[], effects?: DeliveryEffects): Promise<void>;
  /** Keeps what a channel has taken of a message's parts until the message is delivered. Without effect where the lease is lost. */
  keepProgress(claimed: readonly ClaimedNotification[], progress: string): Promise<void>;
  listOutbox(filter: OutboxFilter): Promise<readonly OutboxEntry[]>;
  /** Resolves an id or an unambiguous prefix of at least 6 digits. */
  findNotification(idOrPrefix: string): Promise<OutboxEntry | undefined>;
  /**
   * Makes those due at once that failed, or wait for another try, and gives how many; attempts count on. One whose
   * subject is not recorded stays failed. A store with an audit log keeps the entry in the same transaction.
   */
  retryNotifications(ids: readonly Digest[], now: Instant, audit?: AuditEntry): Promise<number>;
  findSentMessage(digest: Digest): Promise<Message | undefined>;
  /** Incidents of a channel that are open; with a target, those that concern it: its own, and the whole channel's. */
  listChannelIncidents(filter: {
    readonly channel: Channel;
    readonly target?: string;
  }): Promise<readonly ChannelIncident[]>;
  /** Replaces an earlier one of the same target and subscription; what is pending for it fails, and says so. */
  putSuppression(suppression: Suppression): Promise<void>;
  /** False when there was none; in one transaction with incidents that end by it. */
  removeSuppression(
    suppressed: Pick<Suppression, "channel" | "target" | "subscriptionId">,
    reports?: readonly IncidentReport[],
  ): Promise<boolean>;
  /** By channel, target and subscription. */
  listSuppressions(filter?: {
    readonly channel?: Channel;
    readonly target?: string;
  }): Promise<readonly Suppression[]>;
  /** Message ids cannot be asked of a channel: this gives the notification first sent for the same terms to the same target. */
  findThreadStart(termsId: TermsId, target: string): Promise<Digest | null>;
}
