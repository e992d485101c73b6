import type { Command } from "commander";
import { Option } from "commander";
import { listFailed } from "../app/retry-deliveries.ts";
import { closeTrouble, resumeTarget } from "../app/resume-target.ts";
import { UsageError } from "../model/errors.ts";
import type { Channel } from "../model/subscription.ts";
import { channels } from "../model/subscription.ts";
import type { Suppression } from "../model/suppression.ts";
import { toShellWord } from "../model/target.ts";
import { toVisibleLine } from "../render/visible.ts";
import type { Cli, ExitCode } from "./context.ts";

interface ResumeFlags {
  readonly channel: Channel;
  readonly to: string;
  readonly subscription?: string;
  readonly force?: boolean;
}

export function addSuppressed(deliveries: Command, cli: Cli): void {
  deliveries
    .command("suppressed")
    .description("list who is not written to any more: addresses that bounced, readers who left")
    .option("--json", "print JSON lines")
    .action(cli.action((flags: { json?: boolean }) => list(cli, flags.json ?? false)));
}

export function addResume(deliveries: Command, cli: Cli): void {
  deliveries
    .command("resume")
    .description("write to a target again that bounced; or close what is open about one")
    .addOption(
      new Option("--channel <channel>", "its channel").choices(channels).makeOptionMandatory(),
    )
    .requiredOption("--to <target>", "its address, Slack channel or endpoint")
    .option("--subscription <id>", "only for this subscription")
    .option("--force", "also where the reader has unsubscribed")
    .action(cli.action((flags: ResumeFlags) => resume(cli, flags)));
}

async function list(cli: Cli, isJson: boolean): Promise<ExitCode> {
  await using services = await cli.open();
  const suppressions = await services.store.listSuppressions();
  for (const each of suppressions) {
    cli.io.out(isJson ? `${JSON.stringify(each)}\n` : `${describe(each)}\n`);
  }
  if (suppressions.length === 0 && !isJson) cli.io.err("nobody is suppressed\n");
  return 0;
}

async function resume(cli: Cli, flags: ResumeFlags): Promise<ExitCode> {
  await using services = await cli.open();
  const { store, settings } = services;
  const { channel, to: target } = flags;
  const subscriptionId = flags.subscription ?? null;
  const suppressed = await store.listSuppressions({ channel, target });
  const found = suppressed.find((each) => each.subscriptionId === subscriptionId);
  const { operators = [] } = settings.deliver;
  const context = { ...services, operators };
  if (found === undefined) {
    if (subscriptionId === null && (await closeTrouble(context, { channel, target })) > 0) {
      cli.io.err(`${channel} ${toVisibleLine(target)}: its incident is closed\n`);
      return 0;
    }
    throw new UsageError(
      `${channel} ${toVisibleLine(target)} is not suppressed; \`clausewatch deliveries suppressed\` lists who is`,
    );
  }
  if (found.reason === "unsubscribed" && !flags.force) {
    throw new UsageError(
      `the reader has unsubscribed, on ${found.at.slice(0, 10)}: ask them first, then say --force`,
    );
  }
  await resumeTarget(context, found);
  const failed = await listFailed(store, {
    channel,
    target,
    ...(subscriptionId !== null && { subscriptionId }),
  });
  const command = `clausewatch deliveries retry --channel ${channel} --to ${toShellWord(target)}`;
  cli.io.err(`${channel} ${toVisibleLine(target)} is written to again\n`);
  if (failed.length > 0) {
    cli.io.err(`${failed.length} failed before; \`${toVisibleLine(command)}\` tries them again\n`);
  }
  return 0;
}

function describe({ channel, target, subscriptionId, reason, detail, at }: Suppression): string {
  const scope = subscriptionId === null ? "all subscriptions" : `subscription ${subscriptionId}`;
  return [
    `${reason.padEnd(12)} ${channel} ${toVisibleLine(target)}`,
    toVisibleLine(scope),
    at,
    ...(detail === "" ? [] : [toVisibleLine(detail, 200)]),
  ].join("  ");
}
