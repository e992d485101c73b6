import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { StoreError } from "../../model/errors.ts";
import { parseInstant } from "../../model/instant.ts";
import type { Instant } from "../../model/instant.ts";
import type { Archive, ArchivedVersion } from "../../ports/archive.ts";
import { readBlobs } from "./blobs.ts";
import { orderDocument } from "./document-order.ts";
import type { Git } from "./git.ts";
import { createGit } from "./git.ts";

/**
 * An Open Terms Archive versions repository: a git folder, bare or not, or a bundle.
 *
 * It is cloned into a temporary folder (a folder's objects are shared, not copied), so that git never runs
 * with settings, hooks or attributes that the archive brought along.
 */
export async function openGitArchive(path: string): Promise<Archive> {
  const source = resolve(path);
  const isFolder = await stat(source).then(
    (found) => found.isDirectory(),
    (cause: unknown) => {
      throw new StoreError("missing", `no archive at ${source}`, { cause });
    },
  );
  const dir = await mkdtemp(join(tmpdir(), "clausewatch-archive-"));
  try {
    const settingsFile = join(dir, "settings");
    // The archive may belong to somebody else; nothing in it is run.
    await writeFile(settingsFile, "[safe]\n\tdirectory = *\n");
    const git = createGit(join(dir, "archive.git"), settingsFile);
    const options = ["--quiet", "--bare", "--template=", ...(isFolder ? ["--shared"] : [])];
    await git.run(["clone", ...options, "--", source, join(dir, "archive.git")]);
    return {
      listVersions: () => listVersions(git),
      [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
    };
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}

/** A file as one commit left it. */
interface Entry {
  readonly serviceName: string;
  readonly termsType: string;
  readonly blob: string;
  readonly recordedAt: Instant;
  readonly isTechnical: boolean;
}

async function* listVersions(git: Git): AsyncGenerator<ArchivedVersion> {
  const entries = parseLog(await git.run(["log", ...logOptions, await findTip(git), "--"]));
  const documents = Map.groupBy(entries, (entry) => `${entry.serviceName}/${entry.termsType}`);
  const ordered = [...documents.values()].flatMap(orderDocument);
  let position = 0;
  for await (const text of readBlobs(
    git,
    ordered.map((entry) => entry.blob),
  )) {
    const entry = ordered[position];
    position += 1;
    if (entry === undefined) return;
    const { blob: _, ...fields } = entry;
    yield { ...fields, text };
  }
}

const logOptions = [
  "--reverse",
  "--topo-order",
  "--no-merges",
  "--no-renames",
  "--no-show-signature",
  "--no-ext-diff",
  "--diff-filter=AM",
  "--raw",
  "--no-abbrev",
  "-z",
  // Not a NUL: those part the files.
  "--format=%x01%aI %s",
];

/** A bundle need not say which branch is checked out. */
async function findTip(git: Git): Promise<string> {
  const head = await git.run(["for-each-ref", "--format=%(refname)", "--", "refs/heads"]);
  const branches = head.split("\n").filter((name) => name !== "");
  const current = (await git.run(["symbolic-ref", "HEAD"])).trim();
  if (branches.length === 0) throw new StoreError("corrupt", "the archive has no branch");
  return branches.includes(current) ? current : "--branches";
}

/** Fields parted by NUL: a commit, or a file's modes and blobs, which its path follows. */
function parseLog(log: string): readonly Entry[] {
  const fields = log.split("\0");
  const entries: Entry[] = [];
  let recordedAt: Instant | undefined;
  let isTechnical = false;
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index]?.trimStart() ?? "";
    if (field.startsWith("\u0001")) {
      const space = field.indexOf(" ");
      recordedAt = parseInstant(field.slice(1, space));
      isTechnical = technicalTitle.test(field.slice(space + 1));
    } else if (field.startsWith(":")) {
      index += 1;
      const [, mode, , blob] = field.split(" ");
      const path = versionPath.exec(fields[index] ?? "");
      const [, serviceName, termsType] = path ?? [];
      if (!serviceName || !termsType || !blob || !recordedAt || !mode?.startsWith("100")) continue;
      entries.push({ serviceName, termsType, blob, recordedAt, isTechnical });
    }
  }
  return entries;
}

const versionPath = /^([^/]+)\/([^/]+)\.md$/;

/** Titles that Open Terms Archive's engine gave to new rules of its own, over the years. @see OpenTermsArchive/engine src/archivist/recorder/repositories/git/dataMapper.js */
const technicalTitle = /^(apply technical or declaration upgrade|refilter)\b/i;
