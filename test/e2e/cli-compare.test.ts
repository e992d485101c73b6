import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPdf } from "../core/extract/pdf-file.ts";
import { renderTerms } from "../servers/site.ts";
import type { Stage } from "./stage.ts";
import { createStage, parseLines, restriction, termsOf } from "./stage.ts";

const beforeText =
  "# Policy\n\nLast updated: March 3, 2026\n\n## 1. Use\n\nYou may resell the outputs.\n";
const afterText = beforeText.replace("may resell", "may not resell");

let stage: Stage;

beforeAll(async () => {
  stage = await createStage();
  await put("before.md", beforeText);
  await put("after.md", afterText);
  await put("before.html", renderTerms("alder"));
  await put("after.html", renderTerms("alder", [restriction]));
  await stage.workspace.run("crawl");
  stage.publish("alder", restriction);
  await stage.workspace.run("crawl");
});

afterAll(() => stage[Symbol.asyncDispose]());

async function put(name: string, content: string | Uint8Array): Promise<void> {
  await writeFile(join(stage.workspace.dir, name), content);
}

async function compareJson(before: string, after: string): Promise<Record<string, unknown>> {
  const { code, out, err } = await stage.workspace.run("compare", before, after, "--json");
  expect(code, err).toBe(0);
  const [line] = parseLines(out);
  if (line === undefined) throw new Error("no answer");
  return line;
}

describe("compare", () => {
  it("shows a redline of two files, and exits with 3 when asked to", async () => {
    const { code, out, err } = await stage.workspace.run(
      "compare",
      "before.md",
      "after.md",
      "--exit-changed",
    );
    expect(code, err).toBe(3);
    expect(out).toMatch(/may.*not.*resell/);
    expect(err).toBe("");
  });

  it("answers with the fields of the comparison format, and the same bytes each time", async () => {
    const args = ["compare", "before.md", "after.md", "--format", "json"];
    const { code, out } = await stage.workspace.run(...args);
    expect(code).toBe(0);
    const [comparison] = parseLines(out);
    expect(Object.keys(comparison ?? {})).toEqual([
      "schemaVersion",
      "materiality",
      "summary",
      "continuity",
      "replaced",
      "dates",
      "notices",
      "silent",
      "undated",
      "changes",
      "definitions",
      "judgedBy",
    ]);
    expect(comparison).toMatchObject({
      schemaVersion: 1,
      materiality: "substantive",
      replaced: false,
      silent: true,
      dates: { lastUpdated: { before: "2026-03-03", after: "2026-03-03" } },
      changes: [
        {
          kind: "modified",
          before: { text: expect.any(String), start: expect.any(Number), end: expect.any(Number) },
          after: { path: expect.arrayContaining([expect.stringContaining("Use")]) },
          spans: expect.arrayContaining([
            { op: "added", text: expect.stringContaining("not") },
          ]) as unknown,
          topics: expect.any(Array),
          direction: "tightened",
          confidence: expect.any(Number),
          cues: expect.any(Array),
        },
      ],
    });
    expect((await stage.workspace.run(...args)).out).toBe(out);
  });

  it("says how a change stands to the day on which it was seen", async () => {
    const promise = "We will give you 30 days' notice before changes to these terms take effect.";
    const page = (date: string, verb: string) =>
      `# Policy\n\nEffective: ${date}\n\n${promise}\n\nYou ${verb} resell the outputs.\n`;
    await put("announced.md", page("March 3, 2025", "may"));
    await put("in-force.md", page("March 3, 2026", "may not"));
    const args = ["compare", "announced.md", "in-force.md", "--at", "2026-03-15"];
    const { code, out, err } = await stage.workspace.run(...args);
    expect(code, err).toBe(0);
    expect(out).toContain("ALREADY IN FORCE: Since 3 Mar 2026, 12 days before it was first seen.");
    expect(out.replaceAll("\n", " ")).toContain(
      `SHORT NOTICE: 0 days' notice; the document promises 30 days: “${promise}”`,
    );
    const json = await stage.workspace.run(...args, "--json");
    expect(parseLines(json.out)).toMatchObject([
      { timing: { kind: "in-force", from: "2026-03-03", days: 12, isShort: true } },
    ]);
  });

  it("reads HTML pages without their menus", async () => {
    const comparison = await compareJson("before.html", "after.html");
    expect(comparison["changes"]).toMatchObject([
      { kind: "added", after: { text: expect.stringContaining("models that compete") } },
    ]);
  });

  it("reads PDF files", async () => {
    await put(
      "before.pdf",
      createPdf([[{ text: "You may resell the outputs of the service.", x: 72, y: 720 }]]),
    );
    await put(
      "after.pdf",
      createPdf([[{ text: "You may not resell the outputs of the service.", x: 72, y: 720 }]]),
    );
    const comparison = await compareJson("before.pdf", "after.pdf");
    expect(comparison["changes"]).toMatchObject([{ kind: "modified" }]);
  });

  it("reads stored versions by id and by date", async () => {
    const history = await stage.workspace.run("history", termsOf("alder"), "--json");
    const ids = parseLines(history.out).map(({ id }) => String(id));
    expect(ids).toHaveLength(2);
    const [one = "", other = ""] = ids;
    const byId = await compareJson(one, other);
    expect(byId["changes"]).toHaveLength(1);
    const byDate = await compareJson(`${termsOf("alder")}@2999-01-01`, "after.html");
    expect(byDate["materiality"]).toBe("none");
    const never = await stage.workspace.run("compare", `${termsOf("alder")}@2001-01-01`, one);
    expect(never.code).toBe(2);
    expect(never.err).toContain("neither a file");
  });

  it("names the file that is not there", async () => {
    const { code, out, err } = await stage.workspace.run("compare", "before.md", "none.md");
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain("cannot read none.md");
  });
});

