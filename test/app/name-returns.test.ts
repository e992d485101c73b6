import { describe, expect, it } from "vitest";
import { nameReturns } from "../../src/app/name-returns.ts";
import { compareVersions } from "../../src/core/compare.ts";
import { StoreError } from "../../src/model/errors.ts";
import type { Store } from "../../src/ports/store.ts";
import {
  hour,
  sampleChange,
  sampleCheck,
  sampleRecord,
  sampleTerms,
  sampleVersion,
} from "../contract/samples.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";

const mild = "# Terms\n\nYou may use what the service returns for any purpose.\n";
const strict = mild.replace("may", "may not");
const one = sampleVersion(mild, hour(1));
const two = sampleVersion(strict, hour(2), one);
const three = sampleVersion(`${mild}\nFees are due within thirty days.\n`, hour(3), two);
const change = sampleChange(two, three, compareVersions(two.text, three.text));
const check = sampleCheck("changed", hour(3), { versionId: three.id });
const record = sampleRecord(check, { versions: [three], change });

async function createHistory(): Promise<Store> {
  const store = createMemoryStore();
  await store.importHistory(sampleTerms(), [one, two], []);
  return store;
}

const errors: string[] = [];
const log = { debug() {}, info() {}, warn() {}, error: (text: string) => void errors.push(text) };

describe("nameReturns", () => {
  it("names the clause of a change whose earlier wording returns", async () => {
    const named = await nameReturns({ store: await createHistory(), log }, record);
    expect(named.change?.returns).toEqual([
      { start: mild.indexOf("You"), versionId: one.id, seenAt: hour(1) },
    ]);
    expect({ ...named, change }).toEqual(record);
  });

  it("leaves alone what changed nothing, and a whole text that returns", async () => {
    const store = await createHistory();
    const unchanged = { ...record, change: null };
    expect(await nameReturns({ store, log }, unchanged)).toBe(unchanged);
    const reversed = { ...record, change: { ...change, reversalOf: one.id } };
    expect(await nameReturns({ store, log }, reversed)).toBe(reversed);
  });

  it("lets a damaged old text cost the names alone", async () => {
    const store = await createHistory();
    const findVersion = () => Promise.reject(new StoreError("corrupt", "damaged"));
    expect(await nameReturns({ store: { ...store, findVersion }, log }, record)).toBe(record);
    expect(errors).toEqual(["an earlier text cannot be read"]);
    const broken = () => Promise.reject(new StoreError("io", "no disk"));
    const named = nameReturns({ store: { ...store, findVersion: broken }, log }, record);
    await expect(named).rejects.toMatchObject({ kind: "io" });
  });
});
