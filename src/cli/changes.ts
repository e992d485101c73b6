import type { Command } from "commander";
import { Option } from "commander";
import { loadChangeJson, loadTiming } from "../app/change-json.ts";
import { loadEvents } from "../app/load-events.ts";
import type { TermsChange } from "../model/change.ts";
import { UsageError } from "../model/errors.ts";
import type { Instant } from "../model/instant.ts";
import type { Materiality, Topic } from "../model/topic.ts";
import { materialities } from "../model/topic.ts";
import type { ChangeFilter } from "../ports/store.ts";
import { parseCount, parseSince, parseTopic, parseUntil } from "./arguments.ts";
import { listClauseIds, printClauseIds } from "./clause-ids.ts";
import type { Cli, ExitCode, Services } from "./context.ts";
import { explainNow } from "./explain.ts";
import { printChange, printChanges } from "./print.ts";

interface ChangesFlags {
  readonly terms?: string;
  readonly service?: string;
  readonly topic?: Topic;
  readonly min: Materiality;
  readonly silent?: boolean;
  readonly undated?: boolean;
  readonly since?: Instant;
  readonly until?: Instant;
  readonly limit: number;
  readonly json?: boolean;
}

interface ShowFlags {
  readonly json?: boolean;
  readonly clauses?: boolean;
  readonly explain?: boolean;
}

export function addChanges(program: Command, cli: Cli): void {
  program
    .command("changes")
    .description("list recorded changes, newest first")
    .option("--service <id>", "only of this service")
    .option("--terms <id>", "only of this terms")
    .addOption(
      new Option(
        "--topic <topic>",
        "only with a substantive clause about it; `clausewatch topics` lists all",
      ).argParser(parseTopic),
    )
    .addOption(
      new Option("--min <materiality>", "at least this much")
        .choices(materialities)
        .default("substantive"),
    )
    .option(
      "--silent",
      "only substantive ones under an unmoved date of the document's own; no return of wording",
    )
    .option("--undated", "only substantive ones of a document that states no date of its own")
    .option("--since <date>", "seen on or after this day (UTC)", parseSince)
    .option("--until <date>", "seen on or before this day (UTC)", parseUntil)
    .option("--limit <count>", "at most this many", parseCount, 20)
    .option("--json", "print one JSON object a change, with its whole comparison")
    .action(cli.action((flags: ChangesFlags) => listChanges(cli, flags)));
  program
    .command("show")
    .description("show one change whole: every clause, every reason")
    .argument("<change>", "a change id, or its first six digits or more")
    .option("--json", "print it as JSON")
    .option("--clauses", "also the ids of its clauses, to follow them with `history --clause`")
    .option("--explain", "ask the configured language model about what it has not explained yet")
    .action(cli.action((id: string, flags: ShowFlags) => showChange(cli, id, flags)));
}

async function listChanges(cli: Cli, flags: ChangesFlags): Promise<ExitCode> {
  await using services = await cli.open();
  const silences = [
    ...(flags.silent ? (["silent"] as const) : []),
    ...(flags.undated ? (["undated"] as const) : []),
  ];
  const filter: ChangeFilter = {
    ...(flags.terms && { termsId: flags.terms }),
    ...(flags.service && { serviceId: flags.service }),
    ...(flags.topic && { topic: flags.topic }),
    ...(silences.length > 0 && { silences }),
    ...(flags.since && { since: flags.since }),
    ...(flags.until && { until: flags.until }),
    minMateriality: flags.min,
    limit: flags.limit,
  };
  const changes = await services.store.listChanges(filter);
  if (flags.json) await printJson(cli, services, changes);
  else await printChanges(cli.io, services.store, changes);
  if (changes.length === 0) cli.io.err("no such change\n");
  else if (changes.length === flags.limit)
    cli.io.err(`the newest ${flags.limit}; --limit shows more\n`);
  return 0;
}

/** Each change with the event that it is a part of: the same change in all its documents. */
async function printJson(
  cli: Cli,
  { store }: Services,
  changes: readonly TermsChange[],
): Promise<void> {
  const events = await loadEvents(store, changes);
  for (const change of changes) {
    const event = events.get(change.id);
    const members = event?.changes.map(({ id, termsId }) => ({ changeId: id, termsId }));
    const named = event && members ? { event: { id: event.id, changes: members } } : {};
    const timing = await loadTiming(store, change);
    cli.io.out(`${JSON.stringify({ ...change, timing, ...named })}\n`);
  }
}

async function showChange(cli: Cli, id: string, flags: ShowFlags): Promise<ExitCode> {
  await using services = await cli.open();
  const change = await services.store.findChange(id);
  if (!change) throw new UsageError(`no change ${id}; \`clausewatch changes\` lists them`);
  if (flags.explain) await explainNow(cli, services, change.comparison);
  const isExplaining = services.explainer !== null;
  if (flags.json) {
    const identified = flags.clauses
      ? { clauseIds: await listClauseIds(cli, services, change) }
      : {};
    const told = await loadChangeJson(services.store, change, { isExplaining });
    cli.io.out(`${JSON.stringify({ ...told, ...identified })}\n`);
  } else {
    await printChange(cli.io, services.store, { change, isExplaining });
    if (flags.clauses) await printClauseIds(cli, services, change);
  }
  return 0;
}
