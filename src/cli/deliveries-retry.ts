import type { Command } from "commander";
import { Option } from "commander";
import { listFailed, retryDeliveries } from "../app/retry-deliveries.ts";
import { UsageError } from "../model/errors.ts";
import type { OutboxEntry } from "../ports/outbox-store.ts";
import type { Store } from "../ports/store.ts";
import { toShortId } from "../render/alert.ts";
import { toCount } from "../render/labels.ts";
import { toVisibleLine } from "../render/visible.ts";
import type { Cli, ExitCode } from "./context.ts";
import type { FilterFlags } from "./outbox-filter.ts";
import { addFilterOptions, toFilter } from "./outbox-filter.ts";
import { describeEntry } from "./outbox-line.ts";

interface RetryFlags extends FilterFlags {
  readonly state?: "failed" | "pending";
  readonly dryRun?: boolean;
}

export function addRetry(deliveries: Command, cli: Cli): void {
  addFilterOptions(
    deliveries
      .command("retry")
      .description("try again now what failed: for good, or for the time being")
      .argument("[ids...]", "notifications by id, or the beginning of it")
      .addOption(
        new Option(
          "--state <state>",
          "all that failed for good, or that wait for another try",
        ).choices(["failed", "pending"]),
      ),
  )
    .option("--dry-run", "only say what would be tried again")
    .addHelpText(
      "after",
      "\nExit codes: 0 all are tried again, 1 some are not, 2 none is named or found.",
    )
    .action(cli.action((ids: readonly string[], flags: RetryFlags) => retry(cli, ids, flags)));
}

async function retry(cli: Cli, ids: readonly string[], flags: RetryFlags): Promise<ExitCode> {
  await using services = await cli.open();
  const { store, clock } = services;
  const isDryRun = flags.dryRun ?? false;
  const entries = await select(store, ids, flags);
  const plan = await retryDeliveries(store, entries, { now: clock.now(), isDryRun });
  for (const entry of plan.retried) cli.io.out(`${describeEntry(entry)}\n`);
  for (const { entry, why } of plan.refused) {
    cli.io.err(`not tried again: ${toShortId(entry.id)}: ${toVisibleLine(why)}\n`);
  }
  const count = toCount(plan.retried.length, "notification", "notifications");
  cli.io.err(
    isDryRun
      ? `${count} would be tried again\n`
      : `${count} due again; \`clausewatch deliver\` sends them, and so does a running daemon\n`,
  );
  return plan.refused.length > 0 ? 1 : 0;
}

async function select(
  store: Store,
  ids: readonly string[],
  flags: RetryFlags,
): Promise<readonly OutboxEntry[]> {
  const filter = toFilter(flags);
  const isFiltered = Object.keys(filter).length > 0 || flags.state !== undefined;
  if (ids.length > 0 && isFiltered) {
    throw new UsageError("name notifications, or filter them; not both");
  }
  if (isFiltered) {
    const found = await listFailed(store, {
      ...filter,
      ...(flags.state && { state: flags.state }),
    });
    return found.filter(({ state, attempts }) => state === "failed" || attempts > 0);
  }
  if (ids.length === 0) {
    throw new UsageError("name notifications, or filter them; `--state failed` is all that failed");
  }
  const found = new Map<string, OutboxEntry>();
  for (const id of ids) {
    const entry = await store.findNotification(id);
    if (entry === undefined) {
      throw new UsageError(`no one delivery is ${id}; \`clausewatch deliveries\` lists them`);
    }
    found.set(entry.id, entry);
  }
  return [...found.values()];
}
