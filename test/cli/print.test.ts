import { describe, expect, it } from "vitest";
import { printChange, printChanges } from "../../src/cli/print.ts";
import { compareVersions } from "../../src/core/compare.ts";
import type { TermsChange } from "../../src/model/change.ts";
import type { Io } from "../../src/ports/io.ts";
import { hour, sampleChange, sampleTerms, sampleVersion } from "../contract/samples.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";
import { createChange, createClauseChange } from "../render/sample.ts";

const redline = "You may <ins>neither sell nor lend it to anybody, nor </ins>use it.";

/** Prints one change of each terms, all of the same words. */
async function print(
  termsIds: readonly string[],
  fields: Parameters<typeof createChange>[1] = {},
): Promise<string> {
  const store = createMemoryStore();
  const changes: TermsChange[] = [];
  for (const termsId of termsIds) {
    const before = sampleVersion("before", hour(1), null, { termsId });
    const after = sampleVersion("after", hour(2), before, { termsId });
    const { comparison } = createChange([createClauseChange(redline)], fields);
    const change = sampleChange(before, after, comparison);
    await store.importHistory(sampleTerms(termsId), [before, after], [change]);
    changes.push(change);
  }
  let out = "";
  const io = toIo((text) => void (out += text));
  await printChanges(io, store, changes);
  return out;
}

function toIo(write: Io["out"]): Io {
  return {
    out: write,
    err() {},
    isTerminal: false,
    isInteractive: false,
    columns: 80,
    hasColour: false,
    async *readStdin() {},
  };
}

describe("printChanges", () => {
  it("makes one entry of the same change in several documents, and names them", async () => {
    const out = await print(["acme/terms", "acme/privacy"]);
    expect(out.match(/^─+$/gm)).toHaveLength(1);
    expect(out).toContain("and 1 more document");
    expect(out).toContain("SAME CHANGE: the same words also changed in acme · ");
  });

  it("makes an entry of each document where whole texts were replaced", async () => {
    const out = await print(["acme/terms", "acme/privacy"], { replaced: true });
    expect(out.match(/^─+$/gm)).toHaveLength(2);
  });
});

describe("printChange", () => {
  it("says which sentence a clause completes", async () => {
    const texts = [
      "You must not:\n\n- resell it.\n",
      "You must not:\n\n- resell it;\n- train on it.\n",
    ];
    const [before, after] = texts.map((text, at) => ({
      ...sampleVersion(text, hour(at), null),
      text,
    }));
    if (before === undefined || after === undefined) throw new Error("no texts");
    const change = sampleChange(before, after, compareVersions(before.text, after.text));
    const store = createMemoryStore();
    await store.importHistory(sampleTerms(before.termsId), [before, after], [change]);
    let out = "";
    await printChange(
      toIo((text) => void (out += text)),
      store,
      { change, isExplaining: false },
    );
    expect(out).toContain("   Under: “You must not:”\n   {+train on it.+}");
  });
});
