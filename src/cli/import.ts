import type { Command } from "commander";
import { importArchive } from "../app/import-archive.ts";
import { indexClauses } from "../app/index-clauses.ts";
import type { Cli, ExitCode } from "./context.ts";

export function addImport(program: Command, cli: Cli): void {
  program
    .command("import")
    .description(
      "take over an Open Terms Archive versions repository; nobody is alerted, nothing is added twice",
    )
    .argument("<repository>", "a git folder or bundle")
    .action(cli.action((path: string) => runImport(cli, path)));
}

async function runImport(cli: Cli, path: string): Promise<ExitCode> {
  await using services = await cli.open();
  await using held = await services.lock.acquire("crawl");
  if (!held) {
    cli.io.err("a crawl is at work on this data folder; try again when it has ended\n");
    return 1;
  }
  await using archive = await cli.openArchive(path);
  const { documents, versions, added, changes } = await importArchive(
    { ...services, archive },
    cli.signal,
  );
  cli.io.err(
    `${documents} documents, ${versions} versions: ${added} added, with ${changes} changes\n`,
  );
  // Pages look clauses up; only those of documents that have changed are read again.
  await indexClauses(services, { signal: cli.signal });
  return 0;
}
