import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { matchHistory } from "../app/match-history.ts";
import { parseOwnTopic } from "../core/topics/definition.ts";
import { createOwnTopics } from "../core/topics/own-topics.ts";
import type { TopicTrial } from "../core/topics/trial.ts";
import { tryBuiltInTopics, tryOwnTopic } from "../core/topics/trial.ts";
import { UsageError } from "../model/errors.ts";
import type { OwnTopic } from "../model/own-topic.ts";
import { taxonomy } from "../model/taxonomy.ts";
import { isOwnTopic, topics } from "../model/topic.ts";
import type { Topic } from "../model/topic.ts";
import { toCount } from "../render/labels.ts";
import { renderAdded, renderMatch, renderTaxonomy, renderTrial } from "../render/topics.ts";
import { parseCount, parseTopic } from "./arguments.ts";
import type { Cli, ExitCode } from "./context.ts";

interface AddFlags {
  readonly covers?: string;
  readonly example?: readonly string[];
  readonly counterExample?: readonly string[];
  readonly from?: string;
  readonly dryRun?: boolean;
  readonly limit: number;
}

interface JsonFlag {
  readonly json?: boolean;
}

export function addTopics(program: Command, cli: Cli): void {
  const command = program
    .command("topics")
    .description("what changes can be about: list, add, test or remove topics of your own")
    .addHelpText(
      "after",
      "\nEach topic of your own is a file in the topics folder: edit it there to give it more examples.",
    );
  command
    .command("list", { isDefault: true })
    .description("list all, your own first")
    .option("--json", "print JSON lines")
    .action(cli.action((flags: JsonFlag) => list(cli, flags.json ?? false)));
  command
    .command("add")
    .description("add one from a few examples, and show what it finds in recorded history")
    .argument("<name>", "a-z, 0-9 and hyphens; alerts and filters know it as x-<name>")
    .option("--covers <sentence>", "what a clause about it speaks of")
    .option("--example <clause>", "a clause about it; give several", collectText)
    .option("--counter-example <clause>", "one that looks like it, and is not", collectText)
    .option("--from <file>", "a JSON file with `covers`, `examples` and `counterExamples`")
    .option("--dry-run", "only try it: write nothing")
    .option("--limit <count>", "show at most this many recorded clauses", parseCount, 10)
    .action(cli.action((name: string, flags: AddFlags) => add(cli, name, flags)));
  command
    .command("test")
    .description("try topics on their examples; exits with 1 when one fails")
    .argument("[topic]", "a topic; default: all", parseTopic)
    .option("--json", "print JSON lines")
    .action(
      cli.action((topic: Topic | undefined, flags: JsonFlag) =>
        test(cli, topic, flags.json ?? false),
      ),
    );
  command
    .command("remove")
    .description("take one of your own away; what was recorded keeps it until `rejudge --apply`")
    .argument("<topic>", "its id or name")
    .action(cli.action((name: string) => remove(cli, name)));
}

