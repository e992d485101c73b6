import type { CrawlContext, CrawlSummary } from "../app/crawl.ts";
import { crawl } from "../app/crawl.ts";
import type { DeliverContext } from "../app/deliver.ts";
import { deliverDue } from "../app/deliver.ts";
import { keepSubscriptions } from "../app/keep-subscriptions.ts";
import { dueDeclarations } from "../core/schedule.ts";
import type { SubscriptionsFile } from "../core/subscription.ts";
import type { OwnTopics } from "../core/topics/own-topics.ts";
import type { Declaration } from "../model/declaration.ts";
import type { Issue } from "../model/errors.ts";
import { ConfigError, DeclarationError } from "../model/errors.ts";
import type { RunLock } from "../ports/run-lock.ts";

export interface TickContext {
  readonly crawl: CrawlContext;
  readonly deliver: DeliverContext;
  readonly lock: RunLock;
  /** Read anew at each tick, so that an edit needs no restart; a bad file leaves the others in force. */
  loadWatchlist(): Promise<{
    readonly declarations: readonly Declaration[];
    readonly issues: readonly Issue[];
  }>;
  loadSubscriptionsFile(): Promise<SubscriptionsFile>;
  /** Topics that a team added, likewise; absent: those that the crawl was given stay. */
  loadOwnTopics?(): Promise<OwnTopics>;
  /** Called when a crawl has ended that had anything to check. */
  onCrawled?(summary: CrawlSummary): void | Promise<void>;
}

/** A daemon's work for one wake-up. Problems with files are logged when they appear, not at every tick. */
export function createTick(context: TickContext): (signal: AbortSignal) => Promise<void> {
  const { log, store, clock, settings } = context.crawl;
  let known = "";
  let knownOfSubscriptions = "";
  let knownOfTopics = "";
  let { ownTopics } = context.crawl;
  const reportNew = (issues: readonly Issue[], before: string): string => {
    const text = JSON.stringify(issues);
    if (text === before) return before;
    for (const { path, message } of issues) log.error("unusable entry", { path, message });
    return text;
  };
  /** A file that cannot be used leaves the subscriptions in force as they are: nobody goes unheard for a comma. */
  const refreshSubscriptions = async () => {
    let issues: readonly Issue[] = [];
    try {
      await keepSubscriptions(store, await context.loadSubscriptionsFile());
    } catch (error) {
      if (!(error instanceof DeclarationError || error instanceof ConfigError)) throw error;
      ({ issues } = error);
    }
    knownOfSubscriptions = reportNew(issues, knownOfSubscriptions);
  };
  /** A file that cannot be used leaves the topics as they were: a comma does not change what alerts are about. */
  const refreshOwnTopics = async () => {
    let issues: readonly Issue[] = [];
    try {
      ownTopics = (await context.loadOwnTopics?.()) ?? ownTopics;
    } catch (error) {
      if (!(error instanceof DeclarationError || error instanceof ConfigError)) throw error;
      ({ issues } = error);
    }
    knownOfTopics = reportNew(issues, knownOfTopics);
  };

  const findDue = async (declarations: readonly Declaration[]) =>
    dueDeclarations(declarations, await store.listLastChecks(), clock.now(), {
      confirmDelayMs: settings.rules.confirmDelayMs,
    });
  /** With the lock held; asked anew, as another process may have checked them just before. */
  const crawlDue = async (declarations: readonly Declaration[], signal: AbortSignal) => {
    await refreshSubscriptions();
    await refreshOwnTopics();
    const due = await findDue(declarations);
    // A pending confirmation is due at a later tick: waiting here would hold up every other terms.
    const crawlContext = { ...context.crawl, ...(ownTopics && { ownTopics }) };
    const summary = await crawl(crawlContext, due, { waitForConfirmationMs: 0 }, signal);
    log.info("crawled", { ...summary.counts, changes: summary.changes.length });
    await context.onCrawled?.(summary);
  };

  return async (signal) => {
    const { declarations, issues } = await context.loadWatchlist();
    known = reportNew(issues, known);
    if ((await findDue(declarations)).length > 0) {
      await using held = await context.lock.acquire("crawl");
      if (held) await crawlDue(declarations, signal);
      else log.info("another crawl is at work; due terms wait");
    }
    await deliverDue(context.deliver, signal);
  };
}
