import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { endpoints } from "../../../src/web/api/endpoints.ts";
import type { ApiScene } from "./api-scene.ts";
import { createApiScene, document } from "./api-scene.ts";

const idItem = z.object({ items: z.array(z.object({ id: z.string() })) });
const changeItem = z.object({
  items: z.array(z.object({ id: z.string(), beforeId: z.string(), afterId: z.string() })),
});
const anything = z.object({}).catchall(z.unknown());

function schemaOf(operationId: string): z.ZodType {
  const endpoint = endpoints.find(({ route }) => route.operationId === operationId);
  const ok: unknown = endpoint?.route.responses[200];
  const read = z.object({
    content: z.object({ "application/json": z.object({ schema: z.instanceof(z.ZodType) }) }),
  });
  return read.parse(ok).content["application/json"].schema;
}

let api: ApiScene;
let ids: Record<"change" | "before" | "after" | "clause" | "delivery", string>;

beforeAll(async () => {
  api = await createApiScene();
  const { items } = changeItem.parse(await api.read(`/changes?document=${document}`));
  const clauses = idItem.parse(await api.read(`/documents/${document}/clauses`));
  const deliveries = idItem.parse(await api.read("/deliveries"));
  const [change] = items;
  ids = {
    change: change?.id ?? "",
    before: change?.beforeId ?? "",
    after: change?.afterId ?? "",
    clause: clauses.items[4]?.id ?? "",
    delivery: deliveries.items[0]?.id ?? "",
  };
});
afterAll(() => api[Symbol.asyncDispose]());

const lookups: readonly (readonly [operationId: string, path: () => string])[] = [
  ["listServices", () => "/services"],
  ["listDocuments", () => "/documents?service=halcyon-ai,brightwater&type=Commercial+Terms"],
  ["getDocument", () => `/documents/${document}`],
  ["listVersions", () => `/documents/${document}/versions`],
  ["getTextAt", () => `/documents/${document}/at/2025-09-01`],
  ["getVersion", () => `/versions/${ids.after}`],
  ["listChanges", () => "/changes?min=editorial&topic=competing-development"],
  ["getChange", () => `/changes/${ids.change}`],
  ["compare", () => `/compare?before=${ids.before}&after=${ids.after}`],
  ["listClauses", () => `/documents/${document}/clauses?at=2025-09-01`],
  ["getClause", () => `/documents/${document}/clauses/${ids.clause}`],
  ["search", () => `/search?q=${encodeURIComponent('"models that compete"')}`],
  ["listTopics", () => "/topics"],
  ["getTopicMatrix", () => "/topics/competing-development/matrix"],
  ["listTopicClauses", () => "/topics/competing-development/clauses"],
  ["listReviews", () => "/reviews"],
  ["getReview", () => `/changes/${ids.change}/review`],
  ["listIncidents", () => "/incidents?open=true"],
  ["listChecks", () => "/checks?outcome=quarantined,unchanged"],
  ["listDeliveries", () => "/deliveries?state=pending"],
];

describe("every address that only looks", () => {
  it("is among these", () => {
    const gets = endpoints.filter(({ route }) => route.method === "get");
    expect(new Set(gets.map(({ route }) => route.operationId))).toEqual(
      new Set(lookups.map(([operationId]) => operationId)),
    );
  });

  it.each(lookups)(
    "answers to %s as it is described, with something",
    async (operationId, path) => {
      const answer = await api.ask(path());
      const body: unknown = await answer.json();
      expect(answer.status).toBe(200);
      expect(schemaOf(operationId).parse(body)).toEqual(body);
      const { items = ["one"] } = anything.parse(body);
      expect(items).not.toEqual([]);
    },
  );

  it.each(lookups)("gives %s once, as long as it is the same", async (_, path) => {
    const etag = (await api.ask(path())).headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]+"$/);
    const again = await api.ask(path(), { headers: { "If-None-Match": etag } });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
  });

  it.each(lookups)("has the head of %s alone given to who asks for no more", async (_, path) => {
    const answer = await api.ask(path(), { method: "HEAD" });
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(answer.headers.get("etag")).toBe((await api.ask(path())).headers.get("etag"));
  });

  it.each(lookups)("refuses a parameter of %s that is not described", async (_, path) => {
    const sign = path().includes("?") ? "&" : "?";
    const answer = await api.ask(`${path()}${sign}oops=1`);
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { faults: [{ in: "query", name: "oops", detail: "unknown parameter" }] },
    ]);
  });

  it("names no other site that may read it", async () => {
    const answer = await api.ask("/services", { headers: { Origin: "https://evil.example" } });
    const names = [...answer.headers.keys()].filter((name) => name.startsWith("access-control"));
    expect(names).toEqual([]);
  });
});

describe("a text", () => {
  it("is given alone where Markdown is asked for", async () => {
    const headers = { Accept: "text/markdown" };
    const answer = await api.ask(`/versions/${ids.after}`, { headers });
    expect(answer.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
    expect(answer.headers.get("vary")).toContain("Accept");
    const { text } = anything.parse(await api.read(`/versions/${ids.after}`));
    expect(await answer.text()).toBe(text);
  });

  it("is the one that stood at the end of the day", async () => {
    const before = anything.parse(await api.read(`/documents/${document}/at/2025-02-17`));
    const after = anything.parse(await api.read(`/documents/${document}/at/2025-02-18`));
    expect(after).toMatchObject({ previousId: before["id"] });
    expect(after["text"]).toContain("opt out in your settings");
  });
});

describe("listChanges", () => {
  it("looks for words in what changed", async () => {
    const found = changeItem.parse(await api.read("/changes?word=arbitration"));
    expect(found.items).toHaveLength(1);
    expect(await api.read("/changes?word=arbitration&until=2025-10-07")).toMatchObject({
      items: [],
    });
  });

  it("asks all that is given of one and the same clause", async () => {
    const loosened = "/changes?topic=customer-data-training&direction=loosened&since=2025-01-01";
    const { items } = changeItem.parse(await api.read(loosened));
    expect(items).not.toEqual([]);
    expect(await api.read(`${loosened}&word=arbitration`)).toMatchObject({ items: [] });
  });
});

describe("compare", () => {
  it("gives a recorded comparison as the change has it", async () => {
    const { comparison } = anything.parse(await api.read(`/changes/${ids.change}`));
    expect(await api.read(`/compare?before=${ids.before}&after=${ids.after}`)).toEqual(comparison);
  });
});
