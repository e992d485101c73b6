import { createAlertLoader } from "../app/load-alert.ts";
import type { EventsByChange } from "../app/load-events.ts";
import { loadEvents } from "../app/load-events.ts";
import { loadLeadIns } from "../app/load-lead-ins.ts";
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
  const worthy = changes.filter(isWorthPrinting);
  const events = await loadEvents(store, worthy);
  for (const change of withoutRepetition(worthy, events)) {
    const { changes: clauses } = change.comparison;
    const indexes = rankClauseChanges(clauses).filter((index) => {
      const materiality = clauses[index]?.materiality;
      return materiality !== undefined && isAtLeast(materiality, "substantive");
    });
    await print(io, store, { change, indexes, maxChars: listedChars, isExplaining: false, events });
  }
  const rest = changes.length - worthy.length;
  if (rest > 0)
    io.err(
      `${rest} more without a substantive clause; \`clausewatch changes --min noise\` lists them\n`,
    );
}

/** Of an event its first change in the list, which names the others; what is said of a whole text is said of each. */
function withoutRepetition(
  changes: readonly TermsChange[],
  events: EventsByChange,
): readonly TermsChange[] {
  const told = new Set<string>();
  return changes.filter((change) => {
    const event = events.get(change.id);
    if (!event || change.comparison.replaced || change.reversalOf !== null) return true;
    if (told.has(event.id)) return false;
    told.add(event.id);
    return true;
  });
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
  /** Where the caller has them. */
  readonly events?: EventsByChange;
}

async function print(
  io: Io,
  store: Store,
  { change, indexes, maxChars, isExplaining, events }: Printed,
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
  const loadAlert = createAlertLoader(store, {
    isExplaining,
    findLeadIns: (told) => loadLeadIns(store, told),
    ...(events && { events }),
  });
  const alert = await loadAlert(notification);
  if (alert?.kind !== "change") return;
  const bounds = maxChars === Infinity ? { maxChars, maxClauseChars: Infinity } : { maxChars };
  io.out(renderConsole(alert, { hasColour: io.hasColour, ...bounds }).text);
}
