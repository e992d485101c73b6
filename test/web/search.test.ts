import { describe, expect, it } from "vitest";
import { indexClauses } from "../../src/app/index-clauses.ts";
import { noOwnTopics } from "../../src/core/topics/own-topics.ts";
import { hour, sampleTerms, sampleVersion } from "../contract/samples.ts";
import { recordInventedHistory } from "../invented-history.ts";
import { hostileTexts } from "../render/hostile.ts";
import { findForeignListParts, findInvalidParts } from "./page-faults.ts";
import type { Scene } from "./scene.ts";
import { createScene } from "./scene.ts";

async function openSearch(): Promise<Scene> {
  const scene = await createScene();
  await recordInventedHistory(scene.store);
  await indexClauses({ store: scene.store, ownTopics: noOwnTopics });
  return scene;
}

/** What a reader sees of a page's list of clauses, with the marks. */
function readHits(html: string): readonly string[] {
  return [...html.matchAll(/<p class="words"[^>]*>(.*?)<\/p>/gs)].map(([, words = ""]) =>
    words
      .replaceAll(/<(\/?)mark>/g, (_, end: string) => (end === "" ? "[" : "]"))
      .replaceAll(/<[^>]*>/g, "")
      .replaceAll(/\s+/g, " ")
      .trim(),
  );
}

describe("the page of a search", () => {
  it("marks what was found, with the sentence that an item completes", async () => {
    await using scene = await openSearch();
    const answer = await scene.get("/search?q=%22model+or+product%22+competing+-general");
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(readHits(text)).toContain(
      "You may not, and may not let others: access or use the Service, or use its Output, to train, develop or improve any [model or product] that [competes] with ours;",
    );
    expect(text).toContain("Read so from <time");
  });

  it("leads to the clause and to its place in the text, and both are there", async () => {
    await using scene = await openSearch();
    const text = await (await scene.get("/search?q=%22model+or+product%22")).text();
    const [, clause = ""] = /<h3>\s*<a href="([^"]+)"/.exec(text) ?? [];
    const [, version = "", anchor = ""] = /href="(\/versions\/\w+)#(c-\d+)"/.exec(text) ?? [];
    const page = await scene.get(clause);
    const whole = await (await scene.get(version)).text();
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("What happened to it");
    expect(whole).toContain(`id="${anchor}"`);
  });

  it("searches what stood on a day", async () => {
    await using scene = await openSearch();
    const ask = async (day: string) =>
      readHits(await (await scene.get(`/search?q=%22model+or+product%22&at=${day}`)).text());
    expect(await ask("2025-02-17")).toEqual([]);
    expect(await ask("2025-02-18")).toHaveLength(1);
  });

  it("keeps an address that says no more than it must", async () => {
    await using scene = await openSearch();
    const answer = await scene.get("/search?q=fees&at=&provider=&type=&topic=&page=1");
    expect(answer.status).toBe(302);
    expect(answer.headers.get("Location")).toBe("/search?q=fees");
  });

  it.each([
    ["q=-fees", "Say also what should be there"],
    ["q=%2A%2A", "There is no word in it"],
    ["q=fees&at=2025-02-31", "Write the day like 2025-03-01"],
    ["q=fees&provider=nobody", "There is no such provider here"],
    ["q=fees&page=0", "Search the clauses"],
  ])("says what is wrong with %s", async (query, words) => {
    await using scene = await openSearch();
    const answer = await scene.get(`/search?${query}`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(words);
  });

  it("says what else to try where nothing is found", async () => {
    await using scene = await openSearch();
    const path = "/search?q=%22fees+zebra%22&at=2025-01-01&provider=halcyon-ai";
    const text = await (await scene.get(path)).text();
    expect(text).toContain("No clause holds");
    expect(text).toContain('href="/search?q=%22fees+zebra%22&amp;provider=halcyon-ai"');
    expect(text).toContain('href="/search?q=%22fees+zebra%22&amp;at=2025-01-01"');
  });

  it("says so while the documents are still being read, and no longer once they are", async () => {
    await using scene = await createScene();
    await recordInventedHistory(scene.store);
    const before = await (await scene.get("/search?q=fees")).text();
    await indexClauses({ store: scene.store, ownTopics: noOwnTopics });
    const after = await (await scene.get("/search?q=fees")).text();
    expect(before).toContain("still being read");
    expect(after).not.toContain("still being read");
    expect(readHits(after).length).toBeGreaterThan(0);
  });

  it("gives the same list as files", async () => {
    await using scene = await openSearch();
    const csv = await scene.get("/search.csv?q=fees");
    const jsonl = await scene.get("/search.jsonl?q=fees");
    const rows = (await jsonl.text()).trim().split("\n");
    expect(csv.headers.get("Content-Disposition")).toContain("search-fees.csv");
    expect((await csv.text()).split("\n").length).toBeGreaterThan(rows.length);
    expect(JSON.parse(rows[0] ?? "")).toMatchObject({ provider: expect.any(String), until: null });
    expect((await scene.get("/search.csv")).status).toBe(400);
  });

  it("is valid, and lets no text of a provider or a reader out of its place", async () => {
    await using scene = await openSearch();
    const id = "evil/terms-of-service";
    const text = hostileTexts.map(([, said]) => `Zebra ${said.toWellFormed()}`).join("\n\n");
    const first = sampleVersion(text, hour(1), null, { termsId: id });
    await scene.store.importHistory(sampleTerms(id, { serviceName: "<b>Evil" }), [first], []);
    await indexClauses({ store: scene.store, ownTopics: noOwnTopics });
    const queries = ["", "?q=zebra", "?q=zebra&page=2", "?q=nothing+at+all", "?q=-x&at=never"];
    const asked = hostileTexts.map(([, said]) => `?q=${encodeURIComponent(said.toWellFormed())}`);
    for (const query of [...queries, ...asked.slice(0, 6)]) {
      const html = await (await scene.get(`/search${query}`)).text();
      expect(findForeignListParts(html)).toEqual([]);
      expect(findInvalidParts(html)).toEqual([]);
    }
  });
});
