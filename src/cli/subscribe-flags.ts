import type { Command } from "commander";
import { Option } from "commander";
import { parseSubscriptionsFile } from "../core/subscription.ts";
import { findFilterParameter, readFilterFields, toField } from "../core/subscription/parameters.ts";
import { DeclarationError, UsageError } from "../model/errors.ts";
import type { Subscriber } from "../model/subscriber.ts";
import { weekdays } from "../model/subscriber.ts";
import type { Channel, Rhythm, Subscription } from "../model/subscription.ts";
import { rhythms } from "../model/subscription.ts";
import type { FilterFlags } from "./filter-flags.ts";
import { addFilterFlags, toParameters } from "./filter-flags.ts";

/** What the command line says of a subscription and of its reader. */
export interface SubscriptionFlags extends FilterFlags {
  readonly channel?: Channel;
  readonly to?: string;
  readonly rhythm?: Rhythm;
  readonly timeZone?: string;
  readonly quiet?: string;
  readonly digestAt?: string;
  readonly digestDay?: string;
  readonly maxPerHour?: string;
}

export interface ParsedFlags {
  readonly subscription: Subscription;
  /** Of the reader's settings those that were given. */
  readonly settings: Partial<Subscriber>;
}

const none = "none";

/** Flags that fill a field of another name, of a subscription or a subscriber. */
const flagNames: Readonly<Record<string, string>> = {
  to: "--to",
  channel: "--channel",
  rhythm: "--rhythm",
  timeZone: "--time-zone",
  quietHours: "--quiet",
  digestAt: "--digest-at",
  digestDay: "--digest-day",
  maxPerHour: "--max-per-hour",
};

/** Adds what chooses changes, and how often they are told. */
export function addSubscriptionFlags(command: Command): Command {
  return addFilterFlags(command)
    .addOption(
      new Option("--rhythm <rhythm>", "each change by itself, or a day's or week's together")
        .choices(rhythms)
        .default("instant"),
    )
    .option("--time-zone <name>", "the reader's, such as Europe/Berlin")
    .option("--digest-at <time>", "when a day's digest is due, such as 08:00")
    .addOption(new Option("--digest-day <day>", "when a week's digest is due").choices(weekdays));
}

/**
 * Gives what flags say, checked as the operator's file is.
 * @throws {UsageError} that names every flag it cannot use, and why
 */
export function parseSubscriptionFlags(id: string, flags: SubscriptionFlags): ParsedFlags {
  const { channel = "email", to = "", rhythm = "instant" } = flags;
  const { fields, issues } = readFilterFields(toParameters(flags));
  const problems = issues.map(({ path, message }) => `--${path}: ${message}`);
  const settings = readSettings(flags, problems);
  try {
    const parsed = parseSubscriptionsFile(
      {
        subscriptions: [{ id, channel, to, rhythm, ...fields }],
        subscribers: [{ channel, to, ...settings }],
      },
      "subscribe",
    );
    const [subscription] = parsed.subscriptions;
    const [subscriber] = parsed.subscribers;
    if (subscription === undefined || subscriber === undefined || problems.length > 0)
      throw new UsageError(problems.join("\n"));
    const given = Object.entries(subscriber).filter(([field]) => Object.hasOwn(settings, field));
    return {
      subscription: { ...subscription, source: "database" },
      settings: Object.fromEntries(given),
    };
  } catch (error) {
    if (!(error instanceof DeclarationError)) throw error;
    const named = error.issues.map(({ path, message }) => `${toFlag(path)}: ${message}`);
    // What is wrong with the target is wrong with the subscriber's as well.
    throw new UsageError([...new Set([...problems, ...named])].join("\n"), { cause: error });
  }
}

function toFlag(issuePath: string): string {
  const parameter = findFilterParameter(issuePath);
  if (parameter !== undefined) return `--${parameter}`;
  return flagNames[toField(issuePath) ?? ""] ?? toField(issuePath) ?? issuePath;
}

/** As an entry of the file's subscribers has them. */
function readSettings(flags: SubscriptionFlags, problems: string[]): Record<string, unknown> {
  const { timeZone, quiet, digestAt, digestDay, maxPerHour } = flags;
  return {
    ...(timeZone !== undefined && { timeZone }),
    ...(digestAt !== undefined && { digestAt }),
    ...(digestDay !== undefined && { digestDay }),
    ...(quiet !== undefined && { quietHours: readQuiet(quiet, problems) }),
    ...(maxPerHour !== undefined && { maxPerHour: readMost(maxPerHour, problems) }),
  };
}

function readQuiet(text: string, problems: string[]): unknown {
  if (text === none) return null;
  const [, from, to] = /^([^-]+)-([^-]+)$/.exec(text) ?? [];
  if (from !== undefined && to !== undefined) return { from, to };
  problems.push("--quiet: expected hours such as 22:00-07:00, or none");
  return null;
}

function readMost(text: string, problems: string[]): number | null {
  if (text === none) return null;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  problems.push("--max-per-hour: expected a whole number, or none");
  return null;
}
