import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readConfigFile, readSecretFiles } from "../../../src/adapters/system/config-file.ts";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "config-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function writeSecret(content: string, mode: number): Promise<string> {
  const file = join(dir, "secret");
  await writeFile(file, content);
  await chmod(file, mode);
  return file;
}

describe("readConfigFile", () => {
  it("gives what the file holds", async () => {
    const file = join(dir, "clausewatch.json");
    await writeFile(file, '{ "contact": null }');
    expect(await readConfigFile(file, { isOptional: true })).toEqual({ contact: null });
  });

  it("does without an optional file, but not without a named one", async () => {
    const file = join(dir, "clausewatch.json");
    expect(await readConfigFile(file, { isOptional: true })).toBeUndefined();
    await expect(readConfigFile(file, { isOptional: false })).rejects.toMatchObject({
      kind: "invalid-config",
      issues: [{ path: file, message: expect.stringContaining("ENOENT") }],
    });
  });

  it("refuses an optional file that is not JSON", async () => {
    const file = join(dir, "clausewatch.json");
    await writeFile(file, "{");
    await expect(readConfigFile(file, { isOptional: true })).rejects.toMatchObject({
      kind: "invalid-config",
    });
  });
});

describe("readSecretFiles", () => {
  it.each([0o600, 0o400])(
    "puts a private file's content (mode %i) in place of its name",
    async (mode) => {
      const file = await writeSecret("p ss\n", mode);
      expect(await readSecretFiles({ HOME: "/x", CLAUSEWATCH_SMTP_PASSWORD_FILE: file })).toEqual({
        HOME: "/x",
        CLAUSEWATCH_SMTP_PASSWORD: "p ss",
      });
    },
  );

  it.each([0o640, 0o604, 0o620])("refuses a file that others may open (mode %i)", async (mode) => {
    const file = await writeSecret("hush", mode);
    const reading = readSecretFiles({ CLAUSEWATCH_SLACK_TOKEN_FILE: file });
    await expect(reading).rejects.toMatchObject({
      issues: [
        { path: "CLAUSEWATCH_SLACK_TOKEN_FILE", message: expect.stringContaining("chmod 600") },
      ],
    });
    await expect(reading).rejects.not.toHaveProperty("message", expect.stringContaining("hush"));
  });

  it("refuses a secret given both ways, and says every problem", async () => {
    const file = await writeSecret("x", 0o600);
    const env = {
      CLAUSEWATCH_SLACK_TOKEN: "y",
      CLAUSEWATCH_SLACK_TOKEN_FILE: file,
      CLAUSEWATCH_SMTP_URL_FILE: join(dir, "none"),
    };
    await expect(readSecretFiles(env)).rejects.toMatchObject({
      issues: [{ path: "CLAUSEWATCH_SLACK_TOKEN_FILE" }, { path: "CLAUSEWATCH_SMTP_URL_FILE" }],
    });
  });

  it("leaves other programs' variables of that kind alone", async () => {
    const env = { OTHER_PASSWORD_FILE: "/nowhere" };
    expect(await readSecretFiles(env)).toEqual(env);
  });
});
