import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import type { Command } from "commander";
import { Option } from "commander";
import type { Timing } from "../core/dates/timing.ts";
import { readTiming } from "../core/dates/timing.ts";
import type { CompareOptions } from "../core/compare.ts";
import { compareVersions } from "../core/compare.ts";
import { extractSource } from "../core/extract/extract.ts";
import type { Explanations } from "../core/explain/explanation.ts";
import type { Comparison } from "../model/comparison.ts";
import { isDigest } from "../model/digest.ts";
import { MonitorError, UsageError } from "../model/errors.ts";
import type { Instant } from "../model/instant.ts";
import { parseInstant } from "../model/instant.ts";
import type { Materiality } from "../model/topic.ts";
import { materialities } from "../model/topic.ts";
import type { Store } from "../ports/store.ts";
import { toExplanationJson } from "../render/explanation-json.ts";
import { renderComparison } from "../render/comparison.ts";
import { parseUntil } from "./arguments.ts";
import type { Cli, ExitCode } from "./context.ts";
import { explainNow } from "./explain.ts";
import { createLeadIns } from "../core/clauses/lead-ins.ts";

interface CompareFlags {
  readonly batch?: string;
  readonly format: "text" | "json";
  readonly json?: boolean;
  readonly list?: boolean;
  readonly at?: Instant;
  readonly exitChanged?: boolean;
  readonly explain?: boolean;
  readonly min: Materiality;
  readonly all?: boolean;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".htm": "text/html",
  ".pdf": "application/pdf",
};

/** Caps a file that was named by mistake; the longest real terms have 350 KB of text. */
const maxFileBytes = 32 * 1024 * 1024;

export function addCompare(program: Command, cli: Cli): void {
  program
    .command("compare")
    .description("say clause by clause what differs between two texts")
    .argument("[before]", "a .md, .txt, .html or .pdf file, a version id, or <terms>@<date>")
    .argument("[after]", "the same")
    .option(
      "--batch <file>",
      'JSON lines {"id","before","after"} of file names, "at" if known; - for standard input',
    )
    .addOption(
      new Option("--format <format>", "how to print it").choices(["text", "json"]).default("text"),
    )
    .option("--json", "the same as --format json")
    .addOption(
      new Option("--min <materiality>", "show changes of at least this much; sum up the others")
        .choices(materialities)
        .default("substantive"),
    )
    .option("--all", "show every change: the same as --min noise")
    .option("--list", "the texts list entries: a new entry matters, one that rolled off does not")
    .option("--explain", "ask the configured language model to explain the changes")
    .option(
      "--at <date>",
      "when the second text was first seen (UTC); a stored version knows it",
      parseUntil,
    )
    .option("--exit-changed", "exit with 3 when a substantive change was found")
    .action(
      cli.action((before: string | undefined, after: string | undefined, flags: CompareFlags) =>
        flags.batch === undefined
          ? compareTwo(cli, before, after, flags)
          : compareBatch(cli, flags.batch, flags),
      ),
    );
}

async function compareTwo(
  cli: Cli,
  before: string | undefined,
  after: string | undefined,
  flags: CompareFlags,
): Promise<ExitCode> {
  if (before === undefined || after === undefined) {
    throw new UsageError("compare needs two texts, or --batch FILE");
  }
  const [one, other] =
    isFileName(before) && isFileName(after)
      ? [toRead(await readText(before)), toRead(await readText(after))]
      : await readAny(cli, before, after);
  const seenAt = flags.at ?? other.seenAt;
  const ownTopics = await cli.loadOwnTopics();
  const options = { ...toOptions(flags), ownTopics, ...(seenAt !== null && { at: seenAt }) };
  const comparison = compareVersions(one.text, other.text, options);
  const timing =
    seenAt === null ? null : readTiming(comparison, { seenAt, beforeSeenAt: one.seenAt });
  const explanations = flags.explain ? await explain(cli, comparison) : undefined;
  cli.io.out(
    flags.json || flags.format === "json"
      ? toJson(comparison, timing, explanations)
      : renderComparison(comparison, {
          hasColour: cli.io.hasColour,
          width: toWidth(cli.io.columns),
          min: flags.all ? "noise" : flags.min,
          timing,
          leadInOf: createLeadIns({ before: one.text, after: other.text }),
          ...(explanations && { explanations }),
        }),
  );
  return flags.exitChanged && comparison.materiality === "substantive" ? 3 : 0;
}

// Longer lines are hard to follow, shorter ones hold no redline.
const narrowest = 40;
const widest = 100;

function toWidth(columns: number): number {
  return Math.max(narrowest, Math.min(widest, columns));
}

async function explain(cli: Cli, comparison: Comparison): Promise<Explanations> {
  await using services = await cli.open();
  // Awaited here: the database is closed on return.
  return await explainNow(cli, services, comparison);
}

