import { describe, expect, it } from "vitest";
import { loadChangeJson } from "../../src/app/change-json.ts";
import { clausesDigest } from "../../src/core/explain/identity.ts";
import type { TermsChange } from "../../src/model/change.ts";
import { recordHistory } from "../app/history.ts";
import { hour } from "../contract/samples.ts";
import { createClauseChange } from "../render/sample.ts";
import { findInvalidParts } from "./page-faults.ts";
import type { Scene } from "./scene.ts";
import { baseUrl, createScene } from "./scene.ts";

const competing = createClauseChange("You may <ins>not </ins>build competing models.", {
  topics: ["competing-development"],
});
const fees = createClauseChange("Fees rise by <del>5</del><ins>9</ins> %.", {
  topics: ["pricing-payment"],
  direction: "neutral",
  path: ["1. Fees"],
});
const editorial = createClauseChange("We <del>shall</del><ins>will</ins> write to you.", {
  materiality: "editorial",
  direction: null,
  topics: [],
});
const noise = createClauseChange("Seen <del>41</del><ins>42</ins> times.", {
  materiality: "noise",
  direction: null,
  topics: [],
});

async function record(
  { store }: Scene,
  changes = [fees, competing, editorial, noise],
  fields = {},
): Promise<TermsChange> {
  const history = [{ termsId: "acme/terms-of-service", at: 3, changes, fields }];
  const [change] = await recordHistory(store, history);
  if (change === undefined) throw new Error("nothing was recorded");
  return change;
}

/** As a reader has it: no tags, white space as one blank. */
async function readWords(answer: Response): Promise<string> {
  return (await answer.text()).replaceAll(/<[^>]*>/g, "").replaceAll(/\s+/g, " ");
}

