import { describe, expect, it } from "vitest";
import { createChangeSource } from "../../src/app/change-source.ts";
import { loadLeadIns } from "../../src/app/load-lead-ins.ts";
import { compareVersions } from "../../src/core/compare.ts";
import type { TermsChange } from "../../src/model/change.ts";
import type { Version } from "../../src/model/version.ts";
import type { Store } from "../../src/ports/store.ts";
import { hour, sampleChange, sampleTerms, sampleVersion } from "../contract/samples.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";

const earlier = `# Use

You may:

- resell the outputs to anybody;
- share the outputs with others.

You must not:

- copy the service.
`;
const later = earlier
  .replace("- resell the outputs to anybody;\n", "")
  .replace("- copy the service.\n", "- copy the service;\n- train a model on what it answers.\n");

/** Records that the one text became the other; counts how often a version is read. */
async function recordChange(before: string, after: string) {
  const store = createMemoryStore();
  const one = { ...sampleVersion("one", hour(1), null), text: before };
  const other: Version = { ...sampleVersion("other", hour(2), one), text: after };
  const change = sampleChange(one, other, compareVersions(before, after));
  await store.importHistory(sampleTerms(one.termsId), [one, other], [change]);
  const read: string[] = [];
  const counting: Store = {
    ...store,
    findVersion: async (id) => {
      read.push(id === one.id ? "before" : "after");
      return store.findVersion(id);
    },
  };
  return { store: counting, change, read };
}

function listLeadIns(
  { comparison }: TermsChange,
  leadInOf: Awaited<ReturnType<typeof loadLeadIns>>,
) {
  return comparison.changes.map(({ before, after }) => {
    const side = after === null ? "before" : "after";
    return `${(after ?? before)?.text}: ${leadInOf(side, (after ?? before)?.start ?? 0)}`;
  });
}

describe("loadLeadIns", () => {
  it("finds the sentence of a clause that came in its text now, of one that went in its text then", async () => {
    const { store, change } = await recordChange(earlier, later);
    const told = listLeadIns(change, await loadLeadIns(store, change));
    expect(told).toContain("- resell the outputs to anybody;: You may:");
    expect(told).toContain("- train a model on what it answers.: You must not:");
  });

  it("does not read the text before where no clause is gone from it", async () => {
    const { store, change, read } = await recordChange(
      earlier,
      `${earlier}- train a model on it.\n`,
    );
    await loadLeadIns(store, change);
    expect(read).toEqual(["after"]);
  });

  it("finds nothing in texts that are not in the store", async () => {
    const { change } = await recordChange(earlier, later);
    const leadInOf = await loadLeadIns(createMemoryStore(), change);
    expect(listLeadIns(change, leadInOf).every((line) => line.endsWith(": undefined"))).toBe(true);
  });
});

describe("createChangeSource", () => {
  it("reads the texts once for all who hear of a change", async () => {
    const { store, change, read } = await recordChange(earlier, later);
    const source = createChangeSource(store);
    const all = await Promise.all(Array.from({ length: 50 }, () => source.findLeadIns(change)));
    expect(new Set(all).size).toBe(1);
    expect(read.toSorted()).toEqual(["after", "before"]);
  });
});
