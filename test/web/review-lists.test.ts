import { describe, expect, it } from "vitest";
import { reviewKeyOf } from "../../src/core/review/clause-key.ts";
import type { TermsChange } from "../../src/model/change.ts";
import { recordHistory } from "../app/history.ts";
import { createClauseChange } from "../render/sample.ts";
import { hostileTexts } from "../render/hostile.ts";
import { findInvalidParts } from "./page-faults.ts";
import type { Scene } from "./scene.ts";
import { createScene } from "./scene.ts";
import { byHeader, signIn } from "./signed-in.ts";

const fees = createClauseChange("Fees rise by <del>5</del><ins>9</ins> %.");
const competing = createClauseChange("You may <ins>not </ins>build competing models.", {
  topics: ["competing-development"],
});
const keyOf = (change: typeof fees) => reviewKeyOf("acme/terms-of-service", change).key;

/** One change of two clauses, then one of one. */
async function record({ store }: Scene): Promise<readonly TermsChange[]> {
  return recordHistory(store, [
    { termsId: "acme/terms-of-service", at: 3, changes: [fees, competing] },
    { termsId: "bolt/usage-policy", at: 30, changes: [competing] },
  ]);
}

/** Reviews the first change's fees, which ana escalates. */
async function review(scene: Scene, note = "Ask."): Promise<void> {
  const [change] = await record(scene);
  const at = `/changes/${change?.id ?? ""}/review`;
  const fields = { clause: keyOf(fees), seen: "", state: "escalated", note };
  await signIn(scene, "ana", "reviewer").post(at, fields);
}

async function readWords(answer: Response): Promise<string> {
  return (await answer.text()).replaceAll(/<[^>]*>/g, "").replaceAll(/\s+/g, " ");
}

describe("GET /reviews", () => {
  it("lists what is new and escalated, with the count of each state", async () => {
    await using scene = await createScene(byHeader);
    await review(scene);
    const answer = await signIn(scene, "rae", "reader").get("/reviews");
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
    const html = await answer.text();
    expect(findInvalidParts(html)).toEqual([]);
    const words = await readWords(new Response(html));
    expect(words).toContain("New (1) Reviewed (0) Escalated (1) Dismissed (0) All");
    expect(words).toContain("2 changes.");
    expect(words).toContain("Clauses: 1 escalated, 1 new. Last by ana, 1 Jan 2026.");
    expect(words.indexOf("bolt")).toBeLessThan(words.indexOf("1 escalated, 1 new"));
  });

  it.each([
    ["?state=escalated", 1],
    ["?state=reviewed", 0],
    ["?state=all", 2],
    ["?service=bolt", 1],
    ["?topic=competing-development", 2],
    ["?topic=no-such-topic", 0],
    ["?reviewer=ana", 1],
    ["?since=2026-03-02&until=2026-03-02", 1],
    ["?until=2026-03-01", 1],
    ["?service=&topic=&state=&since=&until=&reviewer=&page=", 2],
    ["?page=2", 2],
  ])("narrows down by %s", async (query, count) => {
    await using scene = await createScene(byHeader);
    await review(scene);
    const words = await readWords(await signIn(scene, "rae", "reader").get(`/reviews${query}`));
    expect(words).toMatch(
      count === 0 ? /No change is like this/ : new RegExp(` ${count} changes?[.;]`),
    );
  });

  it.each(["?state=approved", "?since=2026-02-31", "?since=2026-02-01x", "?page=0", "?until=soon"])(
    "refuses %s",
    async (query) => {
      await using scene = await createScene(byHeader);
      const answer = await signIn(scene, "rae", "reader").get(`/reviews${query}`);
      expect(answer.status).toBe(400);
      expect(findInvalidParts(await answer.text())).toEqual([]);
    },
  );

  it("is given as a file, without what a spreadsheet would run", async () => {
    await using scene = await createScene(byHeader);
    await review(scene);
    const reader = signIn(scene, "=cmd()", "reader");
    const csv = await (await reader.get("/reviews.csv?state=escalated")).text();
    expect(csv.trim().split("\r\n")).toHaveLength(2);
    expect(csv).toContain('"escalated"');
    const lines = (await (await reader.get("/reviews.jsonl?state=all")).text()).trim().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { state: string }).state)).toEqual([
      "new",
      "escalated",
    ]);
  });

  it("asks strangers to sign in", async () => {
    await using scene = await createScene(byHeader);
    expect((await scene.get("/reviews")).headers.get("Location")).toContain("/sign-in");
    expect((await scene.get("/audit")).headers.get("Location")).toContain("/sign-in");
  });
});

