import type { Command } from "commander";
import type { Cli, ExitCode } from "./context.ts";
import { deliver } from "./crawl.ts";

export function addDeliver(program: Command, cli: Cli): void {
  program
    .command("deliver")
    .description("send what the outbox owes; `deliveries` lists it")
    .addHelpText(
      "after",
      "\nExit codes: 0 nothing failed, 1 an alert could not be sent, for now or for good.",
    )
    .action(cli.action(() => runDeliver(cli)));
}

async function runDeliver(cli: Cli): Promise<ExitCode> {
  await using services = await cli.open();
  return (await deliver(cli, services)) ? 0 : 1;
}
