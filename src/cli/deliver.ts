import type { Command } from "commander";
import { Option } from "commander";
import type { NotificationState } from "../model/notification.ts";
import { notificationStates } from "../model/notification.ts";
import type { OutboxEntry } from "../ports/outbox-store.ts";
import { parseCount } from "./arguments.ts";
import type { Cli, ExitCode } from "./context.ts";
import { deliver } from "./crawl.ts";

interface DeliverFlags {
  readonly list?: boolean;
  readonly state?: NotificationState;
  readonly limit: number;
  readonly json?: boolean;
}

export function addDeliver(program: Command, cli: Cli): void {
  program
    .command("deliver")
    .description("send what the outbox owes; or list it")
    .option("--list", "list the outbox instead, newest first")
    .addOption(new Option("--state <state>", "list only these").choices(notificationStates))
    .option("--limit <count>", "list at most this many", parseCount, 50)
    .option("--json", "list as JSON lines, with every attempt")
    .addHelpText(
      "after",
      "\nExit codes: 0 nothing failed, 1 an alert could not be sent, for now or for good.",
    )
    .action(cli.action((flags: DeliverFlags) => runDeliver(cli, flags)));
}

async function runDeliver(cli: Cli, flags: DeliverFlags): Promise<ExitCode> {
  await using services = await cli.open();
  if (!flags.list) return (await deliver(cli, services)) ? 0 : 1;
  const { limit, state } = flags;
  for (const entry of await services.store.listOutbox({ limit, ...(state && { state }) })) {
    cli.io.out(flags.json ? `${JSON.stringify(entry)}\n` : `${describeEntry(entry)}\n`);
  }
  return 0;
}

function describeEntry(entry: OutboxEntry): string {
  const last = entry.deliveries.at(-1);
  const what = `${entry.subject} ${entry.subjectId.slice(0, 12)}`;
  const when = entry.state === "pending" ? `due ${entry.nextAttemptAt}` : (last?.at ?? "");
  const answer = last ? `  ${last.response.replaceAll(/\s+/g, " ")}` : "";
  return `${entry.state.padEnd(9)} ${entry.channel} ${entry.target}  ${what}  for ${entry.subscriptionId}  ${when}${answer}`;
}
