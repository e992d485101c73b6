import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRunLock } from "../../../src/adapters/store/sqlite/run-lock.ts";

let dir = "";

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "clausewatch-lock-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Holds the lock until it dies; writes a word once it has it. */
const holder = `
  import { createRunLock } from ${JSON.stringify(
    new URL("../../../src/adapters/store/sqlite/run-lock.ts", import.meta.url).href,
  )};
  const held = await createRunLock({ dir: process.argv[1] }).acquire("crawl");
  process.stdout.write(held === null ? "refused" : "held");
  setInterval(() => held, 1000);
`;

describe("createRunLock", () => {
  it("lets one in and refuses the second until the first is done", async () => {
    const lock = createRunLock({ dir: join(dir, "made") });
    const held = await lock.acquire("crawl");
    expect(held).not.toBeNull();
    expect(await lock.acquire("crawl")).toBeNull();
    await held?.[Symbol.asyncDispose]();
    await using again = await lock.acquire("crawl");
    expect(again).not.toBeNull();
  });

  it("keeps names apart", async () => {
    const lock = createRunLock({ dir });
    await using crawl = await lock.acquire("crawl");
    await using deliver = await lock.acquire("deliver");
    expect([crawl, deliver]).not.toContain(null);
  });

  it("is given back when the process that holds it is killed", { timeout: 30_000 }, async () => {
    const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", holder, dir], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [word] = (await once(child.stdout, "data")) as [Buffer];
    expect(word.toString()).toBe("held");
    const lock = createRunLock({ dir });
    expect(await lock.acquire("crawl")).toBeNull();
    child.kill("SIGKILL");
    await once(child, "close");
    await using held = await lock.acquire("crawl");
    expect(held).not.toBeNull();
  });
});
