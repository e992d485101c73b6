import type { Digest } from "./digest.ts";
import { digestOfFields } from "./digest.ts";
import type { Instant } from "./instant.ts";
import type { Channel } from "./subscription.ts";

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
  readonly createdAt: Instant;
}

/** A notification in the hands of one process until the lease runs out. */
export interface ClaimedNotification extends Notification {
  /** How many attempts have ended before. */
  readonly attempts: number;
  readonly leaseToken: string;
}

/** One attempt. */
export interface Delivery {
  readonly notificationId: Digest;
  readonly attempt: number;
  readonly at: Instant;
  readonly outcome: "delivered" | "retried" | "failed";
  /** The channel's answer: an SMTP reply, a Slack timestamp, or what went wrong. */
  readonly response: string;
}

export function createNotification(fields: Omit<Notification, "id">): Notification {
  return { id: digestOfFields(fields.subject, fields.subjectId, fields.subscriptionId), ...fields };
}
