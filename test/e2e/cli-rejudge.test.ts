import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgementVersion } from "../../src/core/judgement-version.ts";
import { pretendJudgedEarlier } from "./judged-earlier.ts";
import type { Stage } from "./stage.ts";
import { createStage, parseLines, restriction, termsOf } from "./stage.ts";

let stage: Stage;

/** One change, which rules of an earlier day have judged. */
beforeAll(async () => {
  stage = await createStage();
  await stage.workspace.run("crawl");
  stage.publish("alder", restriction);
  await stage.workspace.run("crawl");
  pretendJudgedEarlier(join(stage.workspace.dir, "snapshots/clausewatch.db"));
});

afterAll(() => stage[Symbol.asyncDispose]());

describe("rejudge", () => {
  it("shows what would be judged otherwise, and writes nothing", async () => {
    const { code, out, err } = await stage.workspace.run("rejudge", "--json");
    expect(code, err).toBe(0);
    expect(parseLines(out)).toMatchObject([
      {
        termsId: termsOf("alder"),
        judgedBy: "rules-0",
        materiality: { before: "editorial", now: "substantive" },
        outcome: null,
      },
      { summary: { judgedBy: judgementVersion, changes: 1, judged: 1, recorded: 0 } },
    ]);
    expect(err).toContain("nothing was written");
  });

  it("judges only what its filters let through", async () => {
    const { out } = await stage.workspace.run("rejudge", "--json", "--terms", termsOf("birch"));
    expect(parseLines(out)).toMatchObject([{ summary: { changes: 0 } }]);
  });

  it("records the new judgement when told to, and says who judged what when", async () => {
    const { code, err } = await stage.workspace.run("rejudge", "--apply");
    expect(code, err).toBe(0);
    expect(err).toContain("nobody was told");
    const again = await stage.workspace.run("rejudge", "--apply", "--json");
    expect(parseLines(again.out)).toMatchObject([{ summary: { current: 1, judged: 0 } }]);
    const changes = parseLines((await stage.workspace.run("changes", "--json")).out);
    const log = await stage.workspace.run("rejudge", "--log", String(changes[0]?.["id"]));
    expect(log.out).toMatch(/^editorial +by rules-0, until .*\nsubstantive +by /);
    expect((await stage.workspace.run("deliveries")).out).toBe("");
  });

  it("names a change that is not there", async () => {
    const { code, err } = await stage.workspace.run("rejudge", "--log", "abcdef");
    expect(code).toBe(2);
    expect(err).toContain("no change abcdef");
  });
});
