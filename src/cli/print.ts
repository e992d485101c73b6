import { createAlertLoader } from "../app/load-alert.ts";
import { rankClauseChanges } from "../core/rank.ts";
import type { TermsChange } from "../model/change.ts";
import { createNotification } from "../model/notification.ts";
import { isAtLeast } from "../model/topic.ts";
import type { Store } from "../ports/store.ts";
import { renderConsole } from "../render/console.ts";
import type { Io } from "../ports/io.ts";

/** Of one change in a list; the rest is counted, and `show` has it all. */
const listedChars = 6000;

/** Prints changes as alerts: the substantive clauses of each; those without any are counted. */
export async function printChanges(
  io: Io,
  store: Store,
  changes: readonly TermsChange[],
): Promise<void> {
  const printed = changes.filter(isWorthPrinting);
  for (const change of printed) {
    const { changes: clauses } = change.comparison;
    const indexes = rankClauseChanges(clauses).filter((index) => {
      const materiality = clauses[index]?.materiality;
      return materiality !== undefined && isAtLeast(materiality, "substantive");
    });
    await print(io, store, { change, indexes, maxChars: listedChars, isExplaining: false });
  }
  const rest = changes.length - printed.length;
  if (rest > 0)
    io.err(
      `${rest} more without a substantive clause; \`clausewatch changes --min noise\` lists them\n`,
    );
}

function isWorthPrinting({ comparison, reversalOf }: TermsChange): boolean {
  return comparison.materiality === "substantive" || comparison.replaced || reversalOf !== null;
}

/** Prints one change whole: every clause change, most important first, nothing folded away. */
export async function printChange(
  io: Io,
  store: Store,
  { change, isExplaining }: Pick<Printed, "change" | "isExplaining">,
): Promise<void> {
  const indexes = rankClauseChanges(change.comparison.changes);
  await print(io, store, { change, indexes, maxChars: Infinity, isExplaining });
}

interface Printed {
  readonly change: TermsChange;
  readonly indexes: readonly number[];
  readonly maxChars: number;
  /** Whether what a language model said of it is shown. */
  readonly isExplaining: boolean;
}

async function print(
  io: Io,
  store: Store,
  { change, indexes, maxChars, isExplaining }: Printed,
): Promise<void> {
  const notification = createNotification({
    subject: "change",
    subjectId: change.id,
    subscriptionId: "terminal",
    channel: "console",
    target: "",
    changeIndexes: indexes,
    createdAt: change.detectedAt,
  });
  const alert = await createAlertLoader(store, { isExplaining })(notification);
  if (alert?.kind !== "change") return;
  const bounds = maxChars === Infinity ? { maxChars, maxClauseChars: Infinity } : { maxChars };
  io.out(renderConsole(alert, { hasColour: io.hasColour, ...bounds }).text);
}
