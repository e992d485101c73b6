import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTopicFiles } from "../../../src/adapters/watchlist/topic-files.ts";
import { DeclarationError } from "../../../src/model/errors.ts";
import { biometrics, reselling } from "../../core/topics/samples.ts";

let parent = "";
let dir = "";
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "topics-"));
  dir = join(parent, "topics");
});
afterEach(() => rm(parent, { recursive: true, force: true }));

async function problems(): Promise<readonly string[]> {
  try {
    await createTopicFiles(dir).load();
    return [];
  } catch (error) {
    if (!(error instanceof DeclarationError)) throw error;
    return error.issues.map(({ path, message }) => `${path}: ${message}`);
  }
}

describe("createTopicFiles", () => {
  it("has no topics where there is no folder", async () => {
    expect(await createTopicFiles(dir).load()).toEqual([]);
  });

  it("gives back what was added, by name", async () => {
    const files = createTopicFiles(dir);
    await files.add(reselling);
    expect(await files.add(biometrics)).toBe(join(dir, "biometrics.json"));
    expect(await files.load()).toEqual([biometrics, reselling]);
  });

  it("leaves a topic that is there as it is, and no draft behind", async () => {
    const files = createTopicFiles(dir);
    await files.add(biometrics);
    const before = await readFile(join(dir, "biometrics.json"), "utf8");
    expect(await files.add({ ...reselling, id: biometrics.id })).toBeUndefined();
    expect(await readFile(join(dir, "biometrics.json"), "utf8")).toBe(before);
    expect(await readdir(dir)).toEqual(["biometrics.json"]);
  });

  it("takes a topic away once", async () => {
    const files = createTopicFiles(dir);
    await files.add(biometrics);
    expect([await files.remove(biometrics.id), await files.remove(biometrics.id)]).toEqual([
      true,
      false,
    ]);
    expect(await files.load()).toEqual([]);
  });

  it("names every problem of every file by its path", async () => {
    const files = createTopicFiles(dir);
    await files.add(biometrics);
    await writeFile(join(dir, "broken.json"), "{");
    await writeFile(join(dir, "few.json"), JSON.stringify({ covers: "the colour of faces" }));
    expect(await problems()).toEqual([
      expect.stringMatching(/broken\.json: not JSON: ./),
      `${join(dir, "few.json")}: examples: missing: a list of clauses is needed`,
    ]);
  });
});
