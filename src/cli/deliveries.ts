import type { Command } from "commander";
import { Option } from "commander";
import type { Delivery, NotificationState } from "../model/notification.ts";
import { notificationStates } from "../model/notification.ts";
import { parseCount } from "./arguments.ts";
import type { Cli, ExitCode } from "./context.ts";
import type { FilterFlags } from "./outbox-filter.ts";
import { addFilterOptions, toFilter } from "./outbox-filter.ts";
import { describeEntry } from "./outbox-line.ts";
import { addResume, addSuppressed } from "./deliveries-resume.ts";
import { addRetry } from "./deliveries-retry.ts";
import { addShowDelivery } from "./deliveries-show.ts";
import { addTestDelivery } from "./deliveries-test.ts";

interface ListFlags extends FilterFlags {
  readonly state?: NotificationState;
  readonly outcome?: Delivery["outcome"];
  readonly limit: number;
  readonly json?: boolean;
}

const outcomes = ["delivered", "retried", "failed"] as const;

export function addDeliveries(program: Command, cli: Cli): void {
  const deliveries = program
    .command("deliveries")
    .description("what was sent to whom, and what came of it: list, show, retry, test");
  addFilterOptions(
    deliveries
      .command("list", { isDefault: true })
      .description("list the outbox, newest first, each with its last attempt's answer"),
  )
    .addOption(new Option("--state <state>", "only these").choices(notificationStates))
    .addOption(
      new Option("--outcome <outcome>", "only where the last attempt ended so").choices(outcomes),
    )
    .option("--limit <count>", "at most this many", parseCount, 50)
    .option("--json", "print JSON lines, with every attempt")
    .action(cli.action((flags: ListFlags) => list(cli, flags)));
  addShowDelivery(deliveries, cli);
  addRetry(deliveries, cli);
  addTestDelivery(deliveries, cli);
  addSuppressed(deliveries, cli);
  addResume(deliveries, cli);
}

async function list(cli: Cli, flags: ListFlags): Promise<ExitCode> {
  await using services = await cli.open();
  const { state, outcome, limit } = flags;
  const entries = await services.store.listOutbox({
    ...toFilter(flags),
    ...(state !== undefined && { state }),
    ...(outcome !== undefined && { outcome }),
    limit,
  });
  for (const entry of entries) {
    cli.io.out(flags.json ? `${JSON.stringify(entry)}\n` : `${describeEntry(entry)}\n`);
  }
  if (entries.length === 0 && !flags.json) cli.io.err("no deliveries\n");
  if (entries.length === limit) cli.io.err(`the newest ${limit}; --limit shows more\n`);
  return 0;
}
