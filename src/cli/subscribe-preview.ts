import type { Command } from "commander";
import type { PreviewQuery } from "../app/preview.ts";
import { lastYear, previewHistory } from "../app/preview.ts";
import { UsageError } from "../model/errors.ts";
import type { Instant } from "../model/instant.ts";
import type { Subscriber } from "../model/subscriber.ts";
import { toDefaultSubscriber } from "../model/subscriber.ts";
import type { Subscription } from "../model/subscription.ts";
import { toFilter } from "../model/subscription.ts";
import type { Alert } from "../render/alert.ts";
import { renderConsole } from "../render/console.ts";
import { toCount } from "../render/labels.ts";
import type { PreviewedAlert } from "../render/preview.ts";
import { renderPreviewCount, renderPreviewLine, toPreviewed } from "../render/preview.ts";
import { parseCount, parseSince, parseUntil } from "./arguments.ts";
import type { Cli, ExitCode, Services } from "./context.ts";
import { hasFilter } from "./filter-flags.ts";
import type { SubscriptionFlags } from "./subscribe-flags.ts";
import { addSubscriptionFlags, parseSubscriptionFlags } from "./subscribe-flags.ts";

interface PreviewFlags extends SubscriptionFlags {
  readonly since?: Instant;
  readonly until?: Instant;
  readonly limit: number;
  readonly full?: boolean;
  readonly json?: boolean;
}

/** Whose past is asked about. */
interface Previewed {
  readonly subscription: Subscription;
  readonly subscriber: Subscriber;
}

/** Of one alert printed whole; the rest of it is counted, and `show` has it all. */
const fullChars = 6000;

export function addSubscribePreview(subscribe: Command, cli: Cli): void {
  const command = subscribe
    .command("preview")
    .description("show what one would have told over recorded history; nothing is sent or recorded")
    .argument("[id]", "one that there is; without it, what the filters below say");
  addSubscriptionFlags(command)
    .option("--since <date>", "seen on or after this day (UTC); default: 12 months ago", parseSince)
    .option("--until <date>", "seen on or before this day (UTC)", parseUntil)
    .option("--limit <count>", "list at most this many; all are counted", parseCount, 50)
    .option("--full", "print each alert as it would read on the terminal")
    .option("--json", "print one JSON object")
    .action(cli.action((id: string | undefined, flags: PreviewFlags) => preview(cli, id, flags)));
}

async function preview(cli: Cli, id: string | undefined, flags: PreviewFlags): Promise<ExitCode> {
  if (id !== undefined && hasFilter(flags))
    throw new UsageError("give the id of a subscription or filters, not both");
  // Before anything is opened: what is called wrongly need not wait.
  const given = id === undefined ? parseSubscriptionFlags("preview", toConsole(flags)) : null;
  await using services = await cli.open();
  const previewed =
    given === null
      ? await findPreviewed(cli, services, id ?? "")
      : {
          subscription: given.subscription,
          subscriber: { ...toDefaultSubscriber("console", ""), ...given.settings },
        };
  const year = lastYear(services.clock.now());
  const { since = year.since, until = year.until } = flags;
  if (since > until) throw new UsageError("--since is later than --until");
  const { subscription, subscriber } = previewed;
  const { rhythm } = subscription;
  const query = { filter: toFilter(subscription), rhythm, subscriber, since, until };
  await print(cli, services, { query: { ...query, limit: flags.limit }, flags });
  return 0;
}

/** Nobody is told, so that there is no target to give. */
function toConsole(flags: PreviewFlags): SubscriptionFlags {
  return { ...flags, channel: "console", to: "" };
}

/** Looks in the file by itself: taking it over would be to record something. */
async function findPreviewed(cli: Cli, { store }: Services, id: string): Promise<Previewed> {
  const file = await cli.loadSubscriptionsFile();
  const isAsked = (one: Subscription): boolean => one.id === id;
  const subscription =
    file.subscriptions.find(isAsked) ?? (await store.listSubscriptions()).find(isAsked);
  if (subscription === undefined)
    throw new UsageError(`no subscription ${id}; \`clausewatch subscribe list\` shows all`);
  const { channel, target } = subscription;
  const subscriber =
    file.subscribers.find((one) => one.channel === channel && one.target === target) ??
    (await store.findSubscriber(channel, target));
  return { subscription, subscriber };
}

interface Printed {
  readonly query: PreviewQuery;
  readonly flags: PreviewFlags;
}

async function print(
  { io }: Cli,
  { store, settings }: Services,
  { query, flags }: Printed,
): Promise<void> {
  const { hasColour } = io;
  const read = (alert: Alert): PreviewedAlert & { readonly text?: string } => ({
    ...toPreviewed(alert),
    ...(flags.full && { text: renderConsole(alert, { hasColour, maxChars: fullChars }).text }),
  });
  const { permalinkOf } = settings.deliver;
  const found = await previewHistory(store, query, read, {
    ...(permalinkOf && { permalinkOf }),
    hasLeadIns: flags.full ?? false,
  });
  if (flags.json) {
    io.out(`${JSON.stringify({ ...found, rhythm: query.rhythm, filter: query.filter })}\n`);
    return;
  }
  const isUsual = flags.since === undefined && flags.until === undefined;
  io.out(renderPreviewCount(found, query.rhythm, isUsual ? "the last 12 months" : null));
  for (const alert of found.alerts) io.out(alert.text ?? renderPreviewLine(alert));
  const left = found.alertCount - found.alerts.length;
  if (left > 0) io.err(`and ${toCount(left, "earlier one", "earlier ones")}; --limit shows more\n`);
}
