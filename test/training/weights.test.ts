import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const core = join(import.meta.dirname, "../../src/core");
const weightsFile = join(core, "classify/weights.json");
const learnedFiles = [
  weightsFile,
  join(core, "classify/word-relations.json"),
  join(core, "topics/meanings.json"),
];
const maxBytes = 5_000_000;

describe("the weights that come with this version", () => {
  it("are named by the digest of what they hold", () => {
    const { version, ...body } = JSON.parse(readFileSync(weightsFile, "utf8"));
    const digest = createHash("sha256").update(JSON.stringify(body)).digest("hex");
    expect(version).toBe(digest.slice(0, 12));
  });

  it("take less than five megabytes, with all else that was learned", () => {
    const bytes = learnedFiles.reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes).toBeLessThan(maxBytes);
  });
});
