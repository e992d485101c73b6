import type { OutboxEntry } from "../ports/outbox-store.ts";
import { toShortId } from "../render/alert.ts";
import { toVisibleLine } from "../render/visible.ts";

/** `failed    9f3a12bc44de  email counsel@example.com  change 1a2b3c4d5e6f  for counsel  2026-…  550 no such user`. */
export function describeEntry(entry: OutboxEntry): string {
  const last = entry.deliveries.at(-1);
  const when = entry.state === "pending" ? `due ${entry.nextAttemptAt}` : (last?.at ?? "");
  return [
    `${entry.state.padEnd(9)} ${toShortId(entry.id)}`,
    `${entry.channel} ${toVisibleLine(entry.target)}`.trimEnd(),
    `${entry.subject} ${toShortId(entry.subjectId)}`,
    `for ${toVisibleLine(entry.subscriptionId)}`,
    when,
    ...(last === undefined ? [] : [toVisibleLine(last.response, 200)]),
  ].join("  ");
}
