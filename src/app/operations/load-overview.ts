import { nextDueAt } from "../../core/schedule.ts";
import { planStale } from "../../core/stale.ts";
import type { Check } from "../../model/check.ts";
import type { TermsId } from "../../model/declaration.ts";
import type { Incident, TermsIncident } from "../../model/incident.ts";
import { isTermsIncident } from "../../model/incident.ts";
import type { Instant } from "../../model/instant.ts";
import { addMs } from "../../model/instant.ts";
import type { Suppression } from "../../model/suppression.ts";
import type { TermsStatus } from "../../model/terms.ts";
import type { DayOfChecks, OperationsStore } from "../../ports/operations-store.ts";
import type { OutboxEntry } from "../../ports/outbox-store.ts";
import { listDue } from "../index-clauses.ts";
import type { OperationsContext } from "./context.ts";

/** All that an operator wants to see at once, what is wrong before what is not. */
export interface Overview {
  readonly now: Instant;
  readonly terms: ReadonlyMap<TermsId, TermsStatus>;
  /** Open, newest first. */
  readonly incidents: readonly Incident[];
  /** Documents that have gone stale, whether anybody was told yet or not. */
  readonly stale: readonly TermsIncident[];
  /** Checks that hold an answer back now. */
  readonly held: readonly Check[];
  readonly suppressions: readonly Suppression[];
  readonly undelivered: Awaited<ReturnType<OperationsStore["countUndelivered"]>>;
  /** The last that failed for good. */
  readonly failed: readonly OutboxEntry[];
  /** Documents whose clauses are not yet searched as they stand. */
  readonly unindexed: readonly TermsId[];
  /** Of the last fortnight, latest day first. */
  readonly days: readonly DayOfChecks[];
  /** Documents by when they are checked next, overdue ones first. */
  readonly due: readonly { readonly termsId: TermsId; readonly at: Instant }[];
}

const shownMs = 14 * 86_400_000;
const mostFailed = 5;

export async function loadOverview(context: OperationsContext): Promise<Overview> {
  const { store, clock, settings, ownTopics } = context;
  const now = clock.now();
  const declarations = await context.loadDeclarations();
  const lastChecks = await store.listLastChecks();
  const incidents = await store.listIncidents({ open: true });
  const open = incidents.filter(isTermsIncident);
  const { opened } = planStale({
    declarations,
    lastChecks,
    open,
    operators: [],
    staleAfterIntervals: settings.staleAfterIntervals,
    now,
  });
  const byTerms = new Map(lastChecks.map((check) => [check.termsId, check]));
  const due = declarations
    .map((declaration) => ({
      termsId: declaration.id,
      at: nextDueAt(declaration, byTerms.get(declaration.id), now, settings.rules),
    }))
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
  return {
    now,
    terms: new Map((await store.listTermsStatus()).map((status) => [status.id, status])),
    incidents,
    stale: [...open.filter(({ kind }) => kind === "stale"), ...opened],
    held: await store.listHeldChecks(),
    suppressions: await store.listSuppressions(),
    undelivered: await store.countUndelivered(),
    failed: await store.listOutbox({ state: "failed", limit: mostFailed }),
    unindexed: (await listDue(store, ownTopics)).map(({ termsId }) => termsId),
    days: await store.countChecks(addMs(now, -shownMs)),
    due,
  };
}
