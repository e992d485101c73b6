import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadWatchlist } from "../../../src/adapters/watchlist/load.ts";
import { loadSubscriptions } from "../../../src/adapters/watchlist/subscriptions.ts";
import { DeclarationError } from "../../../src/model/errors.ts";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "watchlist-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const service = (name: string, page: string): string =>
  JSON.stringify({ name, terms: { Imprint: { fetch: `https://${page}.example/` } } });

async function write(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, content] of Object.entries(files)) await writeFile(join(dir, name), content);
}

describe("loadWatchlist", () => {
  it("gives the good files in order and says what is wrong with the others", async () => {
    await write({
      "zeta.json": service("Zeta", "zeta"),
      "acme.json": service("Acme", "acme"),
      "broken.json": '{ "name": ',
      "empty.json": "",
      "latin.json": Uint8Array.from([0x22, 0xe9, 0x22]),
      "Bad Name.json": service("Bad", "bad"),
      "typo.json": JSON.stringify({
        name: "Typo",
        terms: { Imprint: { fetch: "https://x.example/", selct: "main" } },
      }),
    });
    const { declarations, issues } = await loadWatchlist(dir);
    expect(declarations.map(({ id }) => id)).toEqual(["acme/imprint", "zeta/imprint"]);
    expect(issues.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      "Bad Name.json: a service's file is named by a-z, 0-9 and hyphens, 63 characters at most",
      expect.stringMatching(/^broken\.json: not JSON: ./),
      expect.stringMatching(/^empty\.json: not JSON: ./),
      expect.stringMatching(/^latin\.json: cannot be read: ./),
      "typo.json: terms.Imprint.selct: unknown key",
    ]);
  });

  it("refuses a file of more than a mebibyte unread", async () => {
    await write({
      "acme.json": service("Acme", "acme"),
      "large.json": " ".repeat(1024 * 1024 + 1),
    });
    const { declarations, issues } = await loadWatchlist(dir);
    expect(declarations).toHaveLength(1);
    expect(issues).toEqual([
      { path: "large.json", message: "cannot be read: larger than 1048576 bytes" },
    ]);
  });

  it("leaves folders, hidden files and other kinds alone, and reports a dead link", async () => {
    await write({ "acme.json": service("Acme", "acme"), ".hidden.json": "{", "README.md": "x" });
    await mkdir(join(dir, "schema.json"));
    await symlink(join(dir, "nowhere"), join(dir, "dead.json"));
    const { declarations, issues } = await loadWatchlist(dir);
    expect(declarations).toHaveLength(1);
    expect(issues).toEqual([{ path: "dead.json", message: expect.stringContaining("ENOENT") }]);
  });

  it("says that a folder is missing or holds no service", async () => {
    const missing = join(dir, "missing");
    expect(await loadWatchlist(missing)).toEqual({
      declarations: [],
      issues: [{ path: missing, message: expect.stringContaining("cannot be read") }],
    });
    expect((await loadWatchlist(dir)).issues).toEqual([
      { path: dir, message: "holds no <service>.json" },
    ]);
  });
});

describe("loadSubscriptions", () => {
  it("reads the file that is named", async () => {
    const file = join(dir, "who.json");
    await write({ "who.json": '{ "subscriptions": [{ "id": "a", "channel": "console" }] }' });
    expect((await loadSubscriptions(file)).map(({ id }) => id)).toEqual(["a"]);
  });

  it("refuses a named file that is not there, under its name", async () => {
    const error = await loadSubscriptions(join(dir, "who.json")).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DeclarationError);
    expect(error).toHaveProperty("message", expect.stringMatching(/^who\.json: cannot be read: /));
  });
});
