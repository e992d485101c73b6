import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { digestOf } from "../../../src/model/digest.ts";
import type { Role } from "../../../src/model/account.ts";
import { endpoints } from "../../../src/web/api/endpoints.ts";
import { problemSchema } from "../../../src/web/api/problem.ts";
import type { ApiScene, Asking } from "./api-scene.ts";
import { createApiScene, document } from "./api-scene.ts";

const unknownId = digestOf("unknown");

let api: ApiScene;
beforeAll(async () => {
  api = await createApiScene();
});
afterAll(() => api[Symbol.asyncDispose]());

/** Gives the problem that is answered, checked against its description, with its status. */
async function readProblem(answer: Response) {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const problem = problemSchema.parse(await answer.json());
  expect(problem.status).toBe(answer.status);
  return problem;
}

/** An address of each endpoint, of what there is not. */
function toPath(path: string): string {
  return path
    .replace("{service}/{type}", "nobody/nothing")
    .replace("{id}", unknownId)
    .replace("{day}", "2025-01-01")
    .replace("{topic}", "x-nothing");
}

const all = endpoints.map(({ access, route }) => ({
  access,
  method: route.method.toUpperCase(),
  path: toPath(route.path),
}));
const ofRoles = all.filter(({ access }) => access !== "readers" && access !== "anyone");
const ofReaders = all.filter(({ access }) => access === "readers");

