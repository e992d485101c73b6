import type { Command } from "commander";
import { acceptHeld } from "../app/check-terms.ts";
import { UsageError } from "../model/errors.ts";
import { keepSubscriptions } from "../app/keep-subscriptions.ts";
import type { Cli, ExitCode } from "./context.ts";
import { deliver, listUntold } from "./crawl.ts";
import { printChanges } from "./print.ts";
import { selectDeclarations } from "./selection.ts";

export function addAccept(program: Command, cli: Cli): void {
  program
    .command("accept")
    .description("take the answer that was held back last for the terms, and tell subscribers")
    .argument("<terms>", "a terms id, such as openai/acceptable-use-policy")
    .action(cli.action((terms: string) => accept(cli, terms)));
}

async function accept(cli: Cli, terms: string): Promise<ExitCode> {
  const { declarations } = await selectDeclarations(cli, { terms });
  await using services = await cli.open();
  await using held = await services.lock.acquire("crawl");
  if (!held) {
    cli.io.err("a crawl is at work on this data folder; try again when it has ended\n");
    return 1;
  }
  const [declaration] = declarations;
  await keepSubscriptions(services.store, await cli.loadSubscriptionsFile());
  const context = { ...services, settings: services.settings.crawl };
  const record = declaration && (await acceptHeld(context, declaration));
  if (!record) {
    throw new UsageError(
      `nothing of ${terms} is held back; \`clausewatch history ${terms} --checks 5\` shows its checks`,
    );
  }
  if (record.change) {
    const untold = await listUntold(services.store, [record.change]);
    await printChanges(cli.io, services.store, untold);
  } else cli.io.err(`${terms}: accepted (${record.check.outcome})\n`);
  return (await deliver(cli, services)) ? 0 : 1;
}
