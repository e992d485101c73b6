import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import type { Instant } from "../../src/model/instant.ts";
import { replayDir } from "./corpus.ts";

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
  return existsSync(join(replayDir, file)) ? readLines<Reference>(file) : [];
}

/** The address that stood in the other archive's declaration at a time. */
export function addressAt(id: string, at: string): string {
  const entries =
    (readJson("selectors.json") as Record<string, readonly SelectorEntry[]>)[id] ?? [];
  const time = Date.parse(at);
  const entry = entries.find(({ until }) => until === undefined || time <= Date.parse(until));
  return (entry ?? entries.at(-1))?.url ?? `https://${id}.example/`;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(replayDir, file), "utf8"));
}

function readLines<T>(file: string): T[] {
  const bytes = zstdDecompressSync(readFileSync(join(replayDir, file)), {
    maxOutputLength: 2 ** 30,
  });
  return bytes
    .toString("utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}
