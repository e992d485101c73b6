import { InvalidArgumentError } from "commander";
import { topicSchema } from "../core/topic-schema.ts";
import type { Role } from "../model/account.ts";
import { roles } from "../model/account.ts";
import type { Instant } from "../model/instant.ts";
import { parseInstant, toInstant, toMs } from "../model/instant.ts";
import type { Topic } from "../model/topic.ts";

const dayMs = 24 * 60 * 60_000;

/** For commander: a whole number from 1. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("not a whole number");
  return count;
}

/** For commander: a port; 0 is any. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("not a port");
}

/** For commander: what an account or a key may do. */
export function parseRole(text: string): Role {
  const role = roles.find((one) => one === text);
  if (role !== undefined) return role;
  throw new InvalidArgumentError(`expected one of ${roles.join(", ")}`);
}

/** For commander: the first moment of a day (UTC), or a time that names its offset. */
export function parseSince(text: string): Instant {
  try {
    return parseInstant(text);
  } catch {
    throw new InvalidArgumentError("not a date such as 2026-03-01");
  }
}

/** For commander: a date means its last moment, what stood at the end of that day. */
export function parseUntil(text: string): Instant {
  const start = parseSince(text);
  return text.length === 10 ? toInstant(toMs(start) + dayMs - 1) : start;
}

/** For commander: an option that may be given several times, or hold several, separated by commas. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [
    ...before,
    ...text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  ];
}

/** For commander: a built-in topic, or one of the operator's own by the id that it has in history. */
export function parseTopic(text: string): Topic {
  const parsed = topicSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(
    "no such topic; `clausewatch topics` lists them, and those of your own begin with x-",
  );
}
