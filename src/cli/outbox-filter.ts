import type { Command } from "commander";
import { Option } from "commander";
import type { Instant } from "../model/instant.ts";
import { channels } from "../model/subscription.ts";
import type { Channel } from "../model/subscription.ts";
import type { OutboxFilter } from "../ports/outbox-store.ts";
import { parseSince } from "./arguments.ts";

export interface FilterFlags {
  readonly channel?: Channel;
  readonly to?: string;
  readonly subscription?: string;
  readonly terms?: string;
  readonly since?: Instant;
}

/** Adds the options by which notifications are chosen. */
export function addFilterOptions(command: Command): Command {
  return command
    .addOption(new Option("--channel <channel>", "only on this channel").choices(channels))
    .option("--to <target>", "only to this address, Slack channel or endpoint")
    .option("--subscription <id>", "only for this subscription")
    .option("--terms <id>", "only of this terms, such as openai/acceptable-use-policy")
    .option(
      "--since <date>",
      "only what was written or tried since, such as 2026-03-01",
      parseSince,
    );
}

export function toFilter({
  channel,
  to,
  subscription,
  terms,
  since,
}: FilterFlags): Omit<OutboxFilter, "limit"> {
  return {
    ...(channel !== undefined && { channel }),
    ...(to !== undefined && { target: to }),
    ...(subscription !== undefined && { subscriptionId: subscription }),
    ...(terms !== undefined && { termsId: terms }),
    ...(since !== undefined && { since }),
  };
}
