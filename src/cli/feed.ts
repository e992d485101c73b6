import { randomBytes } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import type { Command } from "commander";
import { Option } from "commander";
import type { FeedFormat } from "../app/build-feed.ts";
import { buildFeed, feedFormats } from "../app/build-feed.ts";
import { maxFeedLimit } from "../app/feed.ts";
import type { FeedParameter } from "../app/feed-query.ts";
import { defaultCalendarLimit, defaultFeedLimit, parseFeedQuery } from "../app/feed-query.ts";
import { UsageError } from "../model/errors.ts";
import { directions, materialities } from "../model/topic.ts";
import type { Cli, ExitCode } from "./context.ts";

/** As commander gives them: by the option's name in camel case. */
type FeedFlags = Readonly<Record<string, string | readonly string[] | undefined>>;

const gather = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

export function addFeed(program: Command, cli: Cli): void {
  program
    .command("feed")
    .description("write recorded changes as a feed: what a subscription with these filters is told")
    .addOption(
      new Option("--format <format>", "Atom, JSON Feed, or a calendar of the dates that count")
        .choices(feedFormats)
        .default("atom"),
    )
    .option("--service <ids>", "only these services", gather)
    .option("--type <types>", "only these terms types", gather)
    .option("--document <ids>", "only these terms", gather)
    .option("--tag <tags>", "only terms with one of these tags", gather)
    .option("--topic <topics>", "only clauses about these; `clausewatch topics` lists all", gather)
    .option("--direction <directions>", `only: ${directions.join(", ")}`, gather)
    .option("--only <marks>", "only changes that are: silent, reversal", gather)
    .addOption(new Option("--min <materiality>", "at least this much").choices(materialities))
    .option("--effective-within <days>", "only what takes effect so soon after it was seen")
    .option("--word <words>", "only where these words changed; one of several", gather)
    .option("--pattern <re2>", "only where the changed text matches this regular expression")
    .option("--like <sentence>", "only clauses that mean what your sentences mean", gather)
    .option("--since <date>", "seen on or after this day (UTC)")
    .option(
      "--limit <count>",
      `the newest so many, ${maxFeedLimit} at most (default ${defaultFeedLimit}, of a calendar ${defaultCalendarLimit})`,
    )
    .option("--output <file>", "write it there, whole or not at all, and only when it changed")
    .option("--url <address>", "where it will be published, for the feed to say of itself")
    .action(cli.action((flags: FeedFlags) => writeFeed(cli, flags)));
}

async function writeFeed(cli: Cli, flags: FeedFlags): Promise<ExitCode> {
  const { format = "atom", output, url, ...asked } = flags;
  const isCalendar = format === "ics";
  const limit = isCalendar ? defaultCalendarLimit : defaultFeedLimit;
  const request = parseFeedQuery(toParameters(asked), limit);
  const selfUrl = typeof url === "string" ? toAddress(url) : null;
  await using services = await cli.open();
  const { permalinkOf } = services.settings.deliver;
  const { text, count } = await buildFeed(services.store, format as FeedFormat, request, {
    ...(permalinkOf && { permalinkOf }),
    selfUrl,
    homeUrl: selfUrl === null ? null : new URL(".", selfUrl).href,
  });
  if (count === 0) cli.io.err("nothing recorded is asked for: the feed is empty\n");
  if (typeof output === "string") await replaceFile(output, text);
  else cli.io.out(text);
  return 0;
}

/** `effectiveWithin` is `effective-within`. */
function toParameters(flags: FeedFlags): FeedParameter[] {
  return Object.entries(flags).flatMap(([flag, value]) => {
    const name = flag.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const values = value === undefined ? [] : typeof value === "string" ? [value] : value;
    return values.map((each): FeedParameter => [name, each]);
  });
}

function toAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === "https:" || url?.protocol === "http:") return url.href;
  throw new UsageError("--url: not an address such as https://example.com/feed.atom");
}

/** Whoever reads the file meets the old or the new, never a part; an unchanged one keeps its date. */
async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const before = await readFile(path, "utf8").catch(() => null);
    if (before === text) return;
    {
      await using file = await open(temporary, "wx");
      await file.writeFile(text);
      await file.sync();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    const reason = error instanceof Error && "code" in error ? String(error.code) : null;
    if (reason === null) throw error;
    throw new UsageError(`--output: ${path} cannot be written (${reason})`, { cause: error });
  }
}
