import type { Command } from "commander";
import { checkEndpoints } from "../core/endpoints.ts";
import { checkSubscriptions } from "../core/subscription.ts";
import type { Issue } from "../model/errors.ts";
import { DeclarationError } from "../model/errors.ts";
import type { OwnTopic } from "../model/own-topic.ts";
import type { Cli, ExitCode } from "./context.ts";

export function addValidate(program: Command, cli: Cli): void {
  program
    .command("validate")
    .description(
      "check the watchlist, the subscriptions file and your own topics; every problem by file and path",
    )
    .argument("[folder]", "a watchlist folder; default: the configured one")
    .option("--json", "print the problems as JSON lines")
    .action(
      cli.action((dir: string | undefined, flags: { json?: boolean }) =>
        validate(cli, dir, flags.json ?? false),
      ),
    );
}

async function validate(cli: Cli, dir: string | undefined, isJson: boolean): Promise<ExitCode> {
  const { declarations, issues } = await cli.loadWatchlist(dir);
  const problems: Issue[] = [...issues];
  let warnings: readonly Issue[] = [];
  let own: readonly OwnTopic[] | undefined;
  try {
    own = await (await cli.openTopicFiles()).load();
  } catch (error) {
    if (!(error instanceof DeclarationError)) throw error;
    problems.push(...error.issues);
  }
  try {
    const subscriptions = await cli.loadSubscriptions();
    warnings = [
      ...checkSubscriptions(
        subscriptions,
        declarations,
        own?.map((topic) => topic.id),
      ),
      ...checkEndpoints(subscriptions, await cli.loadEndpointNames()),
    ];
  } catch (error) {
    if (!(error instanceof DeclarationError)) throw error;
    problems.push(...error.issues);
  }
  for (const issue of problems) {
    cli.io.out(isJson ? `${JSON.stringify(issue)}\n` : `${issue.path}: ${issue.message}\n`);
  }
  for (const { path, message } of warnings) cli.io.err(`warning: ${path}: ${message}\n`);
  const services = new Set(declarations.map(({ serviceId }) => serviceId)).size;
  const sources = declarations.reduce((sum, each) => sum + each.sources.length, 0);
  cli.io.err(
    `${services} services, ${declarations.length} terms, ${sources} source documents; ${problems.length} problems\n`,
  );
  return problems.length > 0 ? 2 : 0;
}
