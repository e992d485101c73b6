import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgementVersion } from "../../src/core/judgement-version.ts";
import { pretendJudgedEarlier } from "../e2e/judged-earlier.ts";
import { parseLines } from "../e2e/stage.ts";
import type { Workspace } from "../e2e/workspace.ts";
import { createWorkspace } from "../e2e/workspace.ts";
import { hasCorpus, sharedDir } from "./corpus.ts";

describe.skipIf(!hasCorpus())("rejudge, over an imported archive", () => {
  let workspace: Workspace;
  let path = "";

  beforeAll(async () => {
    workspace = await createWorkspace();
    await workspace.write("clausewatch.json", { logLevel: "silent" });
    path = join(workspace.dir, "snapshots/clausewatch.db");
    await workspace.run("import", join(sharedDir, "corpus/ota-genai-versions.bundle"));
    pretendJudgedEarlier(path);
  });
  afterAll(() => workspace[Symbol.asyncDispose]());

  it("goes on where a killed run stood, loses no judgement, and alerts nobody", async () => {
    const before = summarize(path);
    expect(before.changes).toBeGreaterThan(500);
    const { child, ended } = workspace.start("rejudge", "--apply");
    while (summarize(path).superseded < 50) await new Promise((resume) => setTimeout(resume, 50));
    child.kill("SIGKILL");
    await ended;
    const cut = summarize(path);
    expect(cut.present).toBe(cut.superseded);
    expect(cut.present).toBeLessThan(cut.changes);
    const begun = performance.now();
    const rest = await workspace.run("rejudge", "--apply", "--json");
    process.stdout.write(`the rest took ${Math.round(performance.now() - begun)} ms\n`);
    expect(rest.code, rest.err).toBe(0);
    expect(parseLines(rest.out).at(-1)).toMatchObject({
      summary: { current: cut.present, recorded: before.changes - cut.present },
    });
    expect(summarize(path)).toEqual({
      changes: before.changes,
      present: before.changes,
      superseded: before.changes,
      outbox: 0,
      integrity: "ok",
    });
  });
});

/** What a database holds, counted by another connection. */
function summarize(path: string) {
  using closing = new DisposableStack();
  const database = new Database(path, { readonly: true });
  closing.defer(() => database.close());
  const count = (from: string, ...values: readonly string[]): number =>
    Number(
      database
        .prepare(`select count(*) from ${from}`)
        .pluck()
        .get(...values),
    );
  return {
    changes: count("changes"),
    present: count("changes where judged_by = ?", judgementVersion),
    superseded: count("superseded_judgements"),
    outbox: count("notifications"),
    integrity: database.pragma("integrity_check", { simple: true }),
  };
}
