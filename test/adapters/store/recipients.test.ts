import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CamelCasePlugin, Kysely, SqliteDialect } from "kysely";
import { expect, describe, it } from "vitest";
import { readRecipients } from "../../../src/adapters/store/recipients.ts";
import { openDatabase, toKyselyDatabase } from "../../../src/adapters/store/sqlite/connection.ts";
import { createSqliteStore } from "../../../src/adapters/store/sqlite/store.ts";
import type { Tables } from "../../../src/adapters/store/tables.ts";
import { createMatcher } from "../../../src/core/match/matcher.ts";
import { createChange, createClauseChange } from "../../render/sample.ts";
import { sampleTerms, subscribeToAll } from "../../contract/samples.ts";

const topics = ["indemnity"] as const;
const change = createChange([createClauseChange("You <ins>indemnify</ins> us.", { topics })]);

describe("readRecipients", () => {
  it.each([1, 2, 3, 4, 5, 6, 100])("gives each once in pages of %i", async (atMost) => {
    const dir = await mkdtemp(join(tmpdir(), "clausewatch-recipients-"));
    try {
      const path = join(dir, "clausewatch.db");
      await using store = await createSqliteStore({ path });
      await store.putFileSubscriptions([
        ...["a", "b", "c", "d"].map((id) => subscribeToAll(id)),
        subscribeToAll("alone", { topics }),
        ...["e", "f"].map((id) => subscribeToAll(id, { services: ["acme"] })),
      ]);
      const filters = await store.listFilters(createMatcher().toKeys(change, sampleTerms()));
      const database = toKyselyDatabase(openDatabase(path, 0), path);
      const db = new Kysely<Tables>({
        dialect: new SqliteDialect({ database }),
        plugins: [new CamelCasePlugin()],
      });
      const ids: string[] = [];
      const read = readRecipients(
        db,
        filters.map(({ filterId }) => filterId),
        atMost,
      );
      for await (const page of read) {
        expect(page.length).toBeLessThanOrEqual(atMost);
        ids.push(...page.map(({ id }) => id));
      }
      await db.destroy();
      expect(ids).toEqual(["a", "b", "c", "d", "alone", "e", "f"]);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
});
