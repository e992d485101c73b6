import type { Check, CheckOutcome } from "../model/check.ts";
import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import type { NotificationState } from "../model/notification.ts";
import type { Channel } from "../model/subscription.ts";

/** All that are given must hold. */
export interface CheckFilter {
  readonly termsId?: TermsId;
  readonly outcomes?: readonly CheckOutcome[];
  /** Recorded before this one. */
  readonly before?: Digest;
}

/** A stretch of a list, for one page of it. */
export interface Stretch {
  readonly limit: number;
  /** How many of the first to pass over. */
  readonly offset: number;
}

/** How many checks of a day (UTC, `2026-03-01`) came to that. */
export interface DayOfChecks {
  readonly day: string;
  readonly outcome: CheckOutcome;
  readonly count: number;
}

/** The part of a store that an operator looks at: what has been done, of all documents at once. */
export interface OperationsStore {
  findCheck(id: Digest): Promise<Check | undefined>;
  /** Newest first. */
  listChecksOf(filter: CheckFilter, stretch: Stretch): Promise<readonly Check[]>;
  /** Checks that ended then or later, latest day first. */
  countChecks(since: Instant): Promise<readonly DayOfChecks[]>;
  /** Documents whose last check holds an answer back, the one held longest last. */
  listHeldChecks(): Promise<readonly Check[]>;
  /** Notifications that have not been delivered. */
  countUndelivered(): Promise<
    readonly {
      readonly state: Exclude<NotificationState, "delivered">;
      readonly channel: Channel;
      readonly count: number;
    }[]
  >;
}
