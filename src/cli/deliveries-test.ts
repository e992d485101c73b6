import type { Command } from "commander";
import { Option } from "commander";
import { renderTestMessage } from "../app/test-message.ts";
import { DeliveryError, UsageError } from "../model/errors.ts";
import { channels } from "../model/subscription.ts";
import type { Channel } from "../model/subscription.ts";
import { describeSuppression } from "../model/suppression.ts";
import { describeTargetFault } from "../model/target.ts";
import { toVisibleLine } from "../render/visible.ts";
import type { Cli, ExitCode } from "./context.ts";

interface TestFlags {
  readonly channel: Channel;
  readonly to?: string;
}

export function addTestDelivery(deliveries: Command, cli: Cli): void {
  deliveries
    .command("test")
    .description("send a test message, and say what the channel answered")
    .addOption(
      new Option("--channel <channel>", "how to tell").choices(channels).makeOptionMandatory(),
    )
    .option("--to <target>", "an e-mail address, a Slack channel, or the name of an endpoint")
    .addHelpText(
      "after",
      "\nThe message tells of a made-up change, marked as a test; nothing is recorded. Exit codes: 0 taken, 1 not taken.",
    )
    .action(cli.action((flags: TestFlags) => test(cli, flags)));
}

async function test(cli: Cli, { channel, to: target = "" }: TestFlags): Promise<ExitCode> {
  const fault = describeTargetFault(channel, target);
  if (fault !== undefined) throw new UsageError(`--to: ${fault}`);
  await using services = await cli.open();
  const { notifiers, settings, store, clock } = services;
  const notifier = notifiers.get(channel);
  if (notifier === undefined) {
    throw new UsageError(`${channel} is not configured; \`clausewatch doctor\` says what is`);
  }
  const [suppression] = await store.listSuppressions({ channel, target });
  if (suppression !== undefined) {
    cli.io.err(`alerts for it are ${toVisibleLine(describeSuppression(suppression))}\n`);
  }
  const { mailDomain = "clausewatch.invalid" } = settings.deliver;
  const message = renderTestMessage({ channel, target, mailDomain, now: clock.now() });
  const name = `${channel} ${target}`.trimEnd();
  try {
    const response = await notifier.send(message, { signal: cli.signal });
    cli.io.err(`${name} took it: ${toVisibleLine(response)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    cli.io.err(`${name} did not take it (${error.kind}): ${toVisibleLine(error.message)}\n`);
    return 1;
  }
}
