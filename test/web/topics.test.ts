import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { indexClauses } from "../../src/app/index-clauses.ts";
import { noOwnTopics } from "../../src/core/topics/own-topics.ts";
import { recordInventedHistory } from "../invented-history.ts";
import { findInvalidParts } from "./page-faults.ts";
import type { Scene } from "./scene.ts";
import { createScene } from "./scene.ts";

let scene: Scene;

beforeAll(async () => {
  scene = await createScene({ ownTopics: ["x-biometrics"] });
  await recordInventedHistory(scene.store);
  await indexClauses({ store: scene.store, ownTopics: noOwnTopics });
  scene.clock.set("2026-11-21T09:00:00Z");
});
afterAll(() => scene[Symbol.asyncDispose]());

const competing = "/topics/competing-development";

async function read(path: string): Promise<string> {
  const response = await scene.get(path);
  expect(response.status).toBe(200);
  return response.text();
}

/** The words of a page, without its markup. */
async function readWords(path: string): Promise<string> {
  return (await read(path)).replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}

describe("/topics", () => {
  it("gives each topic with its meaning and how many speak of it", async () => {
    const words = await readWords("/topics");
    expect(words).toContain("Building competing models");
    expect(words).toMatch(/3 providers speak of it; 3 restrict it\./);
    expect(words).toContain("Biometrics");
  });

  it("is valid", async () => {
    expect(findInvalidParts(await read("/topics"))).toEqual([]);
  });
});

describe("/topics/:topic", () => {
  it("says how strictly each provider restricts it, at the end of each quarter", async () => {
    const text = await read(competing);
    const row =
      /<tr>\s*<th scope="row">\s*<a[^>]*>Brightwater<\/a>[^]*?<\/tr>/.exec(text)?.[0] ?? "";
    const cells = [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = ""]) =>
      cell.replaceAll(/<[^>]*>/g, "").trim(),
    );
    // Known since 2023 Q3; the restriction came on 3 April 2025.
    expect(cells[0]).toBe("3 Apr 2025");
    expect(cells.slice(1, 10)).toEqual(["", "–", "–", "–", "–", "–", "–", "–", "↑ ■ No"]);
  });

  it("leads from a cell to the wordings in force then", async () => {
    const text = await read(competing);
    expect(text).toContain(`href="?service=norrland-models&amp;at=2025-12-31#wordings"`);
    const words = await readWords(`${competing}?service=norrland-models&at=2025-12-31`);
    expect(words).toContain("The wordings in force on 31 Dec 2025");
    expect(words).toContain("You may not use outputs to train models that compete with ours");
    const before = await readWords(`${competing}?service=norrland-models&at=2025-06-30`);
    expect(before.slice(before.indexOf("The wordings in force"))).not.toContain("You may not use");
    expect(before).toContain("You may use outputs for any lawful purpose, including to train");
  });

  it("tells who added a restriction in a year", async () => {
    const words = await readWords(`${competing}?added=2025`);
    const turns = words.slice(
      words.lastIndexOf("Who added a restriction"),
      words.indexOf("The wordings in force"),
    );
    expect(turns).toContain("Brightwater , Terms of Service , 3 Apr 2025: Added a restriction");
    expect(turns).toContain("Norrland Models , Terms of Service , 3 Nov 2025: Added a restriction");
    expect(turns).not.toContain("Halcyon AI");
  });

  it("shows nothing of other providers and types where some are chosen", async () => {
    const text = await read(`${competing}?service=halcyon-ai&type=Commercial+Terms`);
    expect(text).toMatch(/<option value="halcyon-ai"\s+selected/);
    expect(text).not.toMatch(/<th scope="row">\s*<a[^>]*>Brightwater/);
  });

  it("says which fields of its address it could not use", async () => {
    const words = await readWords(`${competing}?at=2025-02-31&sort=backwards`);
    expect(words).toContain("Not understood, and left out: at, sort.");
  });

  it("puts wordings in the order that is asked for", async () => {
    const text = await read(`${competing}?sort=since`);
    expect(text).toMatch(/aria-sort="descending"\s*>\s*Since/);
    const table = text.slice(text.indexOf(`class="topic-wordings"`));
    const days = [...table.matchAll(/<td class="since">\s*(\S+ \S+ \d+)/g)].map(([, day]) => day);
    expect(days).toEqual(["21 Apr 2026", "3 Nov 2025", "3 Apr 2025"]);
  });

  it.each([
    competing,
    `${competing}?added=2025`,
    "/topics/customer-data-training",
    "/topics/x-biometrics",
  ])("is valid: %s", async (path) => {
    expect(findInvalidParts(await read(path))).toEqual([]);
  });

  it("says of an unknown topic that there is none", async () => {
    expect((await scene.get("/topics/cooking")).status).toBe(404);
    expect((await scene.get("/topics/x-cooking")).status).toBe(404);
  });

  it("says how many documents are still to be read", async () => {
    await using fresh = await createScene();
    await recordInventedHistory(fresh.store);
    const text = await (await fresh.get(competing)).text();
    expect(text).toContain("5 documents are still being read");
  });
});

describe("/topics/:topic/:file", () => {
  it("gives the wordings as lines of JSON", async () => {
    const response = await scene.get(`${competing}/wordings.jsonl?service=norrland-models`);
    const rows = (await response.text())
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(rows).toEqual([
      expect.objectContaining({
        serviceName: "Norrland Models",
        stance: "qualified",
        from: "2025-11-03T06:00:00.000Z",
        isFromFirst: false,
      }),
    ]);
  });

  it("gives what became of restrictions as CSV", async () => {
    const response = await scene.get(`${competing}/turns.csv?added=2025`);
    expect(response.headers.get("content-type")).toContain("text/csv");
    expect((await response.text()).trim().split("\r\n")).toHaveLength(3);
  });

  it("gives a line for each provider and period, until terms were last seen", async () => {
    const response = await scene.get(`${competing}/matrix.jsonl?service=brightwater`);
    const lines = (await response.text()).trim().split("\n");
    expect(lines).toHaveLength(13);
    expect(lines.at(-1)).toContain(`"stance":"strict"`);
  });

  it("tells in the last column what came last", async () => {
    const response = await scene.get(`${competing}/matrix.jsonl?service=halcyon-ai`);
    const [last = ""] = (await response.text()).trim().split("\n").slice(-1);
    expect(last).toContain(`"stance":"qualified"`);
  });

  it("has no other files", async () => {
    expect((await scene.get(`${competing}/all.csv`)).status).toBe(404);
    expect((await scene.get(`${competing}/matrix.xml`)).status).toBe(404);
  });
});
