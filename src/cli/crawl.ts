import type { Command } from "commander";
import type { CrawlSummary } from "../app/crawl.ts";
import { crawl } from "../app/crawl.ts";
import { deliverDue } from "../app/deliver.ts";
import { dueDeclarations } from "../core/schedule.ts";
import type { TermsChange } from "../model/change.ts";
import type { Declaration } from "../model/declaration.ts";
import { keepSubscriptions } from "../app/keep-subscriptions.ts";
import { indexClauses } from "../app/index-clauses.ts";
import type { Store } from "../ports/store.ts";
import type { Cli, ExitCode, Services } from "./context.ts";
import { createProgressView } from "./progress.ts";
import type { Selection } from "./selection.ts";
import { selectDeclarations } from "./selection.ts";
import { printChanges } from "./print.ts";

interface CrawlFlags extends Selection {
  readonly due?: boolean;
  readonly json?: boolean;
  readonly exitChanged?: boolean;
  readonly deliver: boolean;
}

/** Confirmations due later than this are left to the next crawl, so that a cron job ends. */
const longestWaitMs = 15 * 60_000;

export function addCrawl(program: Command, cli: Cli): void {
  program
    .command("crawl")
    .description(
      "check the watchlist once, record what changed, deliver alerts, and end (for cron)",
    )
    .option("--service <id>", "only this service")
    .option("--terms <id>", "only this terms, such as openai/acceptable-use-policy")
    .option("--due", "only what its schedule says is due")
    .option("--no-deliver", "leave alerts in the outbox")
    .option("--exit-changed", "exit with 3 when a change was found")
    .option("--json", "print one JSON object a terms, then the summary")
    .addHelpText("after", exitCodes)
    .action(cli.action((flags: CrawlFlags) => runCrawl(cli, flags)));
}

const exitCodes = `
Exit codes: 0 all checked, 1 something failed or was held back, or an alert could not be sent,
2 wrong usage or configuration, 3 changes found (with --exit-changed). Another crawl at work: 1, and nothing is done.`;

async function runCrawl(cli: Cli, flags: CrawlFlags): Promise<ExitCode> {
  const { declarations, hasIssues } = await selectDeclarations(cli, flags);
  await using services = await cli.open({ alertsTo: flags.json ? "err" : "out" });
  await keepSubscriptions(services.store, await cli.loadSubscriptionsFile());
  await using held = await services.lock.acquire("crawl");
  if (!held) {
    cli.io.err("another crawl is at work on this data folder: nothing done\n");
    return 1;
  }
  const due = flags.due ? await selectDue(services, declarations) : declarations;
  const summary = await crawlWithProgress(cli, services, due, {
    isJson: flags.json ?? false,
    isDelivering: flags.deliver,
  });
  const isDelivered = !flags.deliver || (await deliver(cli, services));
  await indexClauses(services, { signal: cli.signal });
  const isFailed =
    hasIssues ||
    summary.broken > 0 ||
    !isDelivered ||
    (summary.counts.failed ?? 0) + (summary.counts.quarantined ?? 0) > 0;
  if (isFailed) return 1;
  return flags.exitChanged && summary.changes.length > 0 ? 3 : 0;
}

/** Crawls and shows it: progress on standard error, changes on standard output. */
export async function crawlWithProgress(
  cli: Cli,
  services: Services,
  declarations: readonly Declaration[],
  { isJson, isDelivering }: { readonly isJson: boolean; readonly isDelivering: boolean },
): Promise<CrawlSummary> {
  const view = createProgressView(cli.io, declarations.length);
  let summary: CrawlSummary;
  try {
    summary = await crawl(
      { ...services, settings: services.settings.crawl },
      declarations,
      { waitForConfirmationMs: longestWaitMs, onProgress: (progress) => view.report(progress) },
      cli.signal,
    );
  } finally {
    view.done();
  }
  if (isJson) printJson(cli, summary);
  else {
    const { store } = services;
    const changes = isDelivering ? await listUntold(store, summary.changes) : summary.changes;
    await printChanges(cli.io, services.store, changes);
  }
  cli.io.err(`${describeSummary(summary)}\n`);
  return summary;
}

/** The changes that no subscription to the console prints, or has printed. */
export async function listUntold(
  store: Store,
  changes: readonly TermsChange[],
): Promise<readonly TermsChange[]> {
  const untold: TermsChange[] = [];
  for (const change of changes) {
    const { id, termsId } = change;
    const printed = await store.listOutbox({ channel: "console", termsId, limit: mostPrinted });
    if (!printed.some(({ subjectId }) => subjectId === id)) untold.push(change);
  }
  return untold;
}

/** More subscriptions to one console than anybody has. */
const mostPrinted = 100;

async function selectDue(
  { store, clock, settings }: Services,
  declarations: readonly Declaration[],
): Promise<readonly Declaration[]> {
  return dueDeclarations(declarations, await store.listLastChecks(), clock.now(), {
    confirmDelayMs: settings.crawl.rules.confirmDelayMs,
  });
}

/** True when no attempt failed, whether for good or for now. */
export async function deliver(cli: Cli, services: Services): Promise<boolean> {
  const { delivered, retried, failed, remaining } = await deliverDue(
    { ...services, options: services.settings.deliver },
    cli.signal,
  );
  const counts = [
    ...(delivered > 0 ? [`${delivered} delivered`] : []),
    ...(retried > 0 ? [`${retried} failed for now`] : []),
    ...(failed > 0 ? [`${failed} failed for good`] : []),
    ...(remaining > 0 ? [`${remaining} waiting in the outbox`] : []),
  ];
  if (counts.length > 0) cli.io.err(`alerts: ${counts.join(", ")}\n`);
  return retried + failed === 0;
}

function printJson(cli: Cli, { records, changes, counts, broken }: CrawlSummary): void {
  for (const { check, change } of records) {
    const { outcome, fault, detail, versionId, startedAt, finishedAt, termsId } = check;
    const line = { termsId, outcome, fault, detail, startedAt, finishedAt, versionId };
    cli.io.out(`${JSON.stringify({ ...line, changeId: change?.id ?? null })}\n`);
  }
  cli.io.out(`${JSON.stringify({ summary: { ...counts, changes: changes.length, broken } })}\n`);
}

function describeSummary({ records, changes, counts, broken }: CrawlSummary): string {
  const held = counts.quarantined ?? 0;
  const failed = (counts.failed ?? 0) + broken;
  const first = counts.first ?? 0;
  return [
    `${records.length + broken} terms checked`,
    ...(first > 0 ? [`${first} for the first time`] : []),
    `${changes.length} changed`,
    ...(held > 0 ? [`${held} held back`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join(", ");
}
