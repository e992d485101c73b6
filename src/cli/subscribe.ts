import type { Command } from "commander";
import { Option } from "commander";
import { checkSubscriptions, parseSubscriptions } from "../core/subscription.ts";
import { ConfigError, UsageError } from "../model/errors.ts";
import type { Subscription } from "../model/subscription.ts";
import { channels } from "../model/subscription.ts";
import { directions, materialities } from "../model/topic.ts";
import { keepSubscriptions } from "../app/keep-subscriptions.ts";
import { collect } from "./arguments.ts";
import type { Cli, ExitCode } from "./context.ts";

interface SubscribeFlags {
  readonly channel: string;
  readonly to?: string;
  readonly service?: readonly string[];
  readonly type?: readonly string[];
  readonly tag?: readonly string[];
  readonly topic?: readonly string[];
  readonly direction?: readonly string[];
  readonly min: string;
}

export function addSubscribe(program: Command, cli: Cli): void {
  const subscribe = program
    .command("subscribe")
    .description("who is told of what: list, add or remove subscriptions")
    .addHelpText(
      "after",
      "\nSubscriptions of the operator's file (subscriptions.json) are changed there.",
    );
  subscribe
    .command("list", { isDefault: true })
    .description("list all, those of the file too")
    .option("--json", "print JSON lines")
    .action(cli.action((flags: { json?: boolean }) => list(cli, flags.json ?? false)));
  subscribe
    .command("add")
    .description("add one, or replace the one of that id")
    .argument("<id>", "a name of your choice: a-z, 0-9 and hyphens")
    .addOption(new Option("--channel <channel>", "how to tell").choices(channels).default("email"))
    .option("--to <target>", "an e-mail address, or a Slack channel")
    .option("--service <ids>", "only these services", collect)
    .option("--type <types>", "only these terms types", collect)
    .option("--tag <tags>", "only terms with one of these tags", collect)
    .option("--topic <topics>", "only clauses about these; `clausewatch topics` lists all", collect)
    .option("--direction <directions>", `only: ${directions.join(", ")}`, collect)
    .addOption(
      new Option("--min <materiality>", "at least this much")
        .choices(materialities)
        .default("substantive"),
    )
    .action(cli.action((id: string, flags: SubscribeFlags) => add(cli, id, flags)));
  subscribe
    .command("remove")
    .argument("<id>")
    .description("remove one that was added here")
    .action(cli.action((id: string) => remove(cli, id)));
}

async function list(cli: Cli, isJson: boolean): Promise<ExitCode> {
  await using services = await cli.open();
  await keepSubscriptions(services.store, await cli.loadSubscriptionsFile());
  const all = await services.store.listSubscriptions();
  for (const each of all) cli.io.out(isJson ? `${JSON.stringify(each)}\n` : `${describe(each)}\n`);
  if (all.length === 0) cli.io.err("no subscriptions: alerts are printed\n");
  return 0;
}

async function add(cli: Cli, id: string, flags: SubscribeFlags): Promise<ExitCode> {
  // The same parser as the file's: one set of rules for both ways in.
  const [parsed] = parseSubscriptions(
    {
      subscriptions: [
        {
          id,
          channel: flags.channel,
          ...(flags.to && { to: flags.to }),
          services: flags.service ?? [],
          termsTypes: flags.type ?? [],
          tags: flags.tag ?? [],
          topics: flags.topic ?? [],
          directions: flags.direction ?? [],
          minMateriality: flags.min,
        },
      ],
    },
    "subscribe add",
  );
  if (!parsed) throw new UsageError("nothing to add");
  const { declarations } = await cli.loadWatchlist();
  const own = await (await cli.openTopicFiles()).load();
  const [unknown] = checkSubscriptions(
    [parsed],
    declarations,
    own.map((topic) => topic.id),
  );
  if (unknown) throw new ConfigError([unknown]);
  await using services = await cli.open();
  await services.store.putSubscription({ ...parsed, source: "database" });
  cli.io.err(`${describe(parsed)}\n`);
  return 0;
}

async function remove(cli: Cli, id: string): Promise<ExitCode> {
  await using services = await cli.open();
  if (await services.store.removeSubscription(id)) return 0;
  throw new UsageError(
    `no subscription ${id} was added here; \`clausewatch subscribe list\` shows all`,
  );
}

function describe(subscription: Subscription): string {
  const { id, channel, target, services, termsTypes, tags, topics: about } = subscription;
  const filters = [...services, ...termsTypes, ...tags, ...about, ...subscription.directions];
  const what = filters.length > 0 ? filters.join(", ") : "everything";
  return `${id}: ${channel}${target ? ` ${target}` : ""}, ${what}, ${subscription.minMateriality} or more`;
}
