import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Stage } from "./stage.ts";
import { createStage, parseLines, providers, restriction, termsOf } from "./stage.ts";

const runFile = promisify(execFile);

let stage: Stage;
let changeId = "";

/** Three terms, of which alder's has changed once and birch's last answer is held back. */
beforeAll(async () => {
  stage = await createStage();
  await stage.workspace.run("crawl");
  stage.publish("alder", restriction);
  stage.site.set("/birch", "<main><h1>birch usage policy</h1><p>Be good.</p></main>");
  await stage.workspace.run("crawl");
  const { out } = await stage.workspace.run("changes", "--json");
  changeId = String(parseLines(out)[0]?.["id"]);
});

afterAll(() => stage[Symbol.asyncDispose]());

describe("history", () => {
  it("lists where each terms stands", async () => {
    const { code, out } = await stage.workspace.run("history");
    expect(code).toBe(0);
    const lines = out.trimEnd().split("\n");
    expect(lines).toHaveLength(providers.length);
    expect(lines[0]).toMatch(/^alder\/acceptable-use-policy +verified 2.* changed 2.* 2 versions$/);
    expect(lines[1]).toMatch(/ 1 version {2}! .*last tried 2/);
    expect(lines[2]).toMatch(/^cedar\/acceptable-use-policy +verified 2.* since +2.* 1 version$/);
  });

  it("lists one terms' versions and its latest checks", async () => {
    const args = ["history", termsOf("birch"), "--checks", "5"];
    const { code, out } = await stage.workspace.run(...args);
    expect(code).toBe(0);
    expect(out).toMatch(/quarantined \(\S+\) .+\n.* first\n$/);
    const json = await stage.workspace.run(...args, "--json");
    expect(parseLines(json.out)).toMatchObject([
      { kind: "version", termsId: termsOf("birch") },
      { kind: "check", outcome: "quarantined", fault: expect.any(String) },
      { kind: "check", outcome: "first", fault: null },
    ]);
  });

  it("tells a clause's life, named by its words or by its id", async () => {
    const asked = ["history", termsOf("alder"), "--clause", "models that compete with ours"];
    const { code, out, err } = await stage.workspace.run(...asked);
    expect(code, err).toBe(0);
    expect(out).toContain(`clausewatch show ${changeId.slice(0, 12)}`);
    const [life] = parseLines((await stage.workspace.run(...asked, "--json")).out);
    expect(life).toMatchObject({ termsId: termsOf("alder"), leftAt: null });
    expect(life?.["events"]).toMatchObject([{ kinds: ["first-seen"], changeId }]);
    const id = String(life?.["id"]).slice(0, 12);
    const byId = await stage.workspace.run("history", termsOf("alder"), "--clause", id);
    expect(byId.out).toBe(out);
  });

  it("lists the clauses that may be meant, and all that stand", async () => {
    const asked = ["history", termsOf("alder"), "--clause", "you", "--json"];
    const { out, err } = await stage.workspace.run(...asked);
    const candidates = parseLines(out);
    expect(candidates.length).toBeGreaterThan(1);
    expect(err).toContain(`${candidates.length} clauses have that in their words`);
    const all = parseLines(
      (await stage.workspace.run("history", termsOf("alder"), "--clauses", "--json")).out,
    );
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(candidates.map(({ id }) => id)));
  });

  it.each([
    [["history", "--clause", "you"], "a clause is of one terms"],
    [["history", termsOf("alder"), "--clause", "no such words"], "no clause of alder"],
  ])("refuses %j", async (asked, message) => {
    const { code, err } = await stage.workspace.run(...asked);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it("says where nothing is recorded yet", async () => {
    await using fresh = await createStage();
    const { code, out, err } = await fresh.workspace.run("history");
    expect(code).toBe(0);
    expect(out).toBe("");
    expect(err).toContain("nothing recorded yet");
  });
});

describe("changes", () => {
  it("prints the redline of each", async () => {
    const { code, out } = await stage.workspace.run("changes");
    expect(code).toBe(0);
    expect(out).toContain("models that compete with ours");
  });

  it.each([
    ["--service", "alder", 1],
    ["--service", "cedar", 0],
    ["--terms", termsOf("alder"), 1],
    ["--topic", "competing-development", 1],
    ["--topic", "pricing-payment", 0],
    ["--since", "2999-01-01", 0],
    ["--until", "2001-01-01", 0],
    ["--min", "noise", 1],
  ])("filters by %s %s", async (option, value, count) => {
    const { code, out, err } = await stage.workspace.run("changes", "--json", option, value);
    expect(code, err).toBe(0);
    expect(parseLines(out)).toHaveLength(count);
    expect(err.includes("no such change")).toBe(count === 0);
  });
});

describe("changes --silent", () => {
  it("lists substantive changes under an unmoved date, and how they stand to the clock", async () => {
    const { code, out, err } = await stage.workspace.run("changes", "--silent", "--json");
    expect(code, err).toBe(0);
    expect(parseLines(out)).toMatchObject([
      { id: changeId, comparison: { silent: true }, timing: { kind: "unstated" } },
    ]);
    const text = await stage.workspace.run("changes", "--silent");
    expect(text.out).toContain("SILENT CHANGE: the page still says last updated");
  });

  it("lists none that states no date", async () => {
    const { code, out, err } = await stage.workspace.run("changes", "--undated", "--json");
    expect({ code, out, err }).toEqual({ code: 0, out: "", err: "no such change\n" });
  });
});

describe("show", () => {
  it("finds a change by the beginning of its id", async () => {
    const { code, out, err } = await stage.workspace.run("show", changeId.slice(0, 8));
    expect(code, err).toBe(0);
    expect(out).toContain("models that compete with ours");
    const json = await stage.workspace.run("show", changeId.slice(0, 8), "--json");
    expect(parseLines(json.out)).toMatchObject([{ id: changeId, termsId: termsOf("alder") }]);
  });
});

describe("show --clauses", () => {
  it("gives the ids by which clauses are followed", async () => {
    const args = ["show", changeId.slice(0, 8), "--clauses"];
    const [shown] = parseLines((await stage.workspace.run(...args, "--json")).out);
    expect(shown?.["clauseIds"]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    const id = String(shown?.["clauseIds"]).slice(0, 12);
    expect((await stage.workspace.run(...args)).out).toContain(`   1. ${id}\n`);
    const life = await stage.workspace.run("history", termsOf("alder"), "--clause", id);
    expect(life.out).toContain("models that compete with ours");
  });
});

describe("accept", () => {
  it("refuses where nothing is held back", async () => {
    const { code, out, err } = await stage.workspace.run("accept", termsOf("cedar"));
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(`nothing of ${termsOf("cedar")} is held back`);
  });

  it("takes what was held back, alerts who asked to know, and does so once", async () => {
    await stage.workspace.write("subscriptions.json", {
      subscriptions: [{ id: "screen", channel: "console" }],
    });
    const { code, out, err } = await stage.workspace.run("accept", termsOf("birch"));
    expect(code, err).toBe(0);
    expect(out).toContain("birch");
    expect(out.match(/^─+$/gm), "the rule above each alert").toHaveLength(1);
    expect(err).toBe("alerts: 1 delivered\n");
    const changes = await stage.workspace.run("changes", "--json", "--service", "birch");
    expect(parseLines(changes.out)).toMatchObject([{ comparison: { replaced: true } }]);
    expect((await stage.workspace.run("accept", termsOf("birch"))).code).toBe(2);
  });
});

describe("import", () => {
  it("takes a git repository's history with its dates, once, and alerts nobody", async () => {
    await using fresh = await createStage();
    await fresh.workspace.write("subscriptions.json", {
      subscriptions: [{ id: "screen", channel: "console" }],
    });
    const repository = join(fresh.workspace.dir, "archive");
    await commitVersions(repository);
    const first = await fresh.workspace.run("import", "archive");
    expect(first.code, first.err).toBe(0);
    expect(first.out).toBe("");
    expect(first.err).toContain("1 documents, 2 versions: 2 added, with 1 changes\n");
    const second = await fresh.workspace.run("import", "archive");
    expect(second.err).toContain("1 documents, 2 versions: 0 added, with 0 changes\n");
    const history = await fresh.workspace.run("history", "acme/terms-of-service");
    expect(history.out).toContain("2024-01-02 00:00");
    expect((await fresh.workspace.run("deliveries")).out).toBe("");
  });

  it("says what is wrong with what is no repository", async () => {
    const { code, err } = await stage.workspace.run("import", "nowhere");
    expect(code).toBeGreaterThan(0);
    expect(err).toContain("nowhere");
    expect(err).not.toMatch(/^\s+at /m);
  });
});

describe("validate", () => {
  it("finds nothing wrong with a good watchlist", async () => {
    const { code, out, err } = await stage.workspace.run("validate");
    expect(code, err).toBe(0);
    expect(out).toBe("");
    expect(err).toContain("3 services, 3 terms, 3 source documents; 0 problems\n");
  });

  it("names every problem of every file, also as JSON, and exits with 2", async () => {
    await using broken = await createStage();
    await broken.workspace.write("watchlist/birch.json", { name: "birch", terms: {}, colour: 1 });
    await writeFile(join(broken.workspace.dir, "watchlist/dogwood.json"), "{");
    await broken.workspace.write("subscriptions.json", {
      subscriptions: [{ id: "counsel", channel: "email", to: "nobody" }],
    });
    const { code, out } = await broken.workspace.run("validate");
    expect(code).toBe(2);
    for (const path of ["birch.json: colour", "dogwood.json", "subscriptions[0].to"]) {
      expect(out).toContain(path);
    }
    const json = await broken.workspace.run("validate", "--json");
    expect(json.code).toBe(2);
    expect(parseLines(json.out)).toHaveLength(out.trimEnd().split("\n").length);
    expect(parseLines(json.out)[0]).toEqual({
      path: expect.any(String),
      message: expect.any(String),
    });
  });

  it("warns of a subscription to what is not watched", async () => {
    await using odd = await createStage();
    await odd.workspace.write("subscriptions.json", {
      subscriptions: [{ id: "screen", channel: "console", services: ["acme"] }],
    });
    const { code, err } = await odd.workspace.run("validate");
    expect(code).toBe(0);
    expect(err).toContain("warning: subscription screen: no service of the watchlist is acme");
  });
});

async function commitVersions(repository: string): Promise<void> {
  const git = (...args: readonly string[]) =>
    runFile("git", [
      "-C",
      repository,
      "-c",
      "user.name=A",
      "-c",
      "user.email=a@example.org",
      ...args,
    ]);
  await mkdir(join(repository, "Acme"), { recursive: true });
  await git("init", "--quiet");
  for (const [date, text] of [
    ["2024-01-02T00:00:00Z", "# Terms\n\nYou may resell the outputs."],
    ["2024-02-03T00:00:00Z", "# Terms\n\nYou may not resell the outputs."],
  ] as const) {
    await writeFile(join(repository, "Acme/Terms of Service.md"), text);
    await git("add", "--all");
    await git("commit", "--quiet", "--date", date, "-m", "Record changes");
  }
}