describe("who may not", () => {
  it.each(ofRoles)("is asked for a key: $method $path", async ({ method, path }) => {
    const answer = await api.ask(path, { as: null, method });
    expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="clausewatch"');
    expect((await readProblem(answer)).status).toBe(401);
  });

  it.each(ofRoles.filter(({ access }) => access !== "reader"))(
    "is told that the key is too weak: $method $path",
    async ({ access, method, path }) => {
      const weaker: Role = access === "admin" ? "reviewer" : "reader";
      expect((await readProblem(await api.ask(path, { as: weaker, method }))).status).toBe(403);
    },
  );

  it.each(ofReaders)("needs no key to read: $method $path", async ({ path }) => {
    expect([200, 400, 404]).toContain((await api.ask(path, { as: null })).status);
  });

  it("is asked for a key for all of history where not everybody reads it", async () => {
    await using closed = await createApiScene({ isEmpty: true, isReadByAll: false });
    const answers = await Promise.all(ofReaders.map(({ path }) => closed.ask(path, { as: null })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    const answer = await closed.ask("/services", { as: "reader" });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([
      200,
      "private, no-cache",
    ]);
  });

  it("changes nothing with a session, which a browser sends by itself", async () => {
    const viewer = { name: "ada", role: "admin", formToken: "token" } as const;
    await using signedIn = await createApiScene({ isEmpty: true, findViewer: async () => viewer });
    const writing = ofRoles.filter(({ method }) => method !== "GET");
    const answers = await Promise.all(
      writing.map(({ method, path }) => signedIn.ask(path, { method })),
    );
    expect(answers.map(({ status }) => status)).toEqual(writing.map(() => 401));
    expect((await signedIn.ask("/deliveries")).status).toBe(200);
  });
});

describe("what is not there", () => {
  it.each([
    [`/documents/nobody/nothing`],
    [`/documents/nobody/nothing/versions`],
    [`/documents/${document}/at/2020-01-01`],
    [`/versions/${unknownId}`],
    [`/changes/${unknownId}`],
    [`/changes/${unknownId}/review`],
    [`/compare?before=${unknownId}&after=${unknownId}`],
    [`/documents/${document}/clauses/${unknownId}`],
    ["/topics/x-nothing/matrix"],
    ["/topics/x-nothing/clauses"],
    ["/nowhere"],
    [""],
  ])("is said to be missing: %s", async (path) => {
    expect((await readProblem(await api.ask(path))).status).toBe(404);
  });

  it.each([
    ["/services", "POST", "GET, HEAD"],
    ["/services", "OPTIONS", "GET, HEAD"],
    [`/changes/${unknownId}/review`, "DELETE", "GET, HEAD, PUT"],
    [`/deliveries/${unknownId}/retry`, "GET", "POST"],
    ["/openapi.json", "PUT", "GET, HEAD"],
  ])("names what %s answers to, asked with %s", async (path, method, allow) => {
    const answer = await api.ask(path, { method });
    expect([(await readProblem(answer)).status, answer.headers.get("allow")]).toEqual([405, allow]);
  });
});

describe("what cannot be used", () => {
  const json = { "Content-Type": "application/json" };
  const review = `/changes/${unknownId}/review`;
  const put = (body: string, headers: Record<string, string> = json): Asking => ({
    method: "PUT",
    body,
    headers,
  });

  it.each([
    ["/documents?limit=0", "query", "limit"],
    ["/documents?limit=201", "query", "limit"],
    ["/documents?limit=many", "query", "limit"],
    ["/documents?cursor=bm9uc2Vuc2U", "query", "cursor"],
    ["/versions/123", "path", "id"],
    [`/documents/${document}/at/2025-02-30`, "path", "day"],
    ["/compare", "query", "before"],
    ["/changes?topic=weather", "query", "topic"],
    ["/changes?min=huge", "query", "min"],
    ["/changes?since=yesterday", "query", "since"],
    ["/changes?pattern=(", "query", "pattern"],
    ["/changes?like=models", "query", "like"],
    ["/search?q=-models", "query", "q"],
    ["/search?q=models&topic=weather", "query", "topic"],
    ["/topics/weather/matrix", "path", "topic"],
    ["/incidents?open=yes", "query", "open"],
    ["/checks?outcome=fine", "query", "outcome"],
  ])("is named: %s", async (path, place, name) => {
    const { status, faults = [] } = await readProblem(await api.ask(path));
    expect([status, faults.map((fault) => [fault.in, fault.name])]).toEqual([
      400,
      expect.arrayContaining([[place, name]]),
    ]);
  });

  it("is named field by field, of a body", async () => {
    const body = JSON.stringify({ clause: "x", state: "fine", note: "n".repeat(3000), more: 1 });
    const { faults = [] } = await readProblem(await api.ask(review, put(body)));
    expect(faults.map(({ name }) => name)).toEqual(["clause", "state", "note", "more"]);
  });

  it.each([
    ["what is no JSON", put("{"), 400],
    ["no body", put(""), 400],
    ["another type", put("clause=all", { "Content-Type": "text/plain" }), 415],
    ["more than any review holds", put(JSON.stringify({ note: "n".repeat(70_000) })), 413],
  ])("is refused as a body: %s", async (_, asking, status) => {
    expect((await readProblem(await api.ask(review, asking))).status).toBe(status);
  });

  it("is not repeated at length", async () => {
    const names = Array.from({ length: 100 }, (_, at) => `${at}${"x".repeat(200)}=1`).join("&");
    const answer = await api.ask(`/services?${names}`);
    expect((await answer.clone().text()).length).toBeLessThan(5000);
    expect((await readProblem(answer)).faults).toHaveLength(20);
  });
});

describe("too much", () => {
  it("is held back, with the time to come again", async () => {
    await using busy = await createApiScene({
      isEmpty: true,
      bucket: { capacity: 10, perSecond: 1 },
    });
    const paths = ["/changes?word=fees", "/changes?word=refund"];
    const [first, second] = [await busy.ask(paths[0] ?? ""), await busy.ask(paths[1] ?? "")];
    expect([first.status, second.status, second.headers.get("retry-after")]).toEqual([
      200,
      429,
      "10",
    ]);
    expect((await readProblem(second)).status).toBe(429);
    expect((await busy.ask("/changes")).status).toBe(200);
  });
});

describe("a fault of ours", () => {
  it("is noted, and told without what went wrong", async () => {
    const fail = async (): Promise<never> => {
      throw new Error("secret of the machine");
    };
    await using broken = await createApiScene({ isEmpty: true, findViewer: fail });
    const answer = await broken.ask("/services?q=private");
    const text = await answer.clone().text();
    expect((await readProblem(answer)).status).toBe(500);
    expect(text).not.toContain("secret");
    const [line] = broken.scene.logged;
    expect(z.object({ route: z.string() }).parse(line?.fields)["route"]).not.toContain("private");
  });
});
