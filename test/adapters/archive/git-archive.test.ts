import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openGitArchive } from "../../../src/adapters/archive/git-archive.ts";
import type { ArchivedVersion } from "../../../src/ports/archive.ts";

const runFile = promisify(execFile);

let dir = "";
let repository = "";

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "clausewatch-git-"));
  repository = join(dir, "versions");
  await git("init", "--quiet", "--initial-branch=main", repository);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function git(...args: readonly string[]): Promise<void> {
  await runFile("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], {
    env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
  });
}

async function commit(path: string, text: string | null, date: string, title: string) {
  const file = join(repository, path);
  await mkdir(dirname(file), { recursive: true });
  await (text === null ? rm(file) : writeFile(file, text));
  await git("-C", repository, "add", "--all");
  await git("-C", repository, "commit", "--quiet", "--date", date, "-m", title);
}

async function readAll(path: string): Promise<readonly ArchivedVersion[]> {
  await using archive = await openGitArchive(path);
  const versions: ArchivedVersion[] = [];
  for await (const version of archive.listVersions()) versions.push(version);
  return versions;
}

async function commitHistory(): Promise<void> {
  await commit("README.md", "about", "2024-01-01T00:00:00Z", "Say what this is");
  await commit("Acme/Terms of Service.md", "one\n", "2024-01-02T01:00:00+01:00", "First record");
  await commit("Bolt – Ü/Privacy Policy.md", "bolt", "2024-01-03T00:00:00Z", "First record");
  const technical = "Apply technical or declaration upgrade on Acme Terms of Service";
  await commit("Acme/Terms of Service.md", "**one**\n", "2024-01-04T00:00:00Z", technical);
  await commit("Acme/Terms of Service.md", null, "2024-01-05T00:00:00Z", "Remove it");
  await commit("Acme/Terms of Service.md", "zwei „2“", "2024-01-06T00:00:00Z", "Record changes");
  await commit("Acme/deep/Other.md", "no document", "2024-01-07T00:00:00Z", "Add a stray file");
}

const acme = { serviceName: "Acme", termsType: "Terms of Service" };
const history = [
  { ...acme, text: "one\n", recordedAt: "2024-01-02T00:00:00.000Z", isTechnical: false },
  { ...acme, text: "**one**\n", recordedAt: "2024-01-04T00:00:00.000Z", isTechnical: true },
  { ...acme, text: "zwei „2“", recordedAt: "2024-01-06T00:00:00.000Z", isTechnical: false },
  {
    serviceName: "Bolt – Ü",
    termsType: "Privacy Policy",
    text: "bolt",
    recordedAt: "2024-01-03T00:00:00.000Z",
    isTechnical: false,
  },
];

describe("openGitArchive", () => {
  it("gives each document's versions of a folder, oldest first", async () => {
    await commitHistory();
    expect(await readAll(repository)).toEqual(history);
  });

  it("gives the same of a bare folder", async () => {
    await commitHistory();
    await git("clone", "--quiet", "--bare", repository, join(dir, "bare.git"));
    expect(await readAll(join(dir, "bare.git"))).toEqual(history);
  });

  it.each([["HEAD", "main"], ["main"]])("gives the same of a bundle of %s", async (...refs) => {
    await commitHistory();
    const bundle = join(dir, "versions.bundle");
    await git("-C", repository, "bundle", "create", "--quiet", bundle, ...refs);
    expect(await readAll(bundle)).toEqual(history);
  });

  it("orders by author date, whatever the order of commits", async () => {
    await commit("Acme/Terms.md", "newer", "2024-02-02T00:00:00Z", "First record");
    await commit("Acme/Terms.md", "older", "2024-02-01T00:00:00Z", "Record changes");
    expect((await readAll(repository)).map(({ text }) => text)).toEqual(["older", "newer"]);
  });

  it("leaves an upgrade behind the text that it read again, however old its snapshot was", async () => {
    const technical = "Apply technical or declaration upgrade on Acme Terms";
    await commit("Acme/Terms.md", "one", "2024-02-01T00:00:00Z", "First record");
    await commit("Acme/Terms.md", "two", "2024-02-05T00:00:00Z", "Record changes");
    await commit("Acme/Terms.md", "**two**", "2024-01-15T00:00:00Z", technical);
    await commit("Acme/Terms.md", "three", "2024-02-09T00:00:00Z", "Record changes");
    expect((await readAll(repository)).map(({ text, recordedAt }) => [text, recordedAt])).toEqual([
      ["one", "2024-02-01T00:00:00.000Z"],
      ["two", "2024-02-05T00:00:00.000Z"],
      ["**two**", "2024-02-05T00:00:00.000Z"],
      ["three", "2024-02-09T00:00:00.000Z"],
    ]);
  });

  it("reads texts longer than one chunk and texts of nothing", async () => {
    const long = "Ünder this clause you may not resell. ".repeat(20_000);
    await commit("Acme/Terms.md", long, "2024-01-01T00:00:00Z", "First record");
    await commit("Acme/Terms.md", "", "2024-01-02T00:00:00Z", "Record changes");
    expect((await readAll(repository)).map(({ text }) => text)).toEqual([long, ""]);
  });

  it("runs nothing that the repository brings along", async () => {
    await commit("Acme/Terms.md", "one", "2024-01-01T00:00:00Z", "First record");
    const canary = join(dir, "canary");
    const command = `touch ${canary}; true`;
    await writeFile(
      join(repository, ".git", "config"),
      `[core]\n\tbare = false\n\tfsmonitor = ${command}\n\tpager = ${command}\n\tsshCommand = ${command}\n` +
        `[diff]\n\texternal = ${command}\n[log]\n\tshowSignature = true\n[gpg]\n\tprogram = ${command}\n` +
        `[uploadpack]\n\tpackObjectsHook = ${command}\n`,
    );
    const hook = join(repository, ".git", "hooks", "post-checkout");
    await writeFile(hook, `#!/bin/sh\n${command}\n`, { mode: 0o755 });
    expect(await readAll(repository)).toHaveLength(1);
    await expect(access(canary)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("takes a path that looks like an option or an address for a path", async () => {
    await expect(openGitArchive("--upload-pack=touch canary")).rejects.toMatchObject({
      kind: "missing",
    });
    await expect(openGitArchive("ext::touch canary")).rejects.toMatchObject({ kind: "missing" });
  });

  it("says when a file is no archive", async () => {
    const file = join(dir, "versions.bundle");
    await writeFile(file, "not a bundle");
    await expect(openGitArchive(file)).rejects.toMatchObject({ kind: "corrupt" });
  });

  it("removes its copy when disposed, also after reading was broken off", async () => {
    await commitHistory();
    const archive = await openGitArchive(repository);
    for await (const version of archive.listVersions()) {
      expect(version.text).toBe("one\n");
      break;
    }
    await archive[Symbol.asyncDispose]();
    const reading = archive.listVersions()[Symbol.asyncIterator]().next();
    await expect(reading).rejects.toMatchObject({ kind: "corrupt" });
  });
});
