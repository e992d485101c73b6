import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Stage } from "./stage.ts";
import { createStage } from "./stage.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await createStage();
});

afterAll(() => stage[Symbol.asyncDispose]());

const commands = [
  "daemon",
  "start",
  "crawl",
  "deliver",
  "history",
  "changes",
  "show",
  "compare",
  "accept",
  "subscribe",
  "subscribe list",
  "subscribe add",
  "subscribe preview",
  "subscribe remove",
  "import",
  "validate",
  "doctor",
  "setup",
  "demo",
];

describe("--help", () => {
  it("lists every command", async () => {
    const { code, out, err } = await stage.workspace.run("--help");
    expect(code).toBe(0);
    expect(err).toBe("");
    for (const command of commands.filter((name) => !name.includes(" "))) {
      expect(out).toMatch(new RegExp(`^  ${command}\\b`, "m"));
    }
  });

  it.each(commands)("says what %s does", async (command) => {
    const { code, out, err } = await stage.workspace.run(...command.split(" "), "--help");
    expect(code).toBe(0);
    expect(err).toBe("");
    expect(out).toMatch(new RegExp(`^Usage: clausewatch ${command}.*\\n\\n\\S`));
  });
});

describe("a command that is called wrongly", () => {
  it.each([
    ["an unknown command", ["crwal"], "unknown command 'crwal'"],
    ["an unknown option", ["crawl", "--al"], "unknown option '--al'"],
    ["an unknown subcommand", ["subscribe", "drop", "x"], "drop"],
    ["no terms", ["accept"], "missing required argument 'terms'"],
    ["a word for a number", ["changes", "--limit", "many"], "not a whole number"],
    ["a date that is none", ["changes", "--since", "yesterday"], "not a date such as 2026-03-01"],
    ["an unknown topic", ["changes", "--topic", "weather"], "no such topic"],
    ["an unknown terms", ["crawl", "--terms", "alder/none"], "nothing is declared as alder/none"],
    ["an unknown service", ["crawl", "--service", "none"], "nothing is declared as none"],
    ["a terms without history", ["history", "alder/none"], "no terms alder/none"],
    ["an unknown change", ["show", "abcdef"], "no change abcdef"],
    ["one text only", ["compare", "a.md"], "compare needs two texts"],
  ])("says on standard error what is wrong with %s", async (_, args, message) => {
    const { code, out, err } = await stage.workspace.run(...args);
    expect(code, err).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(message);
    expect(err, "a stack trace is for bugs").not.toMatch(/^\s+at /m);
  });

  it("shows the help on standard error where no command is given", async () => {
    const { code, out, err } = await stage.workspace.run();
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain("Usage: clausewatch");
  });
});

describe("a configuration that cannot be used", () => {
  it("has every problem named by its path", async () => {
    await using broken = await createStage();
    await broken.configure({ confirmDelayMs: -1, colour: true, fetch: { maxBytes: "much" } });
    const { code, out, err } = await broken.workspace.run("crawl");
    expect(code).toBe(2);
    expect(out).toBe("");
    for (const path of ["confirmDelayMs: ", "colour: unknown key", "fetch.maxBytes: "]) {
      expect(err).toContain(path);
    }
  });

  it("says where it is not JSON", async () => {
    await using broken = await createStage();
    await writeFile(join(broken.workspace.dir, "clausewatch.json"), "{ nothing");
    const { code, err } = await broken.workspace.run("crawl");
    expect(code).toBe(2);
    expect(err).toContain("clausewatch.json: ");
  });

  it("names a variable of ours that means nothing, and never its value", async () => {
    const env = { CLAUSEWATCH_SMTP_PASWORD: "hunter2" };
    const { code, err } = await stage.workspace.startWith({ env }, "history").ended;
    expect(code).toBe(2);
    expect(err).toContain("CLAUSEWATCH_SMTP_PASWORD: unknown variable");
    expect(err).not.toContain("hunter2");
  });

  it("needs a file that CLAUSEWATCH_CONFIG names", async () => {
    const env = { CLAUSEWATCH_CONFIG: "elsewhere.json" };
    const { code, err } = await stage.workspace.startWith({ env }, "history").ended;
    expect(code).toBe(2);
    expect(err).toContain("elsewhere.json");
  });
});

describe("a data folder that cannot be used", () => {
  it("stops a crawl that cannot write to it", async () => {
    await using broken = await createStage();
    await writeFile(join(broken.workspace.dir, "snapshots"), "a file, not a folder");
    const { code, err } = await broken.workspace.run("crawl");
    expect(code).toBe(1);
    expect(err).toMatch(/^clausewatch: .*snapshots/);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it("is left alone when a newer program has written its database", async () => {
    await using newer = await createStage();
    expect((await newer.workspace.run("crawl")).code).toBe(0);
    const database = new Database(join(newer.workspace.dir, "snapshots/clausewatch.db"));
    database.exec("update schema_version set number = 999");
    database.close();
    const { code, err } = await newer.workspace.run("crawl");
    expect(code).toBe(1);
    expect(err).toContain("has schema 999");
    expect(err).not.toMatch(/^\s+at /m);
  });
});
