import { describe, expect, it } from "vitest";
import { createChangeOutlines } from "../../src/app/change-outlines.ts";
import type { HistoryStamp } from "../../src/ports/history-stamp.ts";
import type { Store } from "../../src/ports/store.ts";
import { hour } from "../contract/samples.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";
import { createClauseChange } from "../render/sample.ts";
import type { Recorded } from "./history.ts";
import { recordHistory } from "./history.ts";

const stricter = createClauseChange(
  "You may <del>use</del><ins>neither use, copy, sell nor hand on to any competitor</ins> it.",
  { topics: ["competing-development"] },
);
const typo = createClauseChange("A <del>smal</del><ins>small</ins> thing.", {
  materiality: "editorial",
  direction: null,
});

interface Counted {
  readonly store: Store & HistoryStamp;
  /** Ids of the changes that were read, since it was last asked. */
  readonly takeRead: () => readonly string[];
  readonly record: (history: readonly Recorded[]) => Promise<void>;
}

/** A store that says what of it was read. */
function createCounted(): Counted {
  const memory = createMemoryStore();
  let read: string[] = [];
  let writes = 0;
  return {
    store: {
      ...memory,
      readWriteStamp: async () => String(writes),
      findChange: async (id) => {
        read.push(id);
        return memory.findChange(id);
      },
    },
    takeRead() {
      const taken = read;
      read = [];
      return taken;
    },
    async record(history) {
      writes += 1;
      await recordHistory(memory, history);
    },
  };
}

describe("createChangeOutlines", () => {
  it("counts what changed, and keeps no word of it", async () => {
    const { store, record } = createCounted();
    await record([{ termsId: "acme/a", at: 3, changes: [typo, stricter] }]);
    const { changes } = await createChangeOutlines(store).read();
    const [outline] = changes;
    expect(changes).toHaveLength(1);
    expect(outline).toMatchObject({
      gist: "stricter rules on building competing models",
      clauses: { substantive: 1, editorial: 1, noise: 0 },
      words: { removed: 2, added: 11 },
      beforeSeenAt: hour(2),
    });
    expect(JSON.stringify(outline?.change.comparison.changes)).not.toContain("competitor");
  });

  it("reads what was recorded since, and nothing else", async () => {
    const { store, record, takeRead } = createCounted();
    await record([{ termsId: "acme/a", at: 3, changes: [stricter] }]);
    const outlines = createChangeOutlines(store);
    await outlines.read();
    takeRead();
    await outlines.read();
    expect(takeRead()).toEqual([]);
    await record([{ termsId: "acme/b", at: 5, changes: [stricter] }]);
    const { changes, events } = await outlines.read();
    const [newest] = changes;
    expect(newest?.change.termsId).toBe("acme/b");
    expect(new Set(takeRead())).toEqual(new Set([newest?.change.id]));
    expect(newest && events.get(newest.change.id)?.changes).toHaveLength(2);
  });

  it("reads all anew where an older change came in", async () => {
    const { store, record, takeRead } = createCounted();
    await record([{ termsId: "acme/a", at: 9, changes: [stricter] }]);
    const outlines = createChangeOutlines(store);
    await outlines.read();
    takeRead();
    await record([{ termsId: "acme/b", at: 5, changes: [stricter] }]);
    const { changes } = await outlines.read();
    expect(changes.map(({ change }) => change.termsId)).toEqual(["acme/a", "acme/b"]);
    expect(new Set(takeRead()).size).toBe(2);
  });

  it("tries again after a failure", async () => {
    const { store, record } = createCounted();
    await record([{ termsId: "acme/a", at: 3, changes: [stricter] }]);
    let isBroken = true;
    const outlines = createChangeOutlines({
      ...store,
      listTermsStatus: async () => {
        if (isBroken) throw new Error("disk on fire");
        return store.listTermsStatus();
      },
    });
    await expect(outlines.read()).rejects.toThrow("disk on fire");
    isBroken = false;
    expect((await outlines.read()).changes).toHaveLength(1);
  });
});
