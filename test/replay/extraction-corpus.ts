import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { zstdDecompressSync } from "node:zlib";
import type { Instant } from "../../src/model/instant.ts";

/** Where the corpus of real captures lies: beside the project, and not part of it. */
export const replayFolder: string = join(
  fileURLToPath(new URL("../..", import.meta.url)),
  "../shared/corpus/replay",
);

export function hasCorpus(): boolean {
  return existsSync(join(replayFolder, "manifest.json"));
}

/** One body as it was answered at a time. */
export interface Capture {
  readonly at: Instant;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** The text that another archive extracted at a time. */
export interface Reference {
  readonly at: string;
  readonly text: string;
}

interface SelectorEntry {
  readonly url: string;
  readonly select?: unknown;
  readonly until?: string;
}

export function listDocuments(): string[] {
  const manifest = readJson("manifest.json") as readonly { readonly id: string }[];
  return manifest.map(({ id }) => id);
}

export function loadCaptures(id: string): Capture[] {
  return readLines<{ at: string; type: string; body?: string; base64?: string }>(
    `${id}.jsonl.zst`,
  ).map(({ at, type, body, base64 }) => ({
    at: new Date(at).toISOString() as Instant,
    type,
    bytes: base64 === undefined ? Buffer.from(body ?? "", "utf8") : Buffer.from(base64, "base64"),
  }));
}

/** Empty for documents that have none. */
export function loadReferences(id: string): Reference[] {
  const file = `reference/${id}.jsonl.zst`;
  return existsSync(join(replayFolder, file)) ? readLines<Reference>(file) : [];
}

/** The address that stood in the other archive's declaration at a time. */
export function addressAt(id: string, at: string): string {
  const entries =
    (readJson("selectors.json") as Record<string, readonly SelectorEntry[]>)[id] ?? [];
  const time = Date.parse(at);
  const entry = entries.find(({ until }) => until === undefined || time <= Date.parse(until));
  return (entry ?? entries.at(-1))?.url ?? `https://${id}.example/`;
}

export interface KnownChange {
  readonly after: string;
  readonly by: string;
  readonly text: "new" | "seen before";
}

export function loadKnownChanges(): Record<string, readonly KnownChange[]> {
  return readJson("changes.json") as Record<string, readonly KnownChange[]>;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(replayFolder, file), "utf8"));
}

function readLines<T>(file: string): T[] {
  const bytes = zstdDecompressSync(readFileSync(join(replayFolder, file)), {
    maxOutputLength: 2 ** 30,
  });
  return bytes
    .toString("utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}
