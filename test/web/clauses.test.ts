import { describe, expect, it } from "vitest";
import { indexClauses } from "../../src/app/index-clauses.ts";
import { noOwnTopics } from "../../src/core/topics/own-topics.ts";
import type { ClauseOutline } from "../../src/model/clause-life.ts";
import { hour, sampleTerms, sampleVersion } from "../contract/samples.ts";
import { recordInventedHistory } from "../invented-history.ts";
import { hostileTexts } from "../render/hostile.ts";
import { findForeignListParts, findInvalidParts } from "./page-faults.ts";
import type { Scene } from "./scene.ts";
import { createScene } from "./scene.ts";

const commercial = "halcyon-ai/commercial-terms";

async function openClauses(): Promise<Scene> {
  const scene = await createScene();
  await recordInventedHistory(scene.store);
  await indexClauses({ store: scene.store, ownTopics: noOwnTopics });
  return scene;
}

async function find(scene: Scene, words: string): Promise<ClauseOutline> {
  const outlines = await scene.store.listClauseOutlines(commercial);
  const found = outlines.find(({ opening }) => opening.includes(words));
  if (found === undefined) throw new Error(`no clause has “${words}”`);
  return found;
}

describe("the page of a document's clauses", () => {
  it("lists those in force under their headings, in the order of the text", async () => {
    await using scene = await openClauses();
    const text = await (await scene.get(`/documents/${commercial}/clauses`)).text();
    const outlines = await scene.store.listClauseOutlines(commercial);
    // In the order of the text as it stands, whatever it was before.
    const openings = outlines.filter(({ leftAt, isHeading }) => leftAt === null && isHeading);
    expect(openings.map(({ number }) => number)).toEqual([null, "1", "2", "3", "4", "5", "6", "7"]);
    const linked = [...text.matchAll(/href="\/documents\/[\w/-]+\/clauses\/(\w{64})"/g)];
    expect(linked.map(([, id]) => id)).toEqual(outlines.map(({ id }) => id));
  });

  it("has none of a document that is not known", async () => {
    await using scene = await openClauses();
    expect((await scene.get("/documents/no/such/clauses")).status).toBe(404);
  });

  it("says so while the document is still being read", async () => {
    await using scene = await createScene();
    await recordInventedHistory(scene.store);
    const answer = await scene.get(`/documents/${commercial}/clauses`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain("still being read");
  });
});

describe("the page of a clause", () => {
  it("tells its wordings with their dates and what became of each as a redline", async () => {
    await using scene = await openClauses();
    const { id } = await find(scene, "general-purpose model");
    const text = await (await scene.get(`/documents/${commercial}/clauses/${id}`)).text();
    expect(text).toContain("18 Feb 2025");
    expect(text).toMatch(/Its \d wordings/);
    expect(text).toMatch(/<ins>[^<]*general-purpose/);
    expect(text).toContain("Reworded");
  });

  it("links the versions, changes and comparisons that it speaks of, and all of them are there", async () => {
    await using scene = await openClauses();
    const { id } = await find(scene, "general-purpose model");
    const text = await (await scene.get(`/documents/${commercial}/clauses/${id}`)).text();
    const links = [...text.matchAll(/href="(\/(?:versions|changes|compare|topics)\/[^"#]+)/g)];
    const paths = new Set(links.map(([, path = ""]) => path));
    const kinds = new Set([...paths].map((path) => path.split("/")[1]));
    expect(kinds).toEqual(new Set(["versions", "changes", "compare", "topics"]));
    for (const path of paths)
      expect(`${path} ${(await scene.get(path)).status}`).toBe(`${path} 200`);
  });

  it("is found by the first digits of its id, and by no others", async () => {
    await using scene = await openClauses();
    const { id } = await find(scene, "general-purpose model");
    const base = `/documents/${commercial}/clauses`;
    const answer = await scene.get(`${base}/${id.slice(0, 12).toUpperCase()}`);
    expect(answer.status).toBe(302);
    expect(answer.headers.get("Location")).toBe(`${base}/${id}`);
    expect((await scene.get(`${base}/000000000000`)).status).toBe(404);
    expect((await scene.get(`/documents/brightwater/terms-of-service/clauses/${id}`)).status).toBe(
      404,
    );
  });

  it("shows where the words of a clause went that was split or merged", async () => {
    await using scene = await createScene();
    const termsId = "acme/terms-of-service";
    const [one, other] = [
      "Customers must keep their passwords secret and report every loss of one to us at once.",
      "Accounts that have not been used for two years may be closed after a notice by e-mail.",
    ];
    const around = "# Terms\n\nThis agreement is between you and Acme.\n\n";
    const first = sampleVersion(`${around}${one} ${other}\n`, hour(1), null, { termsId });
    const second = sampleVersion(`${around}${one}\n\n${other}\n`, hour(2), first, { termsId });
    await scene.store.importHistory(sampleTerms(termsId), [first, second], []);
    await indexClauses({ store: scene.store, ownTopics: noOwnTopics });
    const outlines = await scene.store.listClauseOutlines(termsId);
    const part = outlines.find(({ firstSeenAt }) => firstSeenAt === hour(2));
    const text = await (await scene.get(`/documents/${termsId}/clauses/${part?.id}`)).text();
    const whole = outlines.find(({ wordings }) => wordings === 2);
    expect(text).toContain("split off from another clause");
    expect(text).toContain(`href="/documents/${termsId}/clauses/${whole?.id}"`);
  });

  it("is valid, and lets no text of a provider out of its place", async () => {
    await using scene = await createScene();
    const id = "evil/terms-of-service";
    const texts = hostileTexts.map(([, said]) => said.toWellFormed());
    const before = texts.map((said) => `Before ${said}`).join("\n\n");
    const after = texts.map((said) => `Before ${said} and after`).join("\n\n");
    const first = sampleVersion(`# ${texts[0]}\n\n${before}`, hour(1), null, { termsId: id });
    const second = sampleVersion(`# ${texts[1]}\n\n${after}`, hour(2), first, { termsId: id });
    const terms = sampleTerms(id, { serviceName: "<img src=x>" });
    await scene.store.importHistory(terms, [first, second], []);
    await indexClauses({ store: scene.store, ownTopics: noOwnTopics });
    const outlines = await scene.store.listClauseOutlines(id);
    for (const path of ["", ...outlines.map((one) => `/${one.id}`)]) {
      const html = await (await scene.get(`/documents/${id}/clauses${path}`)).text();
      expect(findForeignListParts(html)).toEqual([]);
      expect(findInvalidParts(html)).toEqual([]);
    }
    expect(outlines.length).toBeGreaterThan(20);
  });
});
