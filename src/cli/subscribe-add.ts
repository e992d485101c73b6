import type { Command } from "commander";
import { Option } from "commander";
import { lastYear } from "../app/preview.ts";
import type { FilterTrial } from "../app/try-filter.ts";
import { isWorthTrying, tryFilter } from "../app/try-filter.ts";
import { checkSubscriptions } from "../core/subscription.ts";
import { assertNever, ConfigError } from "../model/errors.ts";
import type { Subscription } from "../model/subscription.ts";
import { channels } from "../model/subscription.ts";
import { describeSuppression } from "../model/suppression.ts";
import { toCount } from "../render/labels.ts";
import { renderSubscription } from "../render/subscription-line.ts";
import { renderMatch } from "../render/topics.ts";
import { toVisibleLine } from "../render/visible.ts";
import { confirm } from "./confirm.ts";
import type { Cli, ExitCode, Services } from "./context.ts";
import type { ParsedFlags, SubscriptionFlags } from "./subscribe-flags.ts";
import { addSubscriptionFlags, parseSubscriptionFlags } from "./subscribe-flags.ts";
import { readState } from "./subscription-state.ts";

interface AddFlags extends SubscriptionFlags {
  readonly yes?: boolean;
}

const shownMatches = 3;

export function addSubscribeAdd(subscribe: Command, cli: Cli): void {
  const command = subscribe
    .command("add")
    .description("add one, or replace the one of that id; a pattern or sentences are tried first")
    .argument("<id>", "a name of your choice: a-z, 0-9 and hyphens")
    .addOption(new Option("--channel <channel>", "how to tell").choices(channels).default("email"))
    .option("--to <target>", "an e-mail address, a Slack channel, or an endpoint's name");
  addSubscriptionFlags(command)
    .option("--quiet <hours>", "no message then: 22:00-07:00, or none")
    .option("--max-per-hour <count>", "messages; what is more becomes a digest; or none")
    .option("--yes", "ask nothing: add it whatever the trial shows")
    .addHelpText(
      "after",
      "\nTime zone, quiet hours, times of digests and the limit an hour hold for the target, and so for all of its subscriptions.",
    )
    .action(cli.action((id: string, flags: AddFlags) => add(cli, id, flags)));
}

async function add(cli: Cli, id: string, flags: AddFlags): Promise<ExitCode> {
  const parsed = parseSubscriptionFlags(id, flags);
  const { subscription } = parsed;
  await checkNames(cli, subscription);
  await using services = await cli.open();
  const isFine = !isWorthTrying(subscription) || (await tryOut(cli, services, subscription));
  if (!isFine && !flags.yes && !(await confirm(cli.io, "Add it all the same?"))) {
    cli.io.err("nothing was added\n");
    return 1;
  }
  await services.store.putSubscription(subscription);
  await say(cli, services, parsed);
  return 0;
}

/** Of a service that is not watched nobody would ever hear. */
async function checkNames(cli: Cli, subscription: Subscription): Promise<void> {
  const { declarations } = await cli.loadWatchlist();
  const own = await (await cli.openTopicFiles()).load();
  const [unknown] = checkSubscriptions(
    [subscription],
    declarations,
    own.map((topic) => topic.id),
  );
  if (unknown) throw new ConfigError([unknown]);
}

/** False where history speaks against it. */
async function tryOut(
  { io }: Cli,
  { store, clock }: Services,
  subscription: Subscription,
): Promise<boolean> {
  const { since } = lastYear(clock.now());
  const trial = await tryFilter(store, { filter: subscription, since }, { limit: shownMatches });
  io.err(describeTrial(trial));
  for (const { change, clause, probability, words } of trial.best) {
    const text = (clause.after ?? clause.before)?.text ?? "";
    io.err(renderMatch({ change, text, probability, words }));
  }
  return trial.verdict === "fine" || trial.verdict === "unknown";
}

function describeTrial({ found, asked, best, verdict }: FilterTrial): string {
  if (verdict === "unknown") return "nothing recorded in the last 12 months to try it on\n";
  const all = toCount(asked, "substantive alert", "substantive alerts");
  const count = `Over the last 12 months it would have alerted ${toCount(found, "time", "times")}, of ${all} in the same documents`;
  switch (verdict) {
    case "nothing":
      return `${count}.\nWARNING: it finds nothing. Nothing of the kind may have happened, or providers word it otherwise.\n`;
    case "much":
      return `${count}.\nWARNING: that is more than one in five, so it is about more than one matter. For example:\n`;
    case "fine":
      return `${count}${best.length < found ? `; ${best.length} of them` : ""}:\n`;
    default:
      return assertNever(verdict);
  }
}

/** Puts the reader's settings in force, and says what holds now. */
async function say(
  cli: Cli,
  services: Services,
  { subscription, settings }: ParsedFlags,
): Promise<void> {
  const { store } = services;
  const { channel, target } = subscription;
  if (Object.keys(settings).length > 0) {
    const before = await store.findSubscriber(channel, target);
    await store.putSubscriber({ ...before, ...settings });
    const { subscribers } = await cli.loadSubscriptionsFile();
    if (subscribers.some((each) => each.channel === channel && each.target === target))
      cli.io.err(
        `warning: the subscriptions file says when ${toVisibleLine(target) || channel} is written to, and stands before what was given here\n`,
      );
  }
  const state = await readState(services, subscription);
  cli.io.err(renderSubscription(state));
  for (const each of state.suppressions) cli.io.err(`warning: ${describeSuppression(each)}\n`);
}
