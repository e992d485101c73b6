import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Site } from "../servers/site.ts";
import { renderTerms, startSite } from "../servers/site.ts";
import type { Workspace } from "./workspace.ts";
import { createWorkspace } from "./workspace.ts";

const providers = Array.from({ length: 12 }, (_, index) => `provider-${index}`);

/** Whether this user may mount a file system that is small enough to fill; root on Linux may. */
function mountTmpfs(dir: string): boolean {
  return spawnSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", dir]).status === 0;
}

let site: Site;
let workspace: Workspace;
let data = "";
let isMounted = false;

beforeAll(async () => {
  site = await startSite();
  workspace = await createWorkspace();
  data = join(workspace.dir, "data");
  await mkdir(data);
  isMounted = mountTmpfs(data);
  await workspace.write("clausewatch.json", {
    dataDir: "data",
    confirmDelayMs: 0,
    fetch: { allowHosts: [site.host], minGapMs: 0 },
    logLevel: "silent",
  });
  await workspace.write("subscriptions.json", {
    subscriptions: [{ id: "counsel", channel: "console" }],
  });
  for (const provider of providers) {
    await workspace.write(`watchlist/${provider}.json`, {
      name: provider,
      terms: { "Acceptable Use Policy": { fetch: `${site.origin}/${provider}` } },
    });
  }
});

afterAll(async () => {
  if (isMounted) spawnSync("umount", [data]);
  await workspace?.[Symbol.asyncDispose]();
  await site?.[Symbol.asyncDispose]();
});

/** Pages that hardly compress. */
function showPages(extra: readonly string[]): void {
  for (const [index, provider] of providers.entries()) {
    const items = Array.from({ length: 60 }, (_, item) => {
      const facts = Array.from({ length: 12 }, (__, fact) =>
        ((item * 7919 + fact * 104_729 + index * 1_299_709) * 31).toString(7),
      );
      return `use the service and its models in the matter of ${facts.join(" or of ")};`;
    });
    site.set(`/${provider}`, renderTerms(provider, [...items, ...extra]));
  }
}

/** Leaves so many bytes free. */
async function fill(freeBytes: number): Promise<void> {
  const ballast = join(data, "ballast");
  await rm(ballast, { force: true });
  const { stdout } = spawnSync("df", ["--output=avail", "-B1", data], { encoding: "utf8" });
  const free = Number(stdout.trim().split("\n").at(-1));
  await writeFile(ballast, Buffer.alloc(Math.max(0, free - freeBytes), 1));
}

/** Crawls with so little left each time, and then with the space freed looks at what it left behind. */
async function runFull(freeKilobytes: readonly number[]): Promise<void> {
  for (const free of freeKilobytes) {
    await fill(free * 1024);
    const { code, err } = await workspace.run("crawl");
    await rm(join(data, "ballast"));
    expect({ free, code, err, ...readIntegrity() }).toEqual({
      free,
      code: 1,
      err: expect.stringMatching(/clausewatch: .*(?:disk is full|no space left).*: free some/),
      integrity: "ok",
      strays: [],
    });
  }
}

function withDatabase<T>(read: (database: Database.Database) => T): T {
  const database = new Database(join(data, "clausewatch.db"), { readonly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

function readIntegrity() {
  // Where not even the file could be made, nothing is damaged.
  if (!existsSync(join(data, "clausewatch.db"))) return { integrity: "ok", strays: [] };
  return withDatabase((database) => ({
    integrity: database.pragma("integrity_check", { simple: true }),
    strays: database.pragma("foreign_key_check"),
  }));
}

function readDatabase() {
  return withDatabase((database) => {
    const count = (table: string) =>
      database.prepare(`select count(*) from ${table}`).pluck().get();
    return {
      changes: count("changes"),
      alerts: count("notifications"),
      versions: count("versions"),
    };
  });
}

describe("a crawl whose disk runs full", () => {
  it("says so and loses nothing, however little was left", async (context) => {
    if (!isMounted) {
      process.stderr.write("SKIPPED: a full disk, because this user may not mount one\n");
      context.skip();
    }
    showPages([]);
    await runFull([0, 4, 40, 100, 200]);
    const first = await workspace.run("crawl");
    expect(first).toMatchObject({ code: 0 });
    expect(readDatabase()).toMatchObject({ versions: providers.length, alerts: 0 });

    showPages(["develop models that compete with ours;"]);
    await runFull([0, 4, 12, 36, 70, 100, 160]);
    const second = await workspace.run("crawl");
    expect(second).toMatchObject({ code: 0 });
    expect(readDatabase()).toEqual({
      changes: providers.length,
      alerts: providers.length,
      versions: providers.length * 2,
    });
  });
});
