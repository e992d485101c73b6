import type { Timing } from "../core/dates/timing.ts";
import { readTiming } from "../core/dates/timing.ts";
import type { TermsChange } from "../model/change.ts";
import type { Store } from "../ports/store.ts";
import type { ExplanationJson } from "../render/explanation-json.ts";
import { toExplanationJson } from "../render/explanation-json.ts";
import { loadExplanations } from "./explain-due.ts";

/** A recorded change for programs, whole. */
export interface ChangeJson extends TermsChange {
  readonly timing: Timing | null;
  /** Absent where no language model is asked. */
  readonly explanations?: readonly ExplanationJson[];
}

/** Gives a change with what is worked out of it, the same wherever it is given to a program. */
export async function loadChangeJson(
  store: Store,
  change: TermsChange,
  { isExplaining }: { readonly isExplaining: boolean },
): Promise<ChangeJson> {
  const timing = await loadTiming(store, change);
  if (!isExplaining) return { ...change, timing };
  const { comparison } = change;
  const explanations = await loadExplanations(store, comparison.changes);
  return { ...change, timing, explanations: toExplanationJson(comparison, explanations) };
}

/** Gives how a recorded change stands to the clock of the day on which it was seen. */
export async function loadTiming(store: Store, change: TermsChange): Promise<Timing | null> {
  const before = await store.findVersion(change.beforeId);
  const beforeSeenAt = before?.fetchedAt ?? null;
  return readTiming(change.comparison, { seenAt: change.detectedAt, beforeSeenAt });
}
