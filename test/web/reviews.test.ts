import { describe, expect, it } from "vitest";
import { reviewKeyOf } from "../../src/core/review/clause-key.ts";
import type { TermsChange } from "../../src/model/change.ts";
import { maxReviewNote } from "../../src/model/review.ts";
import { recordHistory } from "../app/history.ts";
import { createClauseChange } from "../render/sample.ts";
import { findInvalidParts } from "./page-faults.ts";
import type { Scene } from "./scene.ts";
import { createScene } from "./scene.ts";
import { byHeader, signIn } from "./signed-in.ts";

const fees = createClauseChange("Fees rise by <del>5</del><ins>9</ins> %.");
const competing = createClauseChange("You may <ins>not </ins>build competing models.", {
  topics: ["competing-development"],
});
const editorial = createClauseChange("We <del>shall</del><ins>will</ins> write to you.", {
  materiality: "editorial",
  direction: null,
  topics: [],
});
const keyOf = (change: typeof fees) => reviewKeyOf("acme/terms-of-service", change).key;

async function record({ store }: Scene): Promise<TermsChange> {
  const changes = [fees, competing, editorial];
  const history = [{ termsId: "acme/terms-of-service", at: 3, changes }];
  const [change] = await recordHistory(store, history);
  if (change === undefined) throw new Error("nothing was recorded");
  return change;
}

/** As a reader has it: no tags, white space as one blank. */
async function readWords(answer: Response): Promise<string> {
  return (await answer.text()).replaceAll(/<[^>]*>/g, "").replaceAll(/\s+/g, " ");
}

describe("POST /changes/:id/review", () => {
  it("keeps a review, and leads back to the clause, which says so", async () => {
    await using scene = await createScene(byHeader);
    const { id } = await record(scene);
    const ana = signIn(scene, "ana", "reviewer");
    const fields = {
      clause: keyOf(competing),
      seen: "",
      state: "escalated",
      note: "Ask <b>us</b>.",
    };
    const answer = await ana.post(`/changes/${id}/review`, fields);
    expect(answer.status).toBe(303);
    const place = answer.headers.get("Location") ?? "";
    expect(place).toBe(`/changes/${id}?done=${keyOf(competing)}#clause-2`);
    const page = await ana.get(place);
    expect(page.headers.get("Cache-Control")).toBe("no-store");
    const html = await page.text();
    expect(findInvalidParts(html)).toEqual([]);
    const words = await readWords(new Response(html));
    expect(words).toContain("Your review is kept. Escalated by ana, 1 Jan 2026");
    expect(words).toContain("Ask &lt;b&gt;us&lt;/b&gt;.");
    expect(words).toContain("Clauses by review: 1 escalated, 1 new.");
    expect(html.match(/Review this clause|Review it again/g)).toHaveLength(2);
  });

  it("shows states to readers, and nothing of them to strangers", async () => {
    await using scene = await createScene(byHeader);
    const { id } = await record(scene);
    const fields = { clause: keyOf(fees), seen: "", state: "dismissed", note: "Known." };
    await signIn(scene, "ana", "reviewer").post(`/changes/${id}/review`, fields);
    const reader = signIn(scene, "rae", "reader");
    const seen = await (await reader.get(`/changes/${id}`)).text();
    expect(seen).toContain("Dismissed</span> by ana");
    expect(seen).not.toContain('name="note"');
    expect(seen).not.toContain("Mark all");
    const stranger = await (await scene.get(`/changes/${id}`)).text();
    expect(stranger).not.toMatch(/\bana\b|Known\.|Dismissed|Review|Mark all/);
  });

  it.each([
    ["a reader", "reader", 403],
    ["a stranger", null, 401],
  ] as const)("takes nothing from %s", async (_, role, status) => {
    await using scene = await createScene(byHeader);
    const { id } = await record(scene);
    const fields = { clause: keyOf(fees), state: "dismissed" };
    const who = role === null ? scene : signIn(scene, "rae", role);
    const answer = await who.post(`/changes/${id}/review`, fields);
    expect(answer.status).toBe(status);
    expect((await scene.store.listReviews([keyOf(fees)])).size).toBe(0);
  });

  it("marks all that is new with one button", async () => {
    await using scene = await createScene(byHeader);
    const { id } = await record(scene);
    const ana = signIn(scene, "ana", "reviewer");
    expect(await readWords(await ana.get(`/changes/${id}`))).toContain("Mark all 2 new clauses");
    const answer = await ana.post(`/changes/${id}/review`, { clause: "all", state: "reviewed" });
    const place = answer.headers.get("Location") ?? "";
    expect(place).toBe(`/changes/${id}?done=all`);
    const words = await readWords(await ana.get(place));
    expect(words).toContain("All clauses are reviewed. Clauses by review: 2 reviewed.");
    expect(words).not.toContain("Mark all");
  });

  it("calls a reworded clause new, and tells who reviewed its earlier wording", async () => {
    await using scene = await createScene(byHeader);
    const { id } = await record(scene);
    const ana = signIn(scene, "ana", "reviewer");
    const fields = { clause: keyOf(competing), seen: "", state: "dismissed", note: "As before." };
    await ana.post(`/changes/${id}/review`, fields);
    const reworded = createClauseChange("You may not build <ins>any </ins>competing models.");
    const [later] = await recordHistory(scene.store, [
      { termsId: "acme/terms-of-service", at: 9, changes: [reworded] },
    ]);
    const html = await (await ana.get(`/changes/${later?.id ?? ""}`)).text();
    expect(findInvalidParts(html)).toEqual([]);
    expect(await readWords(new Response(html))).toMatch(
      /New Nobody has reviewed this clause yet\. An earlier wording of this clause was reviewed: Dismissed by ana, .* As before\./,
    );
  });

  it("shows both where somebody else was faster, and keeps mine once I say so", async () => {
    await using scene = await createScene(byHeader);
    const { id } = await record(scene);
    const [ana, ben] = [signIn(scene, "ana", "reviewer"), signIn(scene, "ben", "reviewer")];
    const at = `/changes/${id}/review`;
    const clause = keyOf(fees);
    await ana.post(at, { clause, seen: "", state: "escalated", note: "Ana’s note." });
    const answer = await ben.post(at, {
      clause,
      seen: "",
      state: "dismissed",
      note: "Ben’s note.",
    });
    expect(answer.status).toBe(409);
    const html = await answer.text();
    expect(findInvalidParts(html)).toEqual([]);
    expect(html).toMatch(/Ana’s note\.[\s\S]*Ben’s note\./);
    const seen = /name="seen" value="(\w+)"/.exec(html)?.[1] ?? "";
    await ben.post(at, { clause, seen, state: "dismissed", note: "Ben’s note." });
    const words = await readWords(await ben.get(`/changes/${id}`));
    expect(words).toContain("Dismissed by ben");
    expect(words).toContain("1 earlier review");
  });

  it("gives a note back that is too long", async () => {
    await using scene = await createScene(byHeader);
    const { id } = await record(scene);
    const note = "n".repeat(maxReviewNote + 1);
    const fields = { clause: keyOf(fees), seen: "", state: "reviewed", note };
    const answer = await signIn(scene, "ana", "reviewer").post(`/changes/${id}/review`, fields);
    expect(answer.status).toBe(400);
    const html = await answer.text();
    expect(findInvalidParts(html)).toEqual([]);
    expect(html).toContain(note);
  });

  it.each([
    ["no such state", { clause: keyOf(fees), state: "approved" }],
    ["a clause of elsewhere", { clause: "0".repeat(64), state: "reviewed" }],
    ["no fields", {}],
  ])("refuses a form with %s", async (_, fields) => {
    await using scene = await createScene(byHeader);
    const { id } = await record(scene);
    const answer = await signIn(scene, "ana", "reviewer").post(`/changes/${id}/review`, fields);
    expect(answer.status).toBe(400);
    expect(findInvalidParts(await answer.text())).toEqual([]);
  });
});

