import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/ports/store.ts";
import type { Env } from "../../../src/web/context.ts";
import { feedRoutes } from "../../../src/web/routes/feeds.ts";
import { recordHistory } from "../../app/history.ts";
import { createMemoryStore } from "../../fakes/memory-store.ts";
import { createClauseChange } from "../../render/sample.ts";

const competing = createClauseChange("You may <ins>not </ins>build competing models.", {
  topics: ["competing-development"],
});

interface Scene {
  readonly store: Store;
  /** How often history was read through. */
  readonly countBuilds: () => number;
  readonly get: (
    path: string,
    headers?: Record<string, string>,
    method?: string,
  ) => Promise<Response>;
}

/** One change of one document, behind the routes. */
async function createScene(): Promise<Scene> {
  const memory = createMemoryStore();
  await recordHistory(memory, [{ termsId: "acme/a", at: 3, changes: [competing] }]);
  let reads = 0;
  const store: Store = {
    ...memory,
    listChangeHeads(filter) {
      reads += 1;
      return memory.listChangeHeads(filter);
    },
  };
  const app = new Hono<Env>();
  for (const { path, get } of feedRoutes({ store, baseUrl: "https://watch.example" }))
    if (get) app.get(path, get);
  return {
    store,
    // Once for the stamp of each request, once more where the feed is built.
    countBuilds: () => reads,
    get: async (path, headers = {}, method = "GET") =>
      app.request(`http://127.0.0.1${path}`, { headers, method }),
  };
}

describe("feedRoutes", () => {
  it.each([
    ["/feed.atom", "application/atom+xml; charset=utf-8", "<feed "],
    ["/feed.json", "application/feed+json; charset=utf-8", "jsonfeed.org/version/1.1"],
    ["/calendar.ics", "text/calendar; charset=utf-8", "BEGIN:VCALENDAR"],
  ])("answers %s in its own type, to be kept for a while", async (path, type, text) => {
    const { get } = await createScene();
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("cache-control")).toBe("public, max-age=900");
    expect(response.headers.get("last-modified")).toBe("Sun, 01 Mar 2026 03:00:00 GMT");
    expect(await response.text()).toContain(text);
  });

  it("filters by the query and says where it is", async () => {
    const { get } = await createScene();
    const some = await (await get("/feed.atom?topic=competing-development&service=acme")).text();
    expect(some).toContain("building competing models");
    expect(some).toContain(
      'rel="self" href="https://watch.example/feed.atom?service=acme&amp;topic=competing-development"',
    );
    const none = await (await get("/feed.atom?service=bolt")).text();
    expect(none).not.toContain("<entry>");
  });

  it.each([
    ["/feed.atom?colour=red", "no such parameter"],
    ["/feed.json?topic=weather", "topic: "],
    ["/calendar.ics?limit=201", "limit: not a whole number from 1 to 200"],
    ["/feed.atom?like=Anything+at+all", "clausewatch feed"],
    ["/feed.atom?pattern=(", "pattern: "],
    ["/feed.atom?%3Cscript%3E=1", '"<script>": no such parameter'],
  ])("refuses %s in words", async (path, message) => {
    const { get } = await createScene();
    const response = await get(path);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await response.text()).toContain(message);
  });

  it("sends nothing to who has it already", async () => {
    const { get } = await createScene();
    const etag = (await get("/feed.atom")).headers.get("etag") ?? "";
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const again = await get("/feed.atom", { "if-none-match": tag });
      expect([again.status, await again.text(), again.headers.get("etag")], tag).toEqual([
        304,
        "",
        etag,
      ]);
    }
  });

  it.each([
    ["Sun, 01 Mar 2026 03:00:00 GMT", 304],
    ["Mon, 02 Mar 2026 03:00:00 GMT", 304],
    ["Sun, 01 Mar 2026 02:59:59 GMT", 200],
    ["not a date", 200],
  ])("answers who asks for news since %s with %i", async (since, status) => {
    const { get } = await createScene();
    expect((await get("/feed.json", { "if-modified-since": since })).status).toBe(status);
  });

  it("believes the entity tag rather than the date", async () => {
    const { get } = await createScene();
    const headers = {
      "if-none-match": '"other"',
      "if-modified-since": "Mon, 02 Mar 2026 03:00:00 GMT",
    };
    expect((await get("/feed.json", headers)).status).toBe(200);
  });

  it("has another entity tag once something has changed", async () => {
    const { get, store } = await createScene();
    const etag = (await get("/feed.atom")).headers.get("etag") ?? "";
    await recordHistory(store, [{ termsId: "acme/b", at: 5, changes: [competing] }]);
    const again = await get("/feed.atom", { "if-none-match": etag });
    expect(again.status).toBe(200);
    expect(await again.text()).toContain("and 1 more document");
  });

  it("reads history once for the same feed, however the query is ordered", async () => {
    const { get, countBuilds } = await createScene();
    await get("/feed.atom?limit=5&service=acme");
    await Promise.all([
      get("/feed.atom?service=acme&limit=5"),
      get("/feed.atom?limit=5&service=acme"),
    ]);
    expect(countBuilds()).toBe(3 + 1);
  });

  it("asks for patience when too many different feeds are wanted at once", async () => {
    const { get } = await createScene();
    const all = await Promise.all(
      Array.from({ length: 30 }, (_, at) => get(`/feed.atom?limit=${at + 1}`)),
    );
    const statuses = new Set(all.map(({ status }) => status));
    expect(statuses).toEqual(new Set([200, 503]));
    const refused = all.find(({ status }) => status === 503);
    expect(refused?.headers.get("retry-after")).toBe("10");
    expect((await get("/feed.atom?limit=30")).status).toBe(200);
  });

  it("answers a HEAD request without a body", async () => {
    const { get } = await createScene();
    const response = await get("/feed.atom", {}, "HEAD");
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });
});