describe("GET /changes/:id", () => {
  it("shows the recorded comparison whole", async () => {
    await using scene = await createScene();
    const { id } = await record(scene);
    const answer = await scene.get(`/changes/${id}`);
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(findInvalidParts(html)).toEqual([]);
    const words = await readWords(new Response(html));
    for (const said of [
      "Acme · Terms of Service",
      "Seen 1 Mar 2026, 03:00 UTC.",
      "2 changes of substance",
      "You may {+not+} build competing models.",
      "Fees rise by [-5-]{+9+} %.",
      "1 editorial change",
      "We [-shall-]{+will+} write to you.",
      "1 change of the page, not the terms",
      "Seen [-41-]{+42+} times.",
      `clausewatch show ${id.slice(0, 12)}`,
    ])
      expect(words).toContain(said);
    expect(html).toContain(`<link rel="canonical" href="${baseUrl}/changes/${id}" />`);
  });

  it("lists what matters most first, and tells it in the order of the text", async () => {
    await using scene = await createScene();
    const { id } = await record(scene);
    const words = await readWords(await scene.get(`/changes/${id}`));
    const [list = "", text = ""] = words.split("2 changes of substance");
    expect(list.indexOf("building competing models")).toBeLessThan(list.indexOf("pricing"));
    expect(text.indexOf("Fees rise")).toBeLessThan(text.indexOf("competing models"));
    expect(text.indexOf("1. Fees")).toBeLessThan(text.indexOf("2. Use"));
  });

  it("leads from each line of its list to a clause", async () => {
    await using scene = await createScene();
    const { id } = await record(scene);
    const html = await (await scene.get(`/changes/${id}`)).text();
    const links = [...html.matchAll(/href="#(clause-\d+)"/g)].map(([, to]) => to);
    expect(new Set(links)).toEqual(new Set(["clause-1", "clause-2", "clause-3", "clause-4"]));
    for (const to of links) expect(html).toContain(`id="${to}"`);
  });

  it("shows what is of no substance where there is nothing else", async () => {
    await using scene = await createScene();
    const { id } = await record(scene, [editorial], { materiality: "editorial" });
    const html = await (await scene.get(`/changes/${id}`)).text();
    expect(html).toMatch(/<details open>\s*<summary>Show them<\/summary>[^]*shall/);
    expect(await readWords(new Response(html))).toContain("No clause changed in substance");
  });

  it("links to the same change in other documents", async () => {
    await using scene = await createScene();
    const [one, other] = await recordHistory(scene.store, [
      { termsId: "acme/a", at: 3, changes: [competing] },
      { termsId: "acme/b", at: 4, changes: [competing] },
    ]);
    const answer = await scene.get(`/changes/${one?.id}`);
    expect(await answer.text()).toContain(`href="/changes/${other?.id}"`);
  });

  it("counts the days until it takes effect from the day on which it is read", async () => {
    await using scene = await createScene();
    const dates = {
      lastUpdated: { before: null, after: null },
      effective: { before: null, after: "2026-05-01" },
    };
    const { id } = await record(scene, [competing], { dates });
    const said: string[] = [];
    for (const day of ["2026-04-29T08:00:00Z", "2026-05-01T08:00:00Z", "2026-05-09T08:00:00Z"]) {
      scene.clock.set(day);
      const words = await readWords(await scene.get(`/changes/${id}`));
      said.push(/(?:Takes|In) effect [^.]*/.exec(words)?.[0] ?? "");
    }
    expect(said).toEqual([
      "Takes effect in 2 days, on 1 May 2026",
      "Takes effect today, 1 May 2026",
      "In effect since 1 May 2026, 61 days after it was first seen",
    ]);
  });

  it.each([
    ["what a language model said, where one is configured", true],
    ["nothing of it, where none is", false],
  ])("shows %s", async (_, isExplaining) => {
    await using scene = await createScene({ isExplaining });
    const { id } = await record(scene, [competing]);
    const clauses = clausesDigest(competing);
    await scene.store.putAnswer({
      id: clauses,
      clauses,
      model: "model-x",
      promptVersion: 1,
      answer: {
        claims: [
          { text: "You may not build models.", beforeQuote: null, afterQuote: "may not build" },
        ],
        materiality: "substantive",
        topics: ["other"],
        direction: "tightened",
      },
      fault: null,
      tokens: 12,
      answeredAt: hour(4),
    });
    const words = await readWords(await scene.get(`/changes/${id}`));
    expect(words.includes("Generated by model-x")).toBe(isExplaining);
  });

  it("tells 250 clauses in three parts, each once", async () => {
    await using scene = await createScene();
    const changes = Array.from({ length: 250 }, (_, at) =>
      createClauseChange(`<ins>Clause ${at} forbids it.</ins>`),
    );
    const { id } = await record(scene, changes);
    const told: string[] = [];
    for (const part of [1, 2, 3]) {
      const html = await (await scene.get(`/changes/${id}?part=${part}`)).text();
      const [, text = ""] = html.split("250 changes of substance");
      told.push(...[...text.matchAll(/<ins>(Clause \d+) /g)].map(([, name = ""]) => name));
    }
    expect(told).toEqual(changes.map((_, at) => `Clause ${at}`));
    expect((await scene.get(`/changes/${id}?part=4`)).status).toBe(404);
  });

  it("leads from the first digits of an id to its whole address", async () => {
    await using scene = await createScene();
    const { id } = await record(scene);
    for (const [path, to] of [
      [id.slice(0, 12), id],
      [id.toUpperCase(), id],
      [`${id.slice(0, 20)}.json`, `${id}.json`],
    ]) {
      const answer = await scene.get(`/changes/${path}`);
      expect([answer.status, answer.headers.get("location")]).toEqual([302, `/changes/${to}`]);
    }
  });

  it.each(["0".repeat(64), "0".repeat(12), "abc", "x".repeat(64), `${"0".repeat(64)}.json`])(
    "says that there is no change at %s",
    async (name) => {
      await using scene = await createScene();
      const { id } = await record(scene);
      const answer = await scene.get(`/changes/${name}`);
      expect([answer.status, answer.headers.get("cache-control")]).toEqual([404, "no-store"]);
      expect(await readWords(answer)).toContain("No such change");
      expect((await scene.get(`/changes/${id.slice(0, 11)}`)).status).toBe(404);
      expect((await scene.get(`/changes/${id}?part=0`)).status).toBe(404);
    },
  );

  it("is sent once to who keeps it, and anew once it is judged otherwise", async () => {
    await using scene = await createScene();
    const { id, comparison } = await record(scene, [competing]);
    const first = await scene.get(`/changes/${id}`);
    const etag = first.headers.get("etag") ?? "";
    expect(first.headers.get("cache-control")).toBe("public, max-age=60");
    const again = await scene.get(`/changes/${id}`, { "if-none-match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    const changes = comparison.changes.map((one) => ({ ...one, direction: "loosened" as const }));
    const judged = { ...comparison, changes, judgedBy: "rules-99" };
    await scene.store.recordJudgement(id, judged, hour(9));
    const anew = await scene.get(`/changes/${id}`, { "if-none-match": etag });
    expect(anew.status).toBe(200);
    const words = await readWords(anew);
    expect(words).toContain("Loosened");
    expect(words).toContain("rules-99");
  });

  it("reads a change once for all who look at it", async () => {
    await using scene = await createScene();
    const { id } = await record(scene);
    const findChange = scene.store.findChange.bind(scene.store);
    let reads = 0;
    scene.store.findChange = (name) => {
      reads += 1;
      return findChange(name);
    };
    await Promise.all([scene.get(`/changes/${id}`), scene.get(`/changes/${id}`)]);
    await scene.get(`/changes/${id}`);
    expect(reads).toBe(1);
  });

  it("asks for patience when too many pages are wanted at once", async () => {
    await using scene = await createScene();
    const { id } = await record(scene);
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, at) => scene.get(`/changes/${id}?part=${at + 1}`)),
    );
    const refused = all.find(({ status }) => status === 503);
    expect(refused?.headers.get("retry-after")).toBe("5");
    expect((await scene.get(`/changes/${id}`)).status).toBe(200);
  });
});

