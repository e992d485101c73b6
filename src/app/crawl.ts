import type { Matcher } from "../core/match/matcher.ts";
import { createMatcher } from "../core/match/matcher.ts";
import { planStale } from "../core/stale.ts";
import type { TermsChange } from "../model/change.ts";
import type { CheckRecord } from "../model/check-record.ts";
import type { CheckOutcome } from "../model/check.ts";
import type { Declaration } from "../model/declaration.ts";
import { StoreError } from "../model/errors.ts";
import { isTermsIncident } from "../model/incident.ts";
import type { Instant } from "../model/instant.ts";
import { addMs, toMs } from "../model/instant.ts";
import type { CheckContext, CheckSettings } from "./check-context.ts";
import { checkTerms } from "./check-terms.ts";
import { recordDefect } from "./record-defect.ts";

export interface CrawlContext extends CheckContext {
  readonly settings: CrawlSettings;
}

export interface CrawlSettings extends CheckSettings {
  /** A terms not verified for this many of its intervals is stale. */
  readonly staleAfterIntervals: number;
}

export type CrawlProgress =
  | { readonly kind: "started"; readonly declaration: Declaration }
  | { readonly kind: "finished"; readonly declaration: Declaration; readonly record: CheckRecord }
  /** Our own bug, or one that we do not know: this terms was not checked, the others are. */
  | { readonly kind: "broken"; readonly declaration: Declaration; readonly error: unknown }
  /** Nothing left but confirmations; the first is due then. */
  | { readonly kind: "waiting"; readonly count: number; readonly until: Instant };

export interface CrawlOptions {
  /** Wait for confirmations that fall due within this time, in milliseconds; 0 leaves them to the next crawl. */
  readonly waitForConfirmationMs: number;
  readonly onProgress?: (progress: CrawlProgress) => void;
}

export interface CrawlSummary {
  /** The last check of each terms, in the order in which they ended. */
  readonly records: readonly CheckRecord[];
  readonly changes: readonly TermsChange[];
  readonly counts: Readonly<Partial<Record<CheckOutcome, number>>>;
  /** Terms that could not be checked at all. */
  readonly broken: number;
}

/**
 * Checks under way at one host. Its requests go one at a time anyway; the others are read and recorded meanwhile, or
 * wait for a retry. More would only pile up pages in memory (200 of one host at once: 1.4 GB).
 */
const lanesPerHost = 3;

/** New words are fetched again at most this often within one crawl; a page that is never steady is taken at the third sight. */
const maxPasses = 4;

/**
 * Checks every declaration once, and those with new words again to confirm them; gives what came of it.
 * Hosts go at their own pace side by side (the fetcher sees to that), and one that fails stops no other.
 * @throws {StoreError} at once when the store cannot be written; the signal's reason when it aborts
 */
export async function crawl(
  context: CrawlContext,
  declarations: readonly Declaration[],
  options: CrawlOptions,
  signal?: AbortSignal,
): Promise<CrawlSummary> {
  const { store, clock } = context;
  await store.putTerms(declarations.map(toTerms));
  const matcher = createMatcher();
  const last = new Map<string, CheckRecord>();
  const changes: TermsChange[] = [];
  let broken = 0;
  let due = declarations;
  for (let pass = 0; pass < maxPasses && due.length > 0; pass += 1) {
    const outcomes = await checkAll(context, due, matcher, options, signal);
    for (const record of outcomes.records) {
      last.delete(record.check.termsId);
      last.set(record.check.termsId, record);
      if (record.change) changes.push(record.change);
    }
    broken += outcomes.broken;
    const waits = outcomes.records.flatMap((record) => {
      const at = confirmationDueAt(record, context.settings);
      return at && toMs(at) - toMs(clock.now()) <= options.waitForConfirmationMs
        ? [{ termsId: record.check.termsId, at }]
        : [];
    });
    const until = waits
      .map(({ at }) => at)
      .toSorted()
      .at(-1);
    if (!until || options.waitForConfirmationMs === 0) break;
    options.onProgress?.({ kind: "waiting", count: waits.length, until });
    await clock.sleep(Math.max(0, toMs(until) - toMs(clock.now())), signal);
    due = due.filter(({ id }) => waits.some(({ termsId }) => termsId === id));
  }
  await reportStale(context, declarations);
  const records = [...last.values()];
  return { records, changes, counts: countOutcomes(records), broken };
}

