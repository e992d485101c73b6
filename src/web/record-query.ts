import { z } from "zod";
import { isDay } from "../core/dates/day.ts";
import { auditActions } from "../model/audit.ts";
import type { AuditAction } from "../model/audit.ts";
import { checkOutcomes } from "../model/check.ts";
import type { CheckOutcome } from "../model/check.ts";
import { notificationStates } from "../model/notification.ts";
import type { NotificationState } from "../model/notification.ts";
import { reviewStates } from "../model/review.ts";
import type { ReviewState } from "../model/review.ts";
import { channels } from "../model/subscription.ts";
import type { Channel } from "../model/subscription.ts";

/** What the lists of reviews, checks, deliveries and the audit log can be asked, as their addresses have it. */

const reviewChoices = ["open", "all", ...reviewStates] as const;
/** `open`: new and escalated. */
type ReviewChoice = (typeof reviewChoices)[number];

export interface ReviewQuery {
  readonly service?: string | undefined;
  readonly topic?: string | undefined;
  readonly state: ReviewChoice;
  readonly reviewer?: string | undefined;
  /** Days, `2025-03-01`; the last one counts whole. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly page: number;
}

export interface AuditQuery {
  readonly actor?: string | undefined;
  readonly action?: AuditAction | undefined;
  /** What was written before that entry; null: the last. */
  readonly before: number | null;
}

export interface CheckQuery {
  readonly terms?: string | undefined;
  readonly outcome?: CheckOutcome | undefined;
  readonly page: number;
}

export interface DeliveryQuery {
  readonly state?: NotificationState | undefined;
  readonly channel?: Channel | undefined;
  readonly terms?: string | undefined;
  readonly target?: string | undefined;
  readonly page: number;
}

/** A form sends what was left empty too. */
const optional = <T>(schema: z.ZodType<T>) =>
  z.union([z.literal("").transform(() => undefined), schema]).optional();

const text = z.string().max(320);
const day = z.string().refine(isDay, "no such day");
const count = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);
const page = z.union([z.literal("").transform(() => 1), count]).default(1);

const reviewQuery = z.object({
  service: optional(text),
  topic: optional(text),
  state: z
    .union([z.literal("").transform(() => "open" as const), z.enum(reviewChoices)])
    .default("open"),
  reviewer: optional(text),
  since: optional(day),
  until: optional(day),
  page,
});
const auditQuery = z.object({
  actor: optional(text),
  action: optional(z.enum(auditActions)),
  before: z.union([z.literal("").transform(() => null), count]).default(null),
});
const checkQuery = z.object({
  terms: optional(text),
  outcome: optional(z.enum(checkOutcomes)),
  page,
});
const deliveryQuery = z.object({
  state: optional(z.enum(notificationStates)),
  channel: optional(z.enum(channels)),
  terms: optional(text),
  target: optional(text),
  page,
});

/** Each gives what is asked for, or null where it cannot be. */
export const parseReviewQuery = (given: object): ReviewQuery | null =>
  reviewQuery.safeParse(given).data ?? null;
export const parseAuditQuery = (given: object): AuditQuery | null =>
  auditQuery.safeParse(given).data ?? null;
export const parseCheckQuery = (given: object): CheckQuery | null =>
  checkQuery.safeParse(given).data ?? null;
export const parseDeliveryQuery = (given: object): DeliveryQuery | null =>
  deliveryQuery.safeParse(given).data ?? null;

/** Whether a change in that state is one of those asked for. */
export function isChosen(choice: ReviewChoice, state: ReviewState): boolean {
  if (choice === "all") return true;
  return choice === "open" ? state === "new" || state === "escalated" : state === choice;
}
