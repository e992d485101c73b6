import { planResumed, planTaken } from "../core/channel-incidents.ts";
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

/**
 * Closes what is open about a target itself, and gives how many incidents that were: for one that nobody writes to any
 * more, so that no message can be taken there, such as one whose subscription has ended.
 */
export async function closeTrouble(
  { store, clock, operators }: ResumeContext,
  { channel, target }: Pick<Suppression, "channel" | "target">,
): Promise<number> {
  const now = clock.now();
  const known = await store.listChannelIncidents({ channel, target });
  const open = known.filter((incident) => incident.target === target);
  const reports = planTaken({ channel, target, open, operators, now });
  await store.recordIncidents(
    [],
    reports.map(({ incident }) => incident.id),
    now,
    reports.flatMap(({ notifications }) => notifications),
  );
  return reports.length;
}
