import { Command } from "commander";
import { addAccept } from "./accept.ts";
import { addAccounts } from "./accounts.ts";
import { addChanges } from "./changes.ts";
import { addCompare } from "./compare.ts";
import type { Cli } from "./context.ts";
import { addCrawl } from "./crawl.ts";
import { addDaemon } from "./daemon.ts";
import { addDeliver } from "./deliver.ts";
import { addDeliveries } from "./deliveries.ts";
import { addDoctor } from "./doctor.ts";
import { addFeed } from "./feed.ts";
import { addHistory } from "./history.ts";
import { addImport } from "./import.ts";
import { addKeys } from "./keys.ts";
import { addRejudge } from "./rejudge.ts";
import { addServe } from "./serve.ts";
import { addSetup } from "./setup.ts";
import { addSubscribe } from "./subscribe.ts";
import { addTopics } from "./topics.ts";
import { addValidate } from "./validate.ts";

/** Every command, each with its help; throws commander's errors instead of ending the process. */
export function createProgram(cli: Cli): Command {
  const program = new Command("clausewatch")
    .description(
      "Watches AI providers' terms and usage policies, and tells what changed clause by clause.",
    )
    .addHelpText(
      "after",
      `
Configuration: clausewatch.json in the working folder (or the file that CLAUSEWATCH_CONFIG names), secrets from the
environment. Data goes to standard output, words to standard error.
Exit codes: 0 fine, 1 something failed, 2 wrong usage or configuration, 3 changes found (on request).`,
    )
    .configureOutput({ writeOut: (text) => cli.io.out(text), writeErr: (text) => cli.io.err(text) })
    .helpCommand(false)
    .exitOverride();
  const inherit = (parent: Command): void => {
    for (const command of parent.commands) {
      command.copyInheritedSettings(parent);
      inherit(command);
    }
  };
  for (const add of [
    addDaemon,
    addCrawl,
    addServe,
    addDeliver,
    addDeliveries,
    addHistory,
    addChanges,
    addFeed,
    addCompare,
    addAccept,
    addSubscribe,
    addImport,
    addRejudge,
    addTopics,
    addAccounts,
    addKeys,
    addValidate,
    addDoctor,
    addSetup,
  ]) {
    add(program, cli);
  }
  inherit(program);
  return program;
}
