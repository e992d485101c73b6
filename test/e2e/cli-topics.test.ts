import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Stage } from "./stage.ts";
import { createStage, parseLines, restriction } from "./stage.ts";

const covers = "developing models that compete with the provider's";
const examples = [
  "You may not develop models that compete with ours.",
  "Customers shall not build a rival model with the Services.",
];
const rivals = ["--covers", covers, ...examples.flatMap((example) => ["--example", example])];

let stage: Stage;

/** One recorded change, from before anybody added a topic. */
beforeAll(async () => {
  stage = await createStage();
  await stage.workspace.run("crawl");
  stage.publish("alder", restriction);
  await stage.workspace.run("crawl");
});

afterAll(() => stage[Symbol.asyncDispose]());

const changeIds = async (...flags: readonly string[]): Promise<readonly unknown[]> => {
  const { out } = await stage.workspace.run("changes", "--json", "--min", "noise", ...flags);
  return parseLines(out).map(({ id }) => id);
};

describe("topics", () => {
  it("refuses a topic with one example, and says where", async () => {
    const { code, err } = await stage.workspace.run(
      "topics",
      "add",
      "rivals",
      ...rivals.slice(0, 4),
    );
    expect(code).toBe(2);
    expect(err).toContain("rivals.json: examples: too few");
  });

  it("tries a topic on recorded history without writing anything", async () => {
    const { code, out } = await stage.workspace.run(
      "topics",
      "add",
      "rivals",
      ...rivals,
      "--dry-run",
    );
    expect(code).toBe(0);
    expect(out).toContain("models that compete with ours");
    expect(out).toContain("because of");
    expect((await stage.workspace.run("topics", "list")).out).not.toContain("x-rivals");
  });

  it("adds a topic once, and leaves the one that is there alone", async () => {
    const added = await stage.workspace.run("topics", "add", "rivals", ...rivals);
    expect(added.code, added.err).toBe(0);
    expect((await stage.workspace.run("topics", "list")).out).toMatch(/^x-rivals .*2 examples/);
    const again = await stage.workspace.run("topics", "add", "x-rivals", ...rivals);
    expect(again.code).toBe(2);
    expect(again.err).toContain("already");
  });

  it("names changes from then on, and those before when judged anew", async () => {
    stage.publish("birch", restriction);
    await stage.workspace.run("crawl");
    expect(await changeIds("--topic", "x-rivals")).toHaveLength(1);
    await stage.workspace.run("rejudge", "--apply");
    expect(await changeIds("--topic", "x-rivals")).toHaveLength(2);
  });

  it("lets a subscription ask for it, and for none that is not there", async () => {
    const about = (topic: string) =>
      stage.workspace.run("subscribe", "add", "me", "--channel", "console", "--topic", topic);
    expect((await about("x-rivals")).code).toBe(0);
    const unknown = await about("x-rivalz");
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain("no topic of your own is x-rivalz");
  });

  it("exits with 1 when a topic fails on its examples", async () => {
    await stage.workspace.write("topics/jumble.json", {
      covers: "odds and ends of the contract",
      examples: ["Fees are due within thirty days.", "A court in Dublin decides disputes."],
    });
    const { code, out } = await stage.workspace.run("topics", "test", "x-jumble");
    expect(code).toBe(1);
    expect(out).toContain("FAILED");
    await stage.workspace.run("topics", "remove", "jumble");
    expect((await stage.workspace.run("topics", "remove", "jumble")).code).toBe(2);
  });

  it("stops at a broken file, and lets `validate` say what is wrong", async () => {
    await stage.workspace.write("topics/broken.json", { covers, example: examples });
    const { code, err } = await stage.workspace.run("crawl");
    expect(code).toBe(2);
    expect(err).toContain("broken.json: example: unknown key");
    expect((await stage.workspace.run("validate")).out).toContain(
      "broken.json: example: unknown key",
    );
    await stage.workspace.run("topics", "remove", "broken");
    expect((await stage.workspace.run("crawl")).code).toBe(0);
  });
});