describe("POST /compare/:before/:after/review", () => {
  it("keeps a review of two versions that are no neighbours, which their change shows too", async () => {
    await using scene = await createScene(byHeader);
    const { id, beforeId, afterId } = await record(scene);
    const ana = signIn(scene, "ana", "reviewer");
    const at = `/compare/${beforeId}/${afterId}/review`;
    const answer = await ana.post(at, { clause: keyOf(fees), seen: "", state: "reviewed" });
    expect(answer.headers.get("Location")).toContain(`/compare/${beforeId}/${afterId}?done=`);
    expect(await readWords(await ana.get(`/changes/${id}`))).toContain("Reviewed by ana");
    const html = await (await ana.get(answer.headers.get("Location") ?? "")).text();
    expect(findInvalidParts(html)).toEqual([]);
    const words = await readWords(new Response(html));
    expect(words).toContain("Your review is kept. Reviewed by ana");
    const [, anchor = "none"] = /#(.*)/.exec(answer.headers.get("Location") ?? "") ?? [];
    expect(html).toContain(`id="${anchor}"`);
  });

  it("leads back to the page as it was shown", async () => {
    await using scene = await createScene(byHeader);
    const { beforeId, afterId } = await record(scene);
    const ana = signIn(scene, "ana", "reviewer");
    const page = await ana.get(`/compare/${beforeId}/${afterId}?view=side&weights=all`);
    const [, action = ""] =
      /action="(\/compare\/[^"]*\/review[^"]*)"/.exec(await page.text()) ?? [];
    const fields = { clause: keyOf(fees), seen: "", state: "reviewed" };
    const answer = await ana.post(action.replaceAll("&amp;", "&"), fields);
    expect(answer.headers.get("Location")).toContain("?view=side&weights=all&done=");
  });

  it("knows no review of a comparison against the course of time", async () => {
    await using scene = await createScene(byHeader);
    const { beforeId, afterId } = await record(scene);
    const at = `/compare/${afterId}/${beforeId}/review`;
    const fields = { clause: "all", state: "reviewed" };
    expect((await signIn(scene, "ana", "reviewer").post(at, fields)).status).toBe(404);
  });
});