describe("GET /changes/:id.json", () => {
  it("is what the command prints", async () => {
    await using scene = await createScene();
    const change = await record(scene);
    const answer = await scene.get(`/changes/${change.id}.json`);
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    const told = await loadChangeJson(scene.store, change, { isExplaining: false });
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(told)));
    expect(told.timing).not.toBeNull();
  });

  it("is sent once to who keeps it", async () => {
    await using scene = await createScene();
    const { id } = await record(scene);
    const etag = (await scene.get(`/changes/${id}.json`)).headers.get("etag") ?? "";
    const again = await scene.get(`/changes/${id}.json`, { "if-none-match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });
});

describe("GET /", () => {
  it("lists what changed last, the same change of several documents once", async () => {
    await using scene = await createScene();
    const [first, second, third] = await recordHistory(scene.store, [
      { termsId: "acme/a", at: 3, changes: [fees] },
      { termsId: "acme/b", at: 4, changes: [competing] },
      { termsId: "acme/c", at: 5, changes: [competing] },
      { termsId: "acme/d", at: 6, changes: [editorial], fields: { materiality: "editorial" } },
    ]);
    const html = await (await scene.get("/")).text();
    const links = [...html.matchAll(/href="\/changes\/([0-9a-f]{64})"/g)].map(([, to]) => to);
    expect(links).toEqual([second?.id, first?.id]);
    expect(links).not.toContain(third?.id);
    expect(await readWords(new Response(html))).toContain("Also in 1 more document");
    expect(findInvalidParts(html)).toEqual([]);
  });

  it("leads to the feeds and the subscription, and says when there is nothing yet", async () => {
    await using scene = await createScene();
    const html = await (await scene.get("/")).text();
    expect(html).toMatch(
      /<link\s+rel="alternate"\s+type="application\/atom\+xml"[^>]+\/feed\.atom"/,
    );
    expect(html).toMatch(
      /<link\s+rel="alternate"\s+type="application\/feed\+json"[^>]+\/feed\.json"/,
    );
    expect(html).toContain('href="/subscribe"');
    expect(await readWords(new Response(html))).toContain("No change of substance");
  });

  it("is sent once to who keeps it, and anew once something changed", async () => {
    await using scene = await createScene();
    const etag = (await scene.get("/")).headers.get("etag") ?? "";
    expect((await scene.get("/", { "if-none-match": etag })).status).toBe(304);
    await record(scene);
    expect((await scene.get("/", { "if-none-match": etag })).status).toBe(200);
  });
});
