import { once } from "node:events";
import { connect } from "node:net";
import { text as readAll } from "node:stream/consumers";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { App } from "../../src/web/app.ts";
import type { Env } from "../../src/web/context.ts";
import { readForm } from "../../src/web/forms.ts";
import { startServer } from "../../src/web/server.ts";
import { recordInventedHistory } from "../invented-history.ts";
import { createScene } from "./scene.ts";
import { byHeader, signIn } from "./signed-in.ts";

const digest = "0".repeat(64);

/** What nobody types, in each place that takes something. */
const odd = ["%00", "%ff%fe", "%zz", "__proto__", "constructor", "%0d%0aX-Evil:%201", "..%2f.."];
const places = `
  /changes/* /changes/*.json /versions/* /versions/*.md /documents/* /documents/*/* /topics/*
  /documents/*/*/at/* /documents/*/*/clauses/* /topics/competing-development/*.csv
  /topics/*/wordings.csv /compare/*/${digest} /compare/*/*/redline.docx /changes/*/redline.pdf
  /operations/quarantines/* /operations/quarantines/*/pages/* /manage/* /confirm/* /assets/* /*
  /api/v1/* /api/v1/changes/* /api/v1/documents/*/* /?topic=* /?since=* /?word=* /?before=* /?*=x
  /?service=*&type=* /search?q=* /search?q=a&at=* /search?q=a&page=* /search.csv?q=*
  /documents?service=*&type=* /feed.atom?topic=* /feed.json?word=* /calendar.ics?limit=*
  /reviews?topic=*&reviewer=* /reviews?since=* /audit?actor=* /audit?before=*
  /operations/checks?terms=*&page=* /operations/deliveries?target=* /sign-in?to=* /sign-in?to=/*
  /api/v1/changes?cursor=* /api/v1/search?q=*
`;
const attempts = places
  .trim()
  .split(/\s+/)
  .flatMap((place) => odd.map((one) => place.replaceAll("*", one)));

describe("an address that nobody means", () => {
  it("is answered without a fault of ours, leads nowhere else, and sets no header", async () => {
    await using scene = await createScene({ ...byHeader, bucket: null });
    await recordInventedHistory(scene.store);
    const admin = signIn(scene, "ana", "admin");
    const wrong: string[] = [];
    for (const address of attempts) {
      for (const answer of [await scene.get(address), await admin.get(address)]) {
        const { status, headers } = answer;
        const place = headers.get("location") ?? "/";
        const isOurs = place.startsWith("/") && !/^\/[/\\]/.test(place);
        await answer.text();
        if (status >= 500 || !isOurs || headers.has("x-evil")) wrong.push(`${status} ${address}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(scene.logged.filter(({ level }) => level === "error")).toEqual([]);
  });
});

describe("what only those read who have signed in", () => {
  it.each([
    "/",
    "/documents",
    "/changes.csv",
    "/changes.jsonl",
    "/feed.atom",
    "/feed.json",
    "/calendar.ics",
    "/topics",
    "/topics/competing-development/wordings.csv",
    "/api/v1/changes",
  ])("is not told from the kept copy either: %s", async (address) => {
    await using scene = await createScene({ ...byHeader, isReadByAll: false });
    await recordInventedHistory(scene.store);
    const own = await signIn(scene, "ana", "reader").get(address);
    await own.text();
    expect([own.status, own.headers.get("cache-control")?.includes("public")]).toEqual([
      200,
      false,
    ]);
    for (const tag of ["*", own.headers.get("etag") ?? "*"]) {
      const answer = await scene.get(address, { "if-none-match": tag });
      expect([303, 401]).toContain(answer.status);
      expect(await answer.text()).not.toContain("Halcyon");
    }
  });
});

describe("what costs much", () => {
  const bucket = { capacity: 60, perSecond: 1 };

  it("is made once and then kept, as a feed of words is", async () => {
    await using scene = await createScene({ bucket });
    const statuses: number[] = [];
    for (const word of ["one", "two", "one"])
      statuses.push((await scene.get(`/feed.atom?word=${word}`)).status);
    expect(statuses).toEqual([200, 429, 200]);
  });

  it("is counted where a topic's list is taken as a file", async () => {
    await using scene = await createScene({ bucket: { capacity: 10, perSecond: 1 } });
    const file = "/topics/competing-development/wordings.csv";
    expect([(await scene.get(file)).status, (await scene.get(file)).status]).toEqual([200, 429]);
  });
});

describe("readForm", () => {
  it("takes as many values of one name as fit a form, in their order", async () => {
    const app = new Hono<Env>();
    app.post("/", async (c) => c.json((await readForm(c))?.get("a") ?? []));
    const values = Array.from({ length: 12_000 }, (_, at) => String(at % 10));
    const body = new URLSearchParams(values.map((value): [string, string] => ["a", value]));
    const answer = await app.request("/", { method: "POST", body });
    expect(await answer.json()).toEqual(values);
  });
});

describe("a list that cannot be made", () => {
  it("leads back below the path that the pages are reached under", async () => {
    const baseUrl = "https://example.com/terms";
    await using scene = await createScene({ ...byHeader, settings: { baseUrl } });
    const answer = await signIn(scene, "ana", "reader").get("/reviews?since=never");
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`href="/terms/reviews"`);
  });
});

describe("startServer", () => {
  const here = { host: "127.0.0.1", port: 0 };
  const toPort = (origin: string): number => Number(new URL(origin).port);

  it("goes by the host that a request names, whatever address it asks for", async () => {
    await using scene = await createScene();
    await using server = await startServer(here, () => scene.app);
    const ask = async (lines: readonly string[]): Promise<string> => {
      const socket = connect(toPort(server.origin), "127.0.0.1");
      socket.write([...lines, "Connection: close", "", ""].join("\r\n"));
      return readAll(socket);
    };
    const ours = new URL(server.origin).host;
    const whole = await ask(["GET http://evil.example/account HTTP/1.1", `Host: ${ours}`]);
    const forwarded = await ask([
      "GET /account HTTP/1.1",
      `Host: ${ours}`,
      "X-Forwarded-Host: evil.example",
    ]);
    const other = await ask(["GET / HTTP/1.1", "Host: evil.example"]);
    const traced = await ask(["TRACE / HTTP/1.1", `Host: ${ours}`, "X-Secret: told"]);
    const statuses = [whole, forwarded, other, traced].map((text) => text.slice(9, 12));
    expect(statuses).toEqual(["303", "303", "421", "405"]);
    expect(`${whole}${forwarded}${traced}`).not.toMatch(/evil|told/);
  });

  it("closes a connection on which nothing moves", async () => {
    const { promise: never, resolve } = Promise.withResolvers<Response>();
    const app: App = { fetch: () => never, routes: [], prepare: async () => {} };
    await using server = await startServer({ ...here, idleMs: 20 }, () => app);
    const socket = connect(toPort(server.origin), "127.0.0.1");
    socket.write(`GET / HTTP/1.1\r\nHost: ${new URL(server.origin).host}\r\n\r\n`);
    const [hadError] = await once(socket.resume(), "close");
    resolve(new Response());
    expect(hadError).toBe(false);
  });
});
