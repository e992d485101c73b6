import { digestOfFields } from "../model/digest.ts";
import type { ClaimedNotification } from "../model/notification.ts";

/** Gives what is kept of a channel's progress with the one message of these notifications. */
export function toProgress(group: readonly ClaimedNotification[], progress: string): string {
  return `${nameOf(group)} ${progress}`;
}

/**
 * Gives how far an earlier attempt came with the message of just these notifications; null where it took nothing, or
 * told of others too: a message of other parts cannot go on in the middle of that one.
 */
export function readProgress(group: readonly ClaimedNotification[]): string | null {
  const name = `${nameOf(group)} `;
  const kept = group[0]?.progress ?? null;
  return kept?.startsWith(name) ? kept.slice(name.length) : null;
}

function nameOf(group: readonly ClaimedNotification[]): string {
  return digestOfFields(...group.map(({ id }) => id).toSorted());
}
