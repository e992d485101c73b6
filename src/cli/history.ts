import type { Command } from "commander";
import type { TermsStatus } from "../model/terms.ts";
import { UsageError } from "../model/errors.ts";
import { isTermsIncident } from "../model/incident.ts";
import { parseCount } from "./arguments.ts";
import { describeChannelIncident } from "./channel-incident.ts";
import { printClause, printClauses } from "./clause-history.ts";
import type { Cli, ExitCode, Services } from "./context.ts";

interface HistoryFlags {
  readonly json?: boolean;
  readonly checks?: number;
  readonly clause?: string;
  readonly clauses?: boolean;
}

export function addHistory(program: Command, cli: Cli): void {
  program
    .command("history")
    .description(
      "where each terms stands; or one terms' versions, its latest checks, or a clause's life",
    )
    .argument("[terms]", "a terms id, such as openai/acceptable-use-policy")
    .option("--checks <count>", "also list this many of its latest checks", parseCount)
    .option(
      "--clause <which>",
      "a clause's life: name it by its number, heading, any of its words, or id",
    )
    .option("--clauses", "the clauses that stand, with their ids")
    .option("--json", "print JSON lines")
    .action(
      cli.action((terms: string | undefined, flags: HistoryFlags) => runHistory(cli, terms, flags)),
    );
}

async function runHistory(
  cli: Cli,
  termsId: string | undefined,
  flags: HistoryFlags,
): Promise<ExitCode> {
  await using services = await cli.open();
  const all = await services.store.listTermsStatus();
  if (termsId === undefined) {
    if (flags.clause !== undefined || flags.clauses) {
      throw new UsageError("a clause is of one terms: name it, as in `history <terms> --clause …`");
    }
    for (const status of all) {
      cli.io.out(flags.json ? `${JSON.stringify(status)}\n` : `${describeStatus(status)}\n`);
    }
    if (all.length === 0) cli.io.err("nothing recorded yet; run `clausewatch crawl` or `import`\n");
    await warnOfChannels(cli, services);
    return 0;
  }
  const status = all.find(({ id }) => id === termsId);
  if (!status) throw new UsageError(`no terms ${termsId}; \`clausewatch history\` lists them`);
  const isJson = flags.json ?? false;
  if (flags.clause !== undefined) {
    await printClause(cli, services, { terms: status, asked: flags.clause, isJson });
  } else if (flags.clauses) await printClauses(cli, services, { terms: status, isJson });
  else await printOne(cli, services, status, flags);
  return 0;
}

/** Apart from the list, which is of terms: what cannot be told to people. */
async function warnOfChannels(cli: Cli, { store }: Services): Promise<void> {
  const open = (await store.listIncidents({ open: true })).filter((one) => !isTermsIncident(one));
  for (const incident of open.slice(0, 10)) {
    cli.io.err(`! ${describeChannelIncident(incident)} since ${minute(incident.openedAt)}\n`);
  }
  const more = open.length - 10;
  if (open.length > 0) {
    const rest = more > 0 ? `! and ${more} more; ` : "";
    cli.io.err(`${rest}\`clausewatch deliveries\` shows what waits or has failed\n`);
  }
}

async function printOne(
  cli: Cli,
  { store }: Services,
  status: TermsStatus,
  flags: HistoryFlags,
): Promise<void> {
  const versions = await store.listVersions(status.id);
  const checks = flags.checks ? await store.listChecks(status.id, flags.checks) : [];
  if (flags.json) {
    for (const { text: _, ...version } of versions) {
      cli.io.out(`${JSON.stringify({ kind: "version", ...version })}\n`);
    }
    for (const check of checks) cli.io.out(`${JSON.stringify({ kind: "check", ...check })}\n`);
    return;
  }
  cli.io.out(`${describeStatus(status)}\n`);
  for (const { id, fetchedAt, origin } of versions) {
    const note = origin === "crawl" ? "" : `  (${origin})`;
    cli.io.out(`  ${fetchedAt.slice(0, 16).replace("T", " ")}  ${id.slice(0, 12)}${note}\n`);
  }
  if (checks.length > 0) cli.io.out("checks:\n");
  for (const { startedAt, outcome, fault, detail } of checks) {
    const why = fault ? ` (${fault}) ${detail ?? ""}` : "";
    cli.io.out(`  ${startedAt.slice(0, 19).replace("T", " ")}  ${outcome}${why}\n`);
  }
}

function describeStatus(status: TermsStatus): string {
  const { id, versionCount, lastCheckedAt, lastVerifiedAt, lastChangedAt } = status;
  const isUnverified =
    lastCheckedAt !== null && (lastVerifiedAt === null || lastVerifiedAt < lastCheckedAt);
  const trouble = [
    ...status.openIncidents,
    ...(isUnverified ? [`last tried ${minute(lastCheckedAt)}`] : []),
  ];
  return [
    id.padEnd(44),
    `verified ${minute(lastVerifiedAt).padEnd(16)}`,
    `${versionCount > 1 ? "changed" : "since  "} ${minute(lastChangedAt).padEnd(16)}`,
    `${versionCount} ${versionCount === 1 ? "version" : "versions"}`,
    ...(trouble.length > 0 ? [`! ${trouble.join(", ")}`] : []),
  ].join("  ");
}

function minute(instant: string | null): string {
  return instant?.slice(0, 16).replace("T", " ") ?? "never";
}