describe("compare --batch", () => {
  const requests = [
    '{"id":"one","before":"before.md","after":"after.md"}',
    "{ no json",
    '{"id":"three","before":"before.md","after":"none.md"}',
    '{"id":"four","before":"before.md"}',
    "7",
    '{"id":"six","before":"after.md","after":"after.md"}',
    '{"id":"seven","before":"before.md","after":"after.md","at":"2026-03-15"}',
    '{"id":"eight","before":"before.md","after":"after.md","at":"someday"}',
  ].join("\n");
  const answers = [
    { schemaVersion: 1, id: "one", materiality: "substantive" },
    { id: null, error: { kind: "usage", message: "a line is not JSON" } },
    { id: "three", error: { kind: "usage", message: expect.stringContaining("none.md") } },
    { id: "four", error: { kind: "usage", message: expect.stringContaining('"after"') } },
    { id: null, error: { kind: "usage", message: expect.stringContaining('"after"') } },
    { schemaVersion: 1, id: "six", materiality: "none", changes: [] },
    { schemaVersion: 1, id: "seven", timing: { kind: "unstated", isShort: false } },
    { id: "eight", error: { kind: "usage", message: expect.stringContaining('"at"') } },
  ];

  it("answers each line of standard input in order, past those that fail, and exits with 1", async () => {
    const batch = stage.workspace.startWith({ input: requests }, "compare", "--batch", "-");
    const { code, out, err } = await batch.ended;
    expect(code).toBe(1);
    expect(err).toBe("");
    expect(parseLines(out)).toMatchObject(answers);
  });

  it("reads a file as well, and exits with 0 when every line went through", async () => {
    await put("good.jsonl", `${requests.split("\n")[0]}\n\n`);
    const { code, out } = await stage.workspace.run("compare", "--batch", "good.jsonl");
    expect(code).toBe(0);
    expect(parseLines(out)).toHaveLength(1);
  });
});
