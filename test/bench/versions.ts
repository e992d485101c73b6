import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sharedDir } from "../replay/corpus.ts";

/** Two recorded versions of one document, one after the other. */
export interface VersionPair {
  readonly document: string;
  readonly before: string;
  readonly after: string;
}

/** Gives all consecutive versions of the corpus's bundle whose texts differ, in the order of documents and time. */
export function readVersionPairs(): readonly VersionPair[] {
  const repository = mkdtempSync(join(tmpdir(), "clausewatch-bench-"));
  try {
    const bundle = join(sharedDir, "corpus/ota-genai-versions.bundle");
    execFileSync("git", ["clone", "--quiet", "--bare", bundle, repository], { stdio: "pipe" });
    const histories = readHistories(repository);
    const texts = readBlobs(repository, [...new Set([...histories.values()].flat())]);
    return [...histories].flatMap(([document, blobs]) =>
      blobs.slice(1).map((blob, at) => ({
        document,
        before: texts.get(blobs[at] ?? "") ?? "",
        after: texts.get(blob) ?? "",
      })),
    );
  } finally {
    rmSync(repository, { recursive: true, force: true });
  }
}

/** For each document the names of its texts, oldest first, none twice in a row. */
function readHistories(repository: string): ReadonlyMap<string, readonly string[]> {
  const log = git(repository, [
    "log",
    "--reverse",
    "--raw",
    "--no-renames",
    "--no-abbrev",
    "-z",
    "--format=",
  ]);
  const fields = log
    .toString("utf8")
    .split("\0")
    .filter((field) => field !== "");
  const histories = new Map<string, string[]>();
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const blob = fields[at]?.split(" ")[3] ?? "";
    const document = fields[at + 1]?.replace(/\.md$/, "") ?? "";
    if (/^0+$/.test(blob) || !fields[at + 1]?.endsWith(".md") || !document.includes("/")) continue;
    const blobs = histories.get(document) ?? [];
    if (blobs.at(-1) !== blob) blobs.push(blob);
    histories.set(document, blobs);
  }
  return histories;
}

function readBlobs(repository: string, names: readonly string[]): ReadonlyMap<string, string> {
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

function git(repository: string, args: readonly string[]): Buffer {
  return execFileSync("git", ["-C", repository, ...args], { maxBuffer: 2 ** 28 });
}