async function checkAll(
  context: CrawlContext,
  declarations: readonly Declaration[],
  matcher: Matcher,
  options: CrawlOptions,
  signal: AbortSignal | undefined,
): Promise<{ records: CheckRecord[]; broken: number }> {
  const records: CheckRecord[] = [];
  let broken = 0;
  // One terms whose store fails ends the crawl for all: they are told to stop, and waited for.
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const stopFor = (error: unknown) => {
    if (either.aborted) throw error;
    if (!(error instanceof StoreError)) return;
    stop.abort(error);
    throw error;
  };
  const check = async (declaration: Declaration) => {
    options.onProgress?.({ kind: "started", declaration });
    const startedAt = context.clock.now();
    try {
      const record = await checkTerms(context, declaration, matcher, either);
      records.push(record);
      options.onProgress?.({ kind: "finished", declaration, record });
    } catch (error) {
      stopFor(error);
      broken += 1;
      context.log.error("a check broke off", { termsId: declaration.id, error });
      options.onProgress?.({ kind: "broken", declaration, error });
      await recordDefect(context, declaration, { error, startedAt }).catch((another: unknown) => {
        stopFor(another);
        context.log.error("nor could that be recorded", {
          termsId: declaration.id,
          error: another,
        });
      });
    }
  };
  const byHost = Map.groupBy(declarations, ({ sources }) => hostOf(sources[0]?.url));
  const lanes = [...byHost.values()].flatMap((queue) => {
    // One iterator for all lanes of a host: each takes the next as soon as it is free.
    const rest = queue.values();
    return Array.from({ length: lanesPerHost }, async () => {
      for (const declaration of rest) await check(declaration);
    });
  });
  const settled = await Promise.allSettled(lanes);
  signal?.throwIfAborted();
  stop.signal.throwIfAborted();
  const failure = settled.find((result) => result.status === "rejected");
  if (failure) throw failure.reason;
  return { records, broken };
}

/** When new words may be confirmed; undefined where none wait, or where only time can tell. */
function confirmationDueAt(record: CheckRecord, settings: CrawlSettings): Instant | undefined {
  const isWaiting = record.check.outcome === "unconfirmed" || record.check.outcome === "variant";
  if (!isWaiting || !record.pending || record.pending.kind === "return") return undefined;
  return addMs(record.pending.firstSeenAt, settings.rules.confirmDelayMs);
}

async function reportStale(
  { store, clock, settings, log }: CrawlContext,
  declarations: readonly Declaration[],
): Promise<void> {
  const now = clock.now();
  const plan = planStale({
    declarations,
    lastChecks: await store.listLastChecks(),
    open: (await store.listIncidents({ open: true })).filter(isTermsIncident),
    operators: settings.operators,
    staleAfterIntervals: settings.staleAfterIntervals,
    now,
  });
  if (plan.opened.length === 0) return;
  const stale = plan.opened.map(({ termsId }) => termsId);
  // One line however many: after a long outage of the network it is all of them.
  log.warn("terms went stale", { count: stale.length, terms: stale.slice(0, 10) });
  await store.recordIncidents(plan.opened, [], now, plan.notifications);
}

function countOutcomes(records: readonly CheckRecord[]): Partial<Record<CheckOutcome, number>> {
  const counts: Partial<Record<CheckOutcome, number>> = {};
  for (const { check } of records) counts[check.outcome] = (counts[check.outcome] ?? 0) + 1;
  return counts;
}

function hostOf(url: string | undefined): string {
  return (url === undefined ? null : URL.parse(url))?.host ?? "";
}

function toTerms({ id, serviceId, serviceName, termsType, tags, sources }: Declaration) {
  return { id, serviceId, serviceName, termsType, tags, urls: sources.map(({ url }) => url) };
}
