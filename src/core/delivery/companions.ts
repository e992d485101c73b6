import type { TermsId } from "../../model/declaration.ts";
import type { Instant } from "../../model/instant.ts";
import { addMs } from "../../model/instant.ts";
import type { ClaimedNotification, HoldReason } from "../../model/notification.ts";
import { longestWaitMs } from "../backoff.ts";
import { isForOperators } from "./plan-delivery.ts";

/** What a store knows of a pending notification beside what it says. */
export interface Waiting extends Pick<
  ClaimedNotification,
  "id" | "subject" | "subjectId" | "subscriptionId" | "rhythm" | "hold" | "attempts"
> {
  readonly termsId: TermsId | null;
  readonly nextAttemptAt: Instant;
  readonly leasedUntil: Instant | null;
}

/** No hold is longer (`planDelivery`): one that seems to be shows that the clock was set back since. */
export const longestHoldMs = 9 * 86_400_000;

/** So many are told in one digest; what is more makes another. Each may hold a change of megabytes until it is sent. */
export const mostTogether = 200;

/** Whether one may be tried now, were nothing before it. One never tried nor held is, whatever its time. */
export function isDue({ nextAttemptAt, attempts, hold }: Waiting, now: Instant): boolean {
  if (nextAttemptAt <= now || nextAttemptAt > addMs(now, longestWaitMs)) return true;
  return attempts === 0 && (hold === null || nextAttemptAt > addMs(now, longestHoldMs));
}

/**
 * Whether an earlier pending notification of the same target and terms keeps a later one waiting, so that they arrive in
 * order. One that a digest is to tell of keeps none of another subscription waiting, and what a reader waits for no
 * operator's.
 */
export function holdsUp(earlier: Waiting, later: Waiting): boolean {
  if ((earlier.subject === "change") !== (later.subject === "change")) return false;
  return earlier.rhythm === "instant" || earlier.subscriptionId === later.subscriptionId;
}

/**
 * Gives what is claimed together with a notification that is due, because one message tells it all. With one that was
 * kept for a digest, all else of its subscription that waits for one; with one that a cap left, all that is due for the
 * target; and with each of them all that the same change owes the target by other subscriptions, held or not: one person
 * hears of it once.
 * @param waiting all that is pending for the same target, in the order of writing
 */
export function chooseCompanions(
  head: Waiting,
  waiting: readonly Waiting[],
  now: Instant,
): readonly Waiting[] {
  if (isForOperators(head)) return [];
  const free = ({ leasedUntil }: Waiting): boolean => leasedUntil === null || leasedUntil <= now;
  const together = [head];
  const passedBy: Waiting[] = [];
  for (const one of waiting) {
    if (one.id === head.id) continue;
    const isStopped = passedBy.some(
      (earlier) => earlier.termsId === one.termsId && holdsUp(earlier, one),
    );
    const isChosen = free(one) && !isStopped && isToldWith(head, one, now);
    if (isChosen && together.length < mostTogether) together.push(one);
    else passedBy.push(one);
  }
  const told = new Set(together);
  const changes = new Set(together.map(({ subject, subjectId }) => `${subject} ${subjectId}`));
  const siblings = passedBy.filter(
    (one) => one.subject === "change" && free(one) && changes.has(`change ${one.subjectId}`),
  );
  siblings.forEach((one) => told.add(one));
  told.delete(head);
  return [...told];
}

/** Why one that goes out together with another is kept back should that fail: as a part of the same digest. */
export function toJoinedHold(head: Waiting, one: Waiting): HoldReason | null {
  if (head.hold === "cap" && one.rhythm === "instant") return "cap";
  const isOfDigest = one.rhythm !== "instant" && one.subscriptionId === head.subscriptionId;
  return head.hold === "digest" && isOfDigest ? "digest" : one.hold;
}

function isToldWith(head: Waiting, one: Waiting, now: Instant): boolean {
  if (isForOperators(one)) return false;
  if (head.hold === "digest") {
    const isFresh = one.hold === null && one.attempts === 0;
    return (
      one.rhythm !== "instant" &&
      one.subscriptionId === head.subscriptionId &&
      (isFresh || (one.hold === "digest" && isDue(one, now)))
    );
  }
  return head.hold === "cap" && one.rhythm === "instant" && isDue(one, now);
}