describe("GET /audit", () => {
  it("shows admins who did what, and leads to it", async () => {
    await using scene = await createScene(byHeader);
    await review(scene);
    const html = await (await signIn(scene, "root", "admin").get("/audit")).text();
    expect(findInvalidParts(html)).toEqual([]);
    const words = await readWords(new Response(html));
    expect(words).toMatch(
      /1 Jan 2026, 00:00 UTC ana reviewed: [0-9a-f]{12} Escalated: 1 clause of/,
    );
    expect(html).toMatch(/href="\/changes\/[0-9a-f]{64}"/);
  });

  it("shows anybody else what they did themselves, whatever they ask for", async () => {
    await using scene = await createScene(byHeader);
    await review(scene);
    const own = await readWords(await signIn(scene, "ana", "reviewer").get("/audit"));
    expect(own).toContain("ana reviewed");
    const others = signIn(scene, "ben", "reviewer");
    expect(await readWords(await others.get("/audit?actor=ana"))).not.toContain("ana reviewed");
    expect(await (await others.get("/audit.csv?actor=ana")).text()).not.toContain("ana");
  });

  it("goes on page by page, and is narrowed down", async () => {
    await using scene = await createScene(byHeader);
    for (let at = 1; at <= 60; at += 1)
      await scene.store.recordAudit({
        at: scene.clock.now(),
        actor: at % 2 === 0 ? "ana" : "ben",
        action: "signed-in",
        subject: `account ${at}`,
        detail: "",
      });
    const admin = signIn(scene, "root", "admin");
    const first = await (await admin.get("/audit")).text();
    expect(first.match(/account \d+/g)).toHaveLength(50);
    const older = /rel="next" href="([^"]+)"/.exec(first)?.[1] ?? "";
    const next = await (await admin.get(older)).text();
    expect(next.match(/account \d+/g)).toHaveLength(10);
    expect(next).not.toContain('rel="next"');
    const ana = await (await admin.get("/audit?actor=ana")).text();
    expect(ana.match(/account \d+/g)).toHaveLength(30);
    const lines = await (await admin.get("/audit.jsonl?action=signed-in")).text();
    expect(lines.trim().split("\n")).toHaveLength(60);
    expect(await (await admin.get("/audit.jsonl?action=reviewed")).text()).toBe("");
  });
});

describe("pages of reviews", () => {
  it("show whatever others wrote as text alone", async () => {
    await using scene = await createScene(byHeader);
    const [ana, ben] = [signIn(scene, "ana", "reviewer"), signIn(scene, "ben", "reviewer")];
    const history = hostileTexts.map(([, text], at) => {
      const changes = [createClauseChange([{ op: "added", text }], { path: [text] })];
      return { termsId: "evil/terms", at: at * 2 + 1, changes };
    });
    const pages: Response[] = [];
    for (const [at, change] of (await recordHistory(scene.store, history)).entries()) {
      const note = hostileTexts[at]?.[1] ?? "";
      const clause = reviewKeyOf("evil/terms", history[at]?.changes[0] ?? fees).key;
      const fields = { clause, seen: "", state: "escalated", note };
      await ana.post(`/changes/${change.id}/review`, fields);
      const detail = { action: "sign-in-refused", subject: note, detail: note } as const;
      await scene.store.recordAudit({ at: scene.clock.now(), actor: note, ...detail });
      pages.push(await ben.post(`/changes/${change.id}/review`, fields));
      pages.push(await ana.get(`/changes/${change.id}`));
    }
    pages.push(await ana.get("/reviews"), await ana.get("/reviews?page=2"));
    pages.push(await signIn(scene, "root", "admin").get("/audit"));
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([409, 200]));
    for (const page of pages) {
      const html = await page.text();
      expect(findInvalidParts(html)).toEqual([]);
      expect(html).not.toMatch(
        /<(?:script>|img|svg|iframe|meta http-equiv|style>|form action=https)/i,
      );
    }
  });
});
