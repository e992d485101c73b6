import type { Command } from "commander";
import { UsageError } from "../model/errors.ts";
import { keepSubscriptions } from "../app/keep-subscriptions.ts";
import { parsePort } from "./arguments.ts";
import type { Cli, ExitCode } from "./context.ts";

interface ServeFlags {
  readonly port?: number;
}

export function addServe(program: Command, cli: Cli): void {
  program
    .command("serve")
    .description("serve the web pages: changes, feeds, and where readers subscribe, until stopped")
    .option("--port <number>", "listen here instead of `web.port`; 0: any that is free", parsePort)
    .addHelpText(
      "after",
      `
It listens on this machine alone: put a proxy with TLS in front, and its address as \`publicUrl\` into the configuration.
Elsewhere it listens only with \`web.allowPublic\`, and where somebody can sign in: CLAUSEWATCH_ADMIN_PASSWORD, or \`web.oidc\`.
\`start\` and \`daemon\` serve it too.`,
    )
    .action(cli.action((flags: ServeFlags) => serve(cli, flags)));
}

async function serve(cli: Cli, { port }: ServeFlags): Promise<ExitCode> {
  await using services = await cli.open();
  const { web } = services.settings;
  if (web === null) throw new UsageError("`web` is null in the configuration: nothing to serve");
  await keepSubscriptions(services.store, await cli.loadSubscriptionsFile());
  if (!services.notifiers.has("email")) {
    cli.io.err("no mail server is set up (`smtp`): nobody can subscribe by themselves\n");
  }
  await cli.serve(services, { ...web, ...(port !== undefined && { port }) });
  cli.io.err("stopped\n");
  return 0;
}
