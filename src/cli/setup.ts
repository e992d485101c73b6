import type { Command } from "commander";
import type { Cli, ExitCode } from "./context.ts";

export function addSetup(program: Command, cli: Cli): void {
  program
    .command("setup")
    .description("look for a browser again, and bring one where that is possible")
    .action(cli.action(() => setUp(cli)));
  program
    .command("demo")
    .description("show the product in under a minute: fictional providers, no network, no accounts")
    .action(cli.action(() => cli.runDemo()));
}

/** Ends well without a browser too: most pages need none, and those that do say so. */
async function setUp(cli: Cli): Promise<ExitCode> {
  const path = await cli.setUpBrowser((text) => cli.io.err(`clausewatch: set-up: ${text}\n`));
  cli.io.err(
    path
      ? `clausewatch: set-up: browser ${path}\n`
      : "clausewatch: set-up: no browser; pages that need one will say so\n",
  );
  return 0;
}
