import { once } from "node:events";
import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { renderTerms } from "../servers/site.ts";
import { createStage, parseLines, restriction, termsOf } from "./stage.ts";
import type { Stage } from "./stage.ts";

/** A page that is asked for and does not come until it is let go. */
interface SlowPage extends AsyncDisposable {
  readonly asked: Promise<void>;
  letGo(): void;
}

async function addSlowPage(stage: Stage): Promise<SlowPage> {
  const asked = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    if (request.url !== "/robots.txt") {
      asked.resolve();
      await gone.promise;
    }
    response.writeHead(request.url === "/robots.txt" ? 404 : 200, { "content-type": "text/html" });
    response.end(renderTerms("dogwood"));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  await stage.configure({ fetch: { allowHosts: ["127.0.0.1"], minGapMs: 0, maxRetries: 0 } });
  await stage.workspace.write("watchlist/dogwood.json", {
    name: "dogwood",
    terms: { "Acceptable Use Policy": { fetch: `http://127.0.0.1:${address.port}/dogwood` } },
  });
  return {
    asked: asked.promise,
    letGo: () => gone.resolve(),
    async [Symbol.asyncDispose]() {
      gone.resolve();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

describe("crawl", () => {
  it("ends at SIGTERM with nothing half recorded, and the next one completes", async () => {
    await using stage = await createStage();
    await using page = await addSlowPage(stage);
    const crawling = stage.workspace.start("crawl");
    await page.asked;
    await crawling.untilErr(termsOf("cedar"));
    crawling.child.kill("SIGTERM");
    const stopped = await crawling.ended;
    expect(stopped.signal).toBeNull();
    expect(stopped.code).toBe(1);
    expect(stopped.err).toContain("stopped before the end; what was recorded stays\n");
    const before = parseLines((await stage.workspace.run("history", "--json")).out);
    expect(before.find(({ id }) => id === termsOf("dogwood"))).toMatchObject({ versionCount: 0 });
    expect(before.find(({ id }) => id === termsOf("alder"))).toMatchObject({ versionCount: 1 });

    page.letGo();
    const next = await stage.workspace.run("crawl");
    expect(next.code, next.err).toBe(0);
    expect(next.err).toContain("4 terms checked, 1 for the first time, 0 changed\n");
  });
});

describe("start", () => {
  it("crawls at once, prints what changed, watches, and stops at SIGINT with 0", async () => {
    await using stage = await createStage();
    await stage.workspace.run("crawl");
    stage.publish("birch", restriction);
    const watching = stage.workspace.start("start");
    await watching.untilErr("watching 3 terms on schedule");
    watching.child.kill("SIGINT");
    const { code, signal, out, err } = await watching.ended;
    expect(signal).toBeNull();
    expect(code, err).toBe(0);
    expect(out).toContain("models that compete with ours");
    expect(err).toMatch(/stopped\n$/);
  });

  it("stops at SIGTERM in its first crawl with 0", async () => {
    await using stage = await createStage();
    await using page = await addSlowPage(stage);
    const watching = stage.workspace.start("start");
    await page.asked;
    watching.child.kill("SIGTERM");
    const { code, signal, err } = await watching.ended;
    expect(signal).toBeNull();
    expect(code, err).toBe(0);
    expect(err).toMatch(/stopped\n$/);
    expect(err).not.toContain("watching");
  });

  it("does nothing while a crawl is at work", async () => {
    await using stage = await createStage();
    await using page = await addSlowPage(stage);
    const crawling = stage.workspace.start("crawl");
    await page.asked;
    const { code, err } = await stage.workspace.run("start");
    expect(code).toBe(1);
    expect(err).toContain("another crawl is at work");
    crawling.child.kill("SIGKILL");
    await crawling.ended;
  });
});

describe("daemon", () => {
  it("checks what is due at once and stops at SIGTERM in the middle of it with 0", async () => {
    await using stage = await createStage();
    await using page = await addSlowPage(stage);
    const watching = stage.workspace.start("daemon");
    await watching.untilErr("watching 4 terms on schedule");
    await page.asked;
    watching.child.kill("SIGTERM");
    const { code, signal, err } = await watching.ended;
    expect(signal).toBeNull();
    expect(code, err).toBe(0);
    expect(err).toMatch(/stopped\n$/);
  });

  it("stops at SIGTERM while it waits, with 0, and lets a crawl in meanwhile", async () => {
    await using stage = await createStage();
    await stage.configure({ logLevel: "info" });
    const watching = stage.workspace.start("daemon");
    await watching.untilErr('"msg":"crawled"');
    const crawling = await stage.workspace.run("crawl");
    expect(crawling.code, crawling.err).toBe(0);
    watching.child.kill("SIGTERM");
    const { code, err } = await watching.ended;
    expect(code, err).toBe(0);
    expect(err).toMatch(/stopped\n$/);
  });

  it("refuses to begin without a watchlist", async () => {
    await using stage = await createStage();
    await stage.configure({ watchlistDir: "elsewhere" });
    const { code, err } = await stage.workspace.run("daemon");
    expect(code).toBe(2);
    expect(err).toContain("no usable declaration");
  });
});
