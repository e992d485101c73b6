import type { Digest } from "./digest.ts";
import { digestOfFields } from "./digest.ts";
import type { Instant } from "./instant.ts";
import type { Channel, Rhythm } from "./subscription.ts";

/** `incident`: it has opened; `recovery`: it has closed. Both are about an `Incident`. */
export const notificationSubjects = ["change", "incident", "recovery"] as const;
export type NotificationSubject = (typeof notificationSubjects)[number];

export const notificationStates = ["pending", "delivered", "failed"] as const;
export type NotificationState = (typeof notificationStates)[number];

/** A row of the outbox: one change (or incident) for one subscription, on one channel. */
export interface Notification {
  /** Digest of subject and subscription, so that writing it twice adds nothing. */
  readonly id: Digest;
  readonly subject: NotificationSubject;
  /** Of the `TermsChange` or the `Incident`. */
  readonly subjectId: Digest;
  readonly subscriptionId: string;
  readonly channel: Channel;
  readonly target: string;
  /** Indexes into the comparison's `changes` that this subscription asked for, most important first. */
  readonly changeIndexes: readonly number[];
  /** Of the subscription; an operator's is `instant`. */
  readonly rhythm: Rhythm;
  readonly createdAt: Instant;
}

/**
 * Why a notification is kept back although nothing is wrong with it. `digest`: its subscription is told of a day or a
 * week together · `quiet`: the subscriber's quiet hours · `cap`: too many within the hour, the rest comes as a digest.
 */
export const holdReasons = ["digest", "quiet", "cap"] as const;
export type HoldReason = (typeof holdReasons)[number];

/** A notification in the hands of one process until the lease runs out. */
export interface ClaimedNotification extends Notification {
  /** How many attempts have ended before. */
  readonly attempts: number;
  readonly leaseToken: string;
  /** Why it was kept back until now; null where it was not. */
  readonly hold: HoldReason | null;
  /** What the channel has already taken of it, as it was last kept; null for nothing. */
  readonly progress: string | null;
}

/** One attempt. */
export interface Delivery {
  readonly notificationId: Digest;
  readonly attempt: number;
  readonly at: Instant;
  readonly outcome: "delivered" | "retried" | "failed";
  /** The channel's answer: an SMTP reply, a Slack timestamp, or what went wrong. */
  readonly response: string;
  /** Of what was sent (`SentMessage`); null where nothing was. */
  readonly messageDigest: Digest | null;
}

export function createNotification(
  fields: Omit<Notification, "id" | "rhythm"> & Partial<Pick<Notification, "rhythm">>,
): Notification {
  const id = digestOfFields(fields.subject, fields.subjectId, fields.subscriptionId);
  return { id, rhythm: "instant", ...fields };
}
