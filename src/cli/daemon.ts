import type { Command } from "commander";
import { keepSubscriptions } from "../app/keep-subscriptions.ts";
import type { Cli, ExitCode } from "./context.ts";
import { crawlWithProgress, deliver, listUntold } from "./crawl.ts";
import { printChanges } from "./print.ts";
import { selectDeclarations } from "./selection.ts";

export function addDaemon(program: Command, cli: Cli): void {
  program
    .command("daemon")
    .description("keep watching: check each terms on its schedule, deliver alerts, until stopped")
    .action(cli.action(() => runWatch(cli, { isEverythingFirst: false })));
  program
    .command("start")
    .description("check the whole watchlist at once, then keep watching (what `npm start` runs)")
    .action(cli.action(() => runWatch(cli, { isEverythingFirst: true })));
}

async function runWatch(
  cli: Cli,
  { isEverythingFirst }: { readonly isEverythingFirst: boolean },
): Promise<ExitCode> {
  await using services = await cli.open();
  const { declarations } = await selectDeclarations(cli);
  await keepSubscriptions(services.store, await cli.loadSubscriptionsFile());
  // Before the first crawl, which takes minutes.
  await using stack = new AsyncDisposableStack();
  stack.use(await cli.openPage(services));
  if (isEverythingFirst) {
    await using held = await services.lock.acquire("crawl");
    if (!held) {
      cli.io.err("another crawl is at work on this data folder: nothing done\n");
      return 1;
    }
    try {
      await crawlWithProgress(cli, services, declarations, { isJson: false, isDelivering: true });
      await deliver(cli, services);
    } catch (error) {
      // Being told to stop is how watching ends, also this early.
      if (!cli.signal.aborted || error !== cli.signal.reason) throw error;
    }
  }
  if (cli.signal.aborted) {
    cli.io.err("stopped\n");
    return 0;
  }
  cli.io.err(`watching ${declarations.length} terms on schedule; stop with Ctrl-C\n`);
  await cli.watch(services, async ({ changes }) =>
    printChanges(cli.io, services.store, await listUntold(services.store, changes)),
  );
  cli.io.err("stopped\n");
  return 0;
}
