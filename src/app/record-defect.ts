import { planCheck } from "../core/plan.ts";
import type { Declaration } from "../model/declaration.ts";
import type { Instant } from "../model/instant.ts";
import type { CheckContext } from "./check-context.ts";

export interface Defect {
  readonly error: unknown;
  /** When the check began that it broke off. */
  readonly startedAt: Instant;
}

/**
 * Records a check that a bug of ours broke off, unless it had been recorded by then. A check without a row would be
 * due again at every tick, so that one bad page would be fetched each minute and no operator would hear of it.
 * @throws {StoreError} when it cannot be recorded
 */
export async function recordDefect(
  { store, clock, settings }: CheckContext,
  declaration: Declaration,
  { error, startedAt }: Defect,
): Promise<void> {
  const [last] = await store.listChecks(declaration.id, 1);
  if (last && last.startedAt >= startedAt && last.startedAt <= clock.now()) return;
  // The name alone: the message of an unknown error may hold a page's text. The log has all of it.
  const name = error instanceof Error ? error.name : typeof error;
  const record = planCheck(
    {
      declaration,
      state: await store.getTermsState(declaration.id),
      observation: {
        kind: "failed",
        fault: "defect",
        detail: `the check broke off (${name}): a bug of Clausewatch's; the log says where`,
      },
      snapshotIds: [],
      reread: null,
      operators: settings.operators,
      rules: settings.rules,
      isAccepted: false,
      startedAt,
    },
    clock.now(),
  );
  await store.recordCheck(record);
}
