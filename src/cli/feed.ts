import { randomBytes } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import type { Command } from "commander";
import { Option } from "commander";
import type { FeedFormat } from "../app/build-feed.ts";
import { buildFeed, feedFormats } from "../app/build-feed.ts";
import { maxFeedLimit } from "../app/feed.ts";
import { defaultCalendarLimit, defaultFeedLimit, parseFeedQuery } from "../app/feed-query.ts";
import { UsageError } from "../model/errors.ts";
import type { Cli, ExitCode } from "./context.ts";
import type { FilterFlags } from "./filter-flags.ts";
import { addFilterFlags, toParameters } from "./filter-flags.ts";

export function addFeed(program: Command, cli: Cli): void {
  const command = program
    .command("feed")
    .description("write recorded changes as a feed: what a subscription with these filters is told")
    .addOption(
      new Option("--format <format>", "Atom, JSON Feed, or a calendar of the dates that count")
        .choices(feedFormats)
        .default("atom"),
    );
  addFilterFlags(command)
    .option("--since <date>", "seen on or after this day (UTC)")
    .option("--until <date>", "seen on or before this day (UTC)")
    .option(
      "--limit <count>",
      `the newest so many, ${maxFeedLimit} at most (default ${defaultFeedLimit}, of a calendar ${defaultCalendarLimit})`,
    )
    .option("--output <file>", "write it there, whole or not at all, and only when it changed")
    .option("--url <address>", "where it will be published, for the feed to say of itself")
    .action(cli.action((flags: FilterFlags) => writeFeed(cli, flags)));
}

async function writeFeed(cli: Cli, flags: FilterFlags): Promise<ExitCode> {
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
