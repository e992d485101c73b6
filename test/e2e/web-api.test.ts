import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Browser, BrowserContextOptions } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { indexClauses } from "../../src/app/index-clauses.ts";
import { noOwnTopics } from "../../src/core/topics/own-topics.ts";
import { listViolations } from "./axe.ts";
import type { ServedHistory } from "./served-history.ts";
import { serveHistory } from "./served-history.ts";
import { launchBrowser, phone, visit } from "./web-browser.ts";

const run = promisify(execFile);
const changes = z.object({
  items: z.array(z.object({ id: z.string(), document: z.object({ id: z.string() }) })),
});

let browser: Browser;
let served: ServedHistory;
let key: string;
/** As the page shows them. */
let commands: readonly string[] = [];

beforeAll(async () => {
  [browser, served] = await Promise.all([
    launchBrowser(),
    serveHistory({
      record: async (store) => void (await indexClauses({ store, ownTopics: noOwnTopics })),
    }),
  ]);
  // While it is served: whoever runs the page does not stop it for that.
  const added = await served.workspace.run("keys", "add", "robot", "--role", "reviewer");
  key = added.out.trim();
});
afterAll(async () => {
  await browser?.close();
  await served?.[Symbol.asyncDispose]();
});

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${served.origin}/api/v1${path}`, init);
}

async function readCommands(options: BrowserContextOptions): Promise<readonly string[]> {
  await using visited = await visit(browser, options);
  const { page, faults, look } = visited;
  await page.goto(`${served.origin}/api`);
  await look();
  // Axe waits by timers, which a page without script has not.
  const hasScript = options.javaScriptEnabled ?? true;
  const violations = hasScript ? await listViolations(page) : [];
  expect([...faults, ...violations]).toEqual([]);
  const shown = await page.locator("pre.command").allTextContents();
  return shown.filter((command) => command.startsWith("curl"));
}

describe("the page about the API", () => {
  it("shows the same to everybody, with nothing in the way", async () => {
    commands = await readCommands({ viewport: { width: 1280, height: 800 } });
    expect(commands).toHaveLength(3);
    expect(await readCommands({ ...phone, colorScheme: "dark" })).toEqual(commands);
    expect(await readCommands({ ...phone, javaScriptEnabled: false })).toEqual(commands);
  });

  it("gives commands that work as they are, with the key of a program", async () => {
    expect(key).toMatch(/^cwk_/);
    const answers = await Promise.all(
      commands.map(async (command) => {
        const env = { ...process.env, CLAUSEWATCH_KEY: key };
        const { stdout } = await run("sh", ["-c", command], { env });
        return z.object({}).catchall(z.unknown()).parse(JSON.parse(stdout));
      }),
    );
    expect(answers).toMatchObject([
      { items: expect.any(Array) },
      { total: expect.any(Number) },
      { topic: "competing-development", rows: expect.any(Array) },
    ]);
  });
});

describe("the API of a page that is served", () => {
  it("answers a researcher: who restricted competing development in 2025, and in which words", async () => {
    const query = "topic=competing-development&since=2025-01-01&until=2025-12-31";
    const { items } = changes.parse(await (await ask(`/changes?${query}`)).json());
    expect(items.map(({ document }) => document.id).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "brightwater/terms-of-service",
      "halcyon-ai/commercial-terms",
      "norrland-models/terms-of-service",
    ]);
    const text = await ask("/documents/halcyon-ai/commercial-terms/at/2025-09-01", {
      headers: { Accept: "text/markdown" },
    });
    expect(await text.text()).toContain("any model or product that competes with ours");
  });

  it("takes a review by a key alone, and says who sent it", async () => {
    const { items } = changes.parse(await (await ask("/changes?limit=1")).json());
    const path = `/changes/${items[0]?.id ?? ""}/review`;
    const body = JSON.stringify({ clause: "all", state: "reviewed", note: "<script>" });
    const headers = { "Content-Type": "application/json" };
    const put = { method: "PUT", headers, body };
    expect((await ask(path, put)).status).toBe(401);
    const authorized = { ...headers, Authorization: `Bearer ${key}` };
    const answer = await ask(path, { ...put, headers: authorized });
    expect([answer.status, await answer.json()]).toMatchObject([200, { state: "reviewed" }]);
    const listed = await ask("/reviews?state=reviewed", { headers: authorized });
    expect(await listed.json()).toMatchObject({ items: [{ last: { reviewer: "key:robot" } }] });
    const weak = await ask("/deliveries", { headers: authorized });
    expect(weak.status).toBe(403);
  });

  it("ends a key's use at once", async () => {
    const headers = { Authorization: `Bearer ${key}` };
    expect((await ask("/reviews", { headers })).status).toBe(200);
    await served.workspace.run("keys", "remove", "robot");
    expect((await ask("/reviews", { headers })).status).toBe(401);
  });
});
