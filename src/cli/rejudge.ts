import type { Command } from "commander";
import type { JudgedAnew, RejudgeSummary } from "../app/rejudge.ts";
import { rejudge } from "../app/rejudge.ts";
import { UsageError } from "../model/errors.ts";
import type { Instant } from "../model/instant.ts";
import {
  renderJudgements,
  renderRejudgement,
  renderRejudgeSummary,
} from "../render/rejudgement.ts";
import { parseSince, parseUntil } from "./arguments.ts";
import type { Cli, ExitCode } from "./context.ts";

interface RejudgeFlags {
  readonly service?: string;
  readonly terms?: string;
  readonly since?: Instant;
  readonly until?: Instant;
  readonly all?: boolean;
  readonly apply?: boolean;
  readonly log?: string;
  readonly json?: boolean;
}

export function addRejudge(program: Command, cli: Cli): void {
  program
    .command("rejudge")
    .description(
      "judge recorded changes anew by the present rules and show what differs; alerts nobody",
    )
    .option("--service <id>", "only of this service")
    .option("--terms <id>", "only of this terms")
    .option("--since <date>", "seen on or after this day (UTC)", parseSince)
    .option("--until <date>", "seen on or before this day (UTC)", parseUntil)
    .option("--all", "also what the present rules have judged already")
    .option("--apply", "record the new judgements; each earlier one is kept")
    .option("--log <change>", "instead: who judged this change what, and when")
    .option("--json", "print JSON lines: the changes that differ, then the summary")
    .action(cli.action((flags: RejudgeFlags) => runRejudge(cli, flags)));
}

async function runRejudge(cli: Cli, flags: RejudgeFlags): Promise<ExitCode> {
  if (flags.log !== undefined) return printLog(cli, flags.log, flags.json ?? false);
  const { declarations } = await cli.loadWatchlist();
  const lists = new Set(declarations.filter(({ isList }) => isList).map(({ id }) => id));
  await using services = await cli.open();
  const summary = await rejudge(
    services,
    {
      filter: {
        ...(flags.terms && { termsId: flags.terms }),
        ...(flags.service && { serviceId: flags.service }),
        ...(flags.since && { since: flags.since }),
        ...(flags.until && { until: flags.until }),
      },
      isAll: flags.all ?? false,
      isApplied: flags.apply ?? false,
      isListOf: (termsId) => lists.has(termsId),
      onJudged: (judged) => {
        if (judged.rejudgement.isOther) print(cli, judged, flags.json ?? false);
      },
    },
    cli.signal,
  );
  printSummary(cli, summary, flags);
  return 0;
}

function print(cli: Cli, { change, rejudgement, outcome }: JudgedAnew, isJson: boolean): void {
  const { isOther: _, ...differences } = rejudgement;
  cli.io.out(
    isJson
      ? `${JSON.stringify({ ...change, ...differences, outcome })}\n`
      : renderRejudgement(change, rejudgement),
  );
}

function printSummary(cli: Cli, summary: RejudgeSummary, { apply, json }: RejudgeFlags): void {
  if (json) cli.io.out(`${JSON.stringify({ summary })}\n`);
  cli.io.err(renderRejudgeSummary(summary, apply ?? false));
}

async function printLog(cli: Cli, id: string, isJson: boolean): Promise<ExitCode> {
  await using services = await cli.open();
  const change = await services.store.findChange(id);
  if (!change) throw new UsageError(`no change ${id}; \`clausewatch changes\` lists them`);
  const superseded = await services.store.listSupersededJudgements(change.id);
  if (isJson) for (const judgement of superseded) cli.io.out(`${JSON.stringify(judgement)}\n`);
  else cli.io.out(renderJudgements(superseded, change.comparison));
  return 0;
}
