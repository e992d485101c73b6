import { describe, expect, it } from "vitest";
import { createLineage } from "../../../src/core/history/lineage.ts";
import { toSpells } from "../../../src/core/history/spells.ts";
import { digestOf } from "../../../src/model/digest.ts";
import { addMs, parseInstant } from "../../../src/model/instant.ts";

/** The wordings of the clause that first held the word, each with the places of the versions that it stood between. */
function spellsOf(word: string, texts: readonly string[]): readonly string[] {
  const lineage = createLineage("acme/terms-of-service");
  for (const [at, text] of texts.entries())
    lineage.add({
      id: digestOf(`version ${at}`),
      seenAt: addMs(parseInstant("2025-01-01T00:00:00Z"), at),
      changeId: null,
      isReread: false,
      text,
      digest: digestOf(text),
    });
  const thread = lineage.threads.find(({ steps }) => steps[0]?.after?.text.includes(word));
  if (thread === undefined) throw new Error(`no clause has “${word}”`);
  return toSpells(thread).map(
    ({ clause, from, until }) => `${from}–${until ?? ""}: ${clause.text}`,
  );
}

const other = "This agreement is between you and Acme, and is governed by the law of Norway.";
const fees = "Fees are due within thirty days of the invoice that we send.";

describe("toSpells", () => {
  it("begins a spell with each wording and ends the one before", () => {
    const shorter = fees.replace("thirty", "ten");
    expect(spellsOf("Fees", [`${fees}\n\n${other}`, `${shorter}\n\n${other}`])).toEqual([
      `0–1: ${fees}`,
      `1–: ${shorter}`,
    ]);
  });

  it("goes on through another number and another place", () => {
    const texts = [`1. ${fees}\n\n2. ${other}`, `1. ${other}\n\n2. ${fees}`];
    expect(spellsOf("Fees", texts)).toEqual([`0–: 1. ${fees}`]);
  });

  it("ends where the clause leaves, and begins anew where it returns", () => {
    const whole = `${other}\n\n${fees}`;
    expect(spellsOf("Fees", [whole, other, whole])).toEqual([`0–1: ${fees}`, `2–: ${fees}`]);
  });
});
