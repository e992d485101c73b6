import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { createSqliteStore } from "../../../src/adapters/store/sqlite/store.ts";
import { testStore } from "../../contract/store.ts";

const dir = await mkdtemp(join(tmpdir(), "clausewatch-store-"));
let count = 0;

afterAll(() => rm(dir, { recursive: true, force: true }));

testStore("createSqliteStore", () => {
  count += 1;
  return createSqliteStore({ path: join(dir, `${count}.db`) });
});
