import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { importArchive } from "../../../src/app/import-archive.ts";
import { parseInstant } from "../../../src/model/instant.ts";
import { byId, pagingQuery, toPage } from "../../../src/web/api/paging.ts";
import { hour, sampleCheck, sampleRecord } from "../../contract/samples.ts";
import type { Scene } from "../scene.ts";
import { baseUrl } from "../scene.ts";
import type { ApiScene } from "./api-scene.ts";
import { createApiScene, document } from "./api-scene.ts";

const list = z.object({
  items: z.array(z.record(z.string(), z.unknown())),
  next: z.string().nullable(),
});

let api: ApiScene;
beforeAll(async () => {
  api = await createApiScene();
});
afterAll(() => api[Symbol.asyncDispose]());

async function readList(path: string) {
  const { items, next } = list.parse(await api.read(path));
  return { ids: items.map((item) => item["id"] ?? item["changeId"]), next };
}

/** Follows a list to its end, two items at a time. */
async function readAll(path: string): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  let cursor = "";
  for (;;) {
    const page = await readList(`${path}limit=2${cursor}`);
    found.push(...page.ids);
    if (page.next === null) return found;
    cursor = `&cursor=${page.next}`;
  }
}

/** A change that is newer than all others, of a provider that nobody had heard of. */
async function recordNewChange({ store }: Scene): Promise<void> {
  async function* listVersions() {
    for (const [day, days] of [
      ["2026-05-01", 30],
      ["2026-06-01", 90],
    ] as const)
      yield {
        serviceName: "Later AI",
        termsType: "Terms of Service",
        text: `# Terms\n\n## 1. Data\n\nWe keep what you type for ${days} days.\n`,
        recordedAt: parseInstant(`${day}T06:00:00Z`),
        isTechnical: false,
      };
  }
  await importArchive({ store, archive: { listVersions, [Symbol.asyncDispose]: async () => {} } });
}

describe("toPage", () => {
  const items = ["d", "b", "a", "c"].map((id) => ({ id }));

  it("parts a list at places that stay where they are", () => {
    const first = toPage(items, { limit: 2 }, byId);
    expect(first.items.map(({ id }) => id)).toEqual(["a", "b"]);
    const cursor = pagingQuery.cursor.parse(first.next ?? "");
    const without = items.filter(({ id }) => id !== "b");
    const second = toPage([...without, { id: "aa" }], { limit: 2, cursor }, byId);
    expect(second).toEqual({ items: [{ id: "c" }, { id: "d" }], next: null });
  });

  it("says that there is no more where the last page is full", () => {
    expect(toPage(items, { limit: 4 }, byId).next).toBeNull();
  });
});

describe("every list", () => {
  it.each([
    ["/services?"],
    ["/documents?"],
    [`/documents/${document}/versions?`],
    ["/changes?min=editorial&"],
    ["/changes?min=editorial&pattern=e&"],
    [`/documents/${document}/clauses?`],
    ["/reviews?"],
    ["/checks?"],
    ["/deliveries?"],
  ])("gives each item once, page by page: %s", async (path) => {
    const whole = await readList(`${path}limit=200`);
    expect(whole.ids.length).toBeGreaterThan(2);
    expect(await readAll(path)).toEqual(whole.ids);
  });

  it("names the next page's whole address in a header, and none at the end", async () => {
    const answer = await api.ask("/changes?limit=2&min=editorial");
    const { next } = list.parse(await answer.clone().json());
    expect(answer.headers.get("link")).toBe(
      `<${baseUrl}/api/v1/changes?limit=2&min=editorial&cursor=${next}>; rel="next"`,
    );
    expect((await api.ask("/changes?limit=200")).headers.get("link")).toBeNull();
  });
});

describe("a cursor", () => {
  it("leads to the same changes while newer ones come", async () => {
    const path = "/changes?min=editorial&limit=3";
    const { next } = await readList(path);
    const before = await readList(`${path}&cursor=${next}`);
    await recordNewChange(api.scene);
    expect(await readList(`${path}&cursor=${next}`)).toEqual(before);
    expect((await readList(path)).next).not.toBe(next);
  });

  it("leads to the same checks while newer ones come", async () => {
    const { next } = await readList("/checks?limit=1");
    const before = await readList(`/checks?limit=1&cursor=${next}`);
    const check = sampleCheck("unchanged", hour(9), { termsId: document });
    await api.scene.store.recordCheck(sampleRecord(check));
    expect(await readList(`/checks?limit=1&cursor=${next}`)).toEqual(before);
  });
});

describe("search", () => {
  it("goes on where the page before ended", async () => {
    const hits = z.object({
      items: z.array(z.object({ clause: z.object({ id: z.string() }) })),
      next: z.string().nullable(),
      total: z.int(),
    });
    const read = async (query: string) =>
      hits.parse(await api.read(`/search?q=models&limit=2${query}`));
    const first = await read("");
    const second = await read(`&cursor=${first.next}`);
    const ids = [...first.items, ...second.items].map(({ clause }) => clause.id);
    expect(new Set(ids).size).toBe(4);
    expect(first.total).toBeGreaterThan(4);
  });
});
