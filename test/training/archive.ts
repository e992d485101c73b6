import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sharedDir } from "../replay/corpus.ts";

/** The corpus's recorded versions, by the names of their texts. */
export interface Archive {
  /** "Service/Terms type", in the order of their first versions. */
  readonly documents: readonly string[];
  /** Names of a document's texts, oldest first, none twice in a row. */
  readonly blobsOf: (document: string) => readonly string[];
  readonly textOf: (blob: string) => string;
}

/** Gives all recorded versions of the corpus's bundle, held in memory. */
export function readArchive(): Archive {
  const repository = mkdtempSync(join(tmpdir(), "clausewatch-archive-"));
  try {
    const bundle = join(sharedDir, "corpus/ota-genai-versions.bundle");
    execFileSync("git", ["clone", "--quiet", "--bare", bundle, repository], { stdio: "pipe" });
    const histories = readHistories(repository);
    const texts = readTexts(repository, [...new Set([...histories.values()].flat())]);
    return {
      documents: [...histories.keys()],
      blobsOf: (document) => histories.get(document) ?? [],
      textOf: (blob) => texts.get(blob) ?? "",
    };
  } finally {
    rmSync(repository, { recursive: true, force: true });
  }
}

function readHistories(repository: string): ReadonlyMap<string, readonly string[]> {
  const options = ["--reverse", "--raw", "--no-renames", "--no-abbrev", "-z", "--format="];
  const log = execFileSync("git", ["-C", repository, "log", ...options], { maxBuffer: 2 ** 28 });
  const fields = log
    .toString("utf8")
    .split("\0")
    .filter((field) => field !== "");
  const histories = new Map<string, string[]>();
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const blob = fields[at]?.split(" ")[3] ?? "";
    const path = fields[at + 1] ?? "";
    if (/^0+$/.test(blob) || !/^[^/]+\/[^/]+\.md$/.test(path)) continue;
    const blobs = histories.get(path) ?? [];
    if (blobs.at(-1) !== blob) blobs.push(blob);
    histories.set(path, blobs);
  }
  return new Map([...histories].map(([path, blobs]) => [path.replace(/\.md$/, ""), blobs]));
}

function readTexts(repository: string, names: readonly string[]): ReadonlyMap<string, string> {
  const output = execFileSync("git", ["-C", repository, "cat-file", "--batch"], {
    input: `${names.join("\n")}\n`,
    maxBuffer: 2 ** 30,
  });
  const texts = new Map<string, string>();
  let at = 0;
  for (const name of names) {
    const end = output.indexOf(10, at);
    const size = Number(output.toString("utf8", at, end).split(" ")[2]);
    texts.set(name, output.toString("utf8", end + 1, end + 1 + size));
    at = end + size + 2;
  }
  return texts;
}
