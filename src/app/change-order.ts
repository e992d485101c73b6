import type { ChangeHead } from "../model/change.ts";

type Seen = Pick<ChangeHead, "id" | "detectedAt">;

/** The order of all lists of changes: what was seen last first. */
export function newestFirst(one: Seen, other: Seen): number {
  if (one.detectedAt !== other.detectedAt) return one.detectedAt < other.detectedAt ? 1 : -1;
  return one.id < other.id ? -1 : +(one.id > other.id);
}