/** Clauses hold commas: each option is one. */
function collectText(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

async function list(cli: Cli, isJson: boolean): Promise<ExitCode> {
  const files = await cli.openTopicFiles();
  const own = await files.load();
  if (!isJson) {
    cli.io.out(renderTaxonomy(own));
    return 0;
  }
  for (const topic of own) cli.io.out(`${JSON.stringify(topic)}\n`);
  for (const id of topics) cli.io.out(`${JSON.stringify({ id, ...taxonomy[id] })}\n`);
  return 0;
}

async function add(cli: Cli, name: string, flags: AddFlags): Promise<ExitCode> {
  const topic = parseOwnTopic(toName(name), await readDefinition(flags));
  const files = await cli.openTopicFiles();
  const others = await files.load();
  if (others.some(({ id }) => id === topic.id)) throw takenError(topic.id, files.dir);
  const trial = tryOwnTopic(topic);
  const path = flags.dryRun ? undefined : await files.add(topic);
  if (!flags.dryRun && path === undefined) throw takenError(topic.id, files.dir);
  cli.io.out(renderTrial(trial));
  await showHistory(cli, topic, flags.limit);
  if (path !== undefined) cli.io.err(renderAdded(topic, path));
  if (!trial.isPassed) {
    cli.io.err("It does not do well on its own examples: give it more of them, or closer ones.\n");
  }
  return 0;
}

function takenError(id: Topic, dir: string): UsageError {
  return new UsageError(
    `there is a topic ${id} already: edit its file in ${dir}, or \`clausewatch topics remove\` it first`,
  );
}

async function showHistory(cli: Cli, topic: OwnTopic, limit: number): Promise<void> {
  await using services = await cli.open();
  const { asked, found, matches } = await matchHistory(services.store, createOwnTopics([topic]), {
    limit,
    signal: cli.signal,
  });
  if (asked === 0) {
    cli.io.err("nothing recorded yet to try it on\n");
    return;
  }
  const shown = found > matches.length ? `; the ${matches.length} likeliest` : "";
  cli.io.out(
    `In recorded history: ${toCount(found, "clause", "clauses")} of ${asked} that changed${shown}\n`,
  );
  for (const { change, clause, probability, words } of matches) {
    const text = (clause.after ?? clause.before)?.text ?? "";
    cli.io.out(renderMatch({ change, text, probability, words }));
  }
}

async function readDefinition(flags: AddFlags): Promise<unknown> {
  if (flags.from === undefined) {
    return {
      ...(flags.covers !== undefined && { covers: flags.covers }),
      examples: flags.example ?? [],
      counterExamples: flags.counterExample ?? [],
    };
  }
  if (flags.covers ?? flags.example ?? flags.counterExample) {
    throw new UsageError("--from FILE has all of it: give no --covers or examples beside it");
  }
  try {
    return JSON.parse(await readFile(flags.from, "utf8"));
  } catch (error) {
    throw new UsageError(
      `cannot read ${flags.from}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

async function test(cli: Cli, topic: Topic | undefined, isJson: boolean): Promise<ExitCode> {
  const trials: TopicTrial[] = [];
  if (topic === undefined || isOwnTopic(topic)) {
    const own = await (await cli.openTopicFiles()).load();
    const asked = own.filter(({ id }) => topic === undefined || id === topic);
    if (topic !== undefined && asked.length === 0) throw unknownError(topic);
    trials.push(...asked.map((each) => tryOwnTopic(each)));
  }
  if (topic === undefined) trials.push(...tryBuiltInTopics());
  else if (!isOwnTopic(topic)) trials.push(...tryBuiltInTopics(topic));
  for (const trial of trials) {
    cli.io.out(isJson ? `${JSON.stringify(trial)}\n` : renderTrial(trial));
  }
  const failed = trials.filter(({ isPassed }) => !isPassed);
  cli.io.err(`${toCount(trials.length, "topic", "topics")} tried, ${failed.length} failed\n`);
  return failed.length > 0 ? 1 : 0;
}

async function remove(cli: Cli, name: string): Promise<ExitCode> {
  const id = `x-${toName(name)}` as const;
  const topic = parseOwnTopicId(id);
  const files = await cli.openTopicFiles();
  if (await files.remove(topic)) return 0;
  throw unknownError(topic);
}

function parseOwnTopicId(id: `x-${string}`): `x-${string}` {
  if (/^x-[a-z0-9][a-z0-9-]*$/.test(id)) return id;
  throw new UsageError(`${id} is no topic's id: a-z, 0-9 and hyphens`);
}

/** `x-biometrics` and `biometrics` are the same topic. */
function toName(name: string): string {
  return name.replace(/^x-/, "");
}

function unknownError(topic: Topic): UsageError {
  return new UsageError(`no topic ${topic} of your own; \`clausewatch topics\` lists them`);
}
