import { planResumed } from "../core/channel-incidents.ts";
import type { Operator } from "../core/match.ts";
import type { Suppression } from "../model/suppression.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";

export interface ResumeContext {
  readonly store: Store;
  readonly clock: Clock;
  /** Who hears that the trouble has ended. */
  readonly operators: readonly Operator[];
}

/**
 * Lets a target be written to again, and closes what operators were told of it, at once; false when it was not
 * suppressed. What failed meanwhile stays failed.
 */
export async function resumeTarget(
  { store, clock, operators }: ResumeContext,
  suppressed: Pick<Suppression, "channel" | "target" | "subscriptionId">,
): Promise<boolean> {
  const { channel, target, subscriptionId } = suppressed;
  const open = subscriptionId === null ? await store.listChannelIncidents({ channel, target }) : [];
  const reports = planResumed({ channel, target, open, operators, now: clock.now() });
  return store.removeSuppression(suppressed, reports);
}
