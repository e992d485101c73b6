import type { Command } from "commander";
import { keepSubscriptions } from "../app/keep-subscriptions.ts";
import { UsageError } from "../model/errors.ts";
import { renderSubscription } from "../render/subscription-line.ts";
import type { Cli, ExitCode } from "./context.ts";
import { addSubscribeAdd } from "./subscribe-add.ts";
import { addSubscribePreview } from "./subscribe-preview.ts";
import { readState } from "./subscription-state.ts";

export function addSubscribe(program: Command, cli: Cli): void {
  const subscribe = program
    .command("subscribe")
    .description("who is told of what: list, add, preview or remove subscriptions")
    .addHelpText(
      "after",
      "\nSubscriptions of the operator's file (subscriptions.json) are changed there.",
    );
  subscribe
    .command("list", { isDefault: true })
    .description("list all, those of the file too, and which of them nobody is told by")
    .option("--json", "print JSON lines")
    .action(cli.action((flags: { json?: boolean }) => list(cli, flags.json ?? false)));
  addSubscribeAdd(subscribe, cli);
  addSubscribePreview(subscribe, cli);
  subscribe
    .command("remove")
    .argument("<id>")
    .description("remove one that was added here")
    .action(cli.action((id: string) => remove(cli, id)));
}

async function list(cli: Cli, isJson: boolean): Promise<ExitCode> {
  await using services = await cli.open();
  await keepSubscriptions(services.store, await cli.loadSubscriptionsFile());
  const all = await services.store.listSubscriptions();
  for (const each of all) {
    const state = await readState(services, each);
    const { subscription, ...rest } = state;
    cli.io.out(
      isJson ? `${JSON.stringify({ ...subscription, ...rest })}\n` : renderSubscription(state),
    );
  }
  if (all.length === 0) cli.io.err("no subscriptions: alerts are printed\n");
  return 0;
}

async function remove(cli: Cli, id: string): Promise<ExitCode> {
  await using services = await cli.open();
  if (await services.store.removeSubscription(id)) return 0;
  throw new UsageError(
    `no subscription ${id} was added here; \`clausewatch subscribe list\` shows all`,
  );
}