function toJson(
  comparison: Comparison,
  timing: Timing | null,
  explanations: Explanations | undefined,
): string {
  const generated = explanations && {
    explanations: toExplanationJson(comparison, explanations),
  };
  return `${JSON.stringify({ ...comparison, ...(timing && { timing }), ...generated })}\n`;
}

/** Answers each line before it reads the next, and goes on past one that fails. */
async function compareBatch(cli: Cli, file: string, flags: CompareFlags): Promise<ExitCode> {
  if (flags.explain) throw new UsageError("--explain is for two texts, not for --batch");
  const options = { ...toOptions(flags), ownTopics: await cli.loadOwnTopics() };
  const chunks = file === "-" ? cli.io.readStdin() : [await readText(file)];
  let failures = 0;
  for await (const line of splitLines(chunks)) {
    const answer = await answerLine(line, options);
    if ("error" in answer) failures += 1;
    cli.io.out(`${JSON.stringify(answer)}\n`);
    cli.signal.throwIfAborted();
  }
  return failures > 0 ? 1 : 0;
}

/** The lines that hold anything. */
async function* splitLines(
  chunks: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line.trim() !== "");
  }
  if (rest.trim() !== "") yield rest;
}

type Answer =
  | (Comparison & { readonly id: string; readonly timing?: Timing })
  | {
      readonly id: string | null;
      readonly error: { readonly kind: string; readonly message: string };
    };

async function answerLine(line: string, options: CompareOptions): Promise<Answer> {
  let id: string | null = null;
  try {
    const fields = parseFields(line);
    if (typeof fields["id"] === "string") id = fields["id"];
    const request = toRequest(fields);
    const before = await readText(request.before);
    const after = await readText(request.after);
    const at = request.at ?? options.at;
    const judged = compareVersions(before, after, { ...options, ...(at && { at }) });
    const { schemaVersion, ...comparison } = judged;
    const timing = at === undefined ? null : readTiming(judged, { seenAt: at, beforeSeenAt: null });
    return { schemaVersion, id: request.id, ...comparison, ...(timing && { timing }) };
  } catch (error) {
    if (!(error instanceof MonitorError)) throw error;
    return { id, error: { kind: error.kind, message: error.message } };
  }
}

function parseFields(line: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(line)) as Record<string, unknown>;
  } catch (error) {
    throw new UsageError("a line is not JSON", { cause: error });
  }
}

function toRequest({ id, before, after, at }: Readonly<Record<string, unknown>>): {
  readonly id: string;
  readonly before: string;
  readonly after: string;
  readonly at: Instant | null;
} {
  if (typeof id !== "string" || typeof before !== "string" || typeof after !== "string") {
    throw new UsageError('a line needs "id", "before" and "after", each a string');
  }
  if (at === undefined || at === null) return { id, before, after, at: null };
  const seenAt = typeof at === "string" ? toSeenAt(at) : null;
  if (seenAt === null) throw new UsageError('"at" is a date such as "2026-03-01"');
  return { id, before, after, at: seenAt };
}

function isFileName(name: string): boolean {
  return /\.(?:md|txt|html?|pdf)$/i.test(name);
}

function toSeenAt(date: string): Instant | null {
  try {
    return parseInstant(date);
  } catch {
    return null;
  }
}

/** A text, and when it was first seen; null for a file, which does not say. */
interface Read {
  readonly text: string;
  readonly seenAt: Instant | null;
}

function toRead(text: string): Read {
  return { text, seenAt: null };
}

async function readAny(cli: Cli, before: string, after: string): Promise<[Read, Read]> {
  await using services = await cli.open();
  const read = async (name: string): Promise<Read> =>
    isFileName(name) ? toRead(await readText(name)) : findText(services.store, name);
  return [await read(before), await read(after)];
}

async function findText(store: Store, name: string): Promise<Read> {
  const at = /^(?<terms>[^@]+)@(?<date>\d{4}-\d\d-\d\d.*)$/.exec(name)?.groups;
  const version =
    at?.["terms"] && at["date"]
      ? await store.findVersionAt(at["terms"], parseUntil(at["date"]))
      : isDigest(name)
        ? await store.findVersion(name)
        : undefined;
  if (!version) {
    throw new UsageError(
      `${name} is neither a file (.md .txt .html .pdf) nor a stored version; see \`clausewatch history\``,
    );
  }
  return { text: version.text, seenAt: version.fetchedAt };
}

async function readText(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new UsageError(
      `cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
  if (bytes.byteLength > maxFileBytes) {
    throw new UsageError(`${file} has ${bytes.byteLength} bytes; at most ${maxFileBytes} are read`);
  }
  const contentType = contentTypes[extname(file).toLowerCase()];
  if (contentType === undefined) return bytes.toString("utf8");
  const source = { url: "file", select: [], remove: [], executeClientScripts: undefined };
  return extractSource({ source, bytes, contentType, finalUrl: "https://example.invalid/" });
}

function toOptions({ list, at }: CompareFlags): CompareOptions {
  return { isList: list ?? false, ...(at && { at }) };
}
