import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import type { Inbox } from "../../src/demo/inbox.ts";
import { startInbox } from "../../src/demo/inbox.ts";
import type { Site } from "../servers/site.ts";
import { renderTerms, startSite } from "../servers/site.ts";
import type { Workspace } from "./workspace.ts";
import { createWorkspace } from "./workspace.ts";

const providers = ["alder", "birch", "cedar", "dogwood", "elm", "fir"];

let site: Site;
let inbox: Inbox;
let workspace: Workspace;
const requests = new Map<string, number>();

beforeAll(async () => {
  site = await startSite();
  inbox = await startInbox();
  workspace = await createWorkspace();
  await workspace.write("clausewatch.json", {
    confirmDelayMs: 0,
    fetch: { allowHosts: [site.host], minGapMs: 0 },
    smtp: { host: "127.0.0.1", port: inbox.port, from: "clausewatch@example.com" },
    logLevel: "silent",
  });
  await workspace.write("subscriptions.json", {
    subscriptions: [{ id: "counsel", channel: "email", to: "counsel@example.com" }],
  });
  for (const provider of providers) {
    site.set(`/${provider}`, renderTerms(provider));
    await workspace.write(`watchlist/${provider}.json`, {
      name: provider,
      // Once a year: what is due here is due because it was never checked.
      terms: {
        "Acceptable Use Policy": { fetch: `${site.origin}/${provider}`, schedule: "0 0 1 1 *" },
      },
    });
  }
  site.onRequest((path) => requests.set(path, (requests.get(path) ?? 0) + 1));
});

afterAll(async () => {
  await workspace?.[Symbol.asyncDispose]();
  await inbox?.[Symbol.asyncDispose]();
  await site?.[Symbol.asyncDispose]();
});

async function readStore() {
  await using store = await createSqliteStore({
    path: join(workspace.dir, "snapshots/clausewatch.db"),
  });
  const terms = await store.listTermsStatus();
  const checks = await Promise.all(terms.map(({ id }) => store.listChecks(id, 100)));
  const outbox = await store.listOutbox({ limit: 1000 });
  return {
    checks: checks.map((one) => one.map(({ outcome }) => outcome).toReversed()),
    versions: terms.map(({ versionCount }) => versionCount),
    outbox: outbox.map(({ state, attempts }) => `${state} at attempt ${attempts}`),
  };
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await delay(50);
}

describe("processes side by side on one data folder", () => {
  it("check each terms once and send each alert once", async () => {
    // Two daemons make the database of an empty folder at the same time, and find everything due.
    const daemons = [workspace.start("daemon"), workspace.start("daemon")];
    try {
      await until(async () => {
        const { checks } = await readStore();
        return checks.length === providers.length && checks.every((one) => one.length > 0);
      });
      expect((await readStore()).checks).toEqual(providers.map(() => ["first"]));
      expect([...requests].filter(([path]) => path !== "/robots.txt")).toEqual(
        expect.arrayContaining(providers.map((provider) => [`/${provider}`, 1])),
      );

      for (const provider of providers) {
        site.set(`/${provider}`, renderTerms(provider, ["develop models that compete with ours;"]));
      }
      const others = ["crawl", "crawl", "crawl", "deliver", "deliver"].map((command) =>
        workspace.run(command),
      );
      const ended = await Promise.all(others);
      expect(ended.map(({ code }) => code === 0 || code === 1)).not.toContain(false);
      expect(ended.map(({ err }) => err).join("")).not.toMatch(/Error|clausewatch: /);
      const last = await workspace.run("deliver");
      expect(last).toMatchObject({ code: 0 });
    } finally {
      for (const { child } of daemons) child.kill("SIGTERM");
    }
    const stopped = await Promise.all(daemons.map(({ ended }) => ended));
    expect(stopped.map(({ signal }) => signal)).toEqual([null, null]);

    const { versions, outbox } = await readStore();
    expect(versions).toEqual(providers.map(() => 2));
    expect(outbox).toEqual(providers.map(() => "delivered at attempt 1"));
    expect(inbox.mails).toHaveLength(providers.length);
    expect(new Set(inbox.mails.map(({ messageId }) => messageId)).size).toBe(providers.length);
  });
});
