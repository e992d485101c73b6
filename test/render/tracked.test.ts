import { describe, expect, it } from "vitest";
import { toMarkers } from "../../src/render/markup.ts";
import type { TrackedParagraph } from "../../src/render/tracked.ts";
import { track } from "./tracked-pair.ts";

const ends = { same: "¶", added: "{+¶+}", removed: "[-¶-]" } as const;

function show(paragraphs: readonly TrackedParagraph[]): readonly string[] {
  return paragraphs.map(({ runs, end }) => `${toMarkers(runs)}${ends[end]}`);
}

const fees = "## 2. Fees\n\nFees are due within 30 days.";
const use = "## 1. Use\n\nYou may use the service for anything lawful.";

describe("toTrackedParagraphs", () => {
  it("gives the whole document, with what changed marked in its place", () => {
    expect(show(track(`${use}\n\n${fees}`, `${use}\n\n${fees.replace("30", "14")}`))).toEqual([
      "1. Use¶",
      "You may use the service for anything lawful.¶",
      "2. Fees¶",
      "Fees are due within [-30-]{+14+} days.¶",
    ]);
  });

  it("adds and removes whole clauses with their ends", () => {
    const ban = "You must not resell access.";
    expect(show(track(use, `${use}\n\n${ban}`)).at(-1)).toBe(`{+${ban}+}{+¶+}`);
    expect(show(track(`${use}\n\n${ban}`, use)).at(-1)).toBe(`[-${ban}-][-¶-]`);
  });

  it("shows a moved clause where it stood and where it stands, and says so at both", () => {
    const arbitration =
      "Disputes are settled by arbitration in Oslo, one arbitrator sitting alone.";
    const moved = track(
      `${use}\n\n${arbitration}\n\n${fees}\n\nFees are not paid back.`,
      `${use}\n\n${fees}\n\nFees are not paid back.\n\n${arbitration}`,
    ).filter(({ runs }) => runs.some(({ text }) => text === arbitration));
    expect(show(moved)).toEqual([`[-${arbitration}-][-¶-]`, `{+${arbitration}+}{+¶+}`]);
    expect(moved.map(({ note }) => note)).toEqual([
      "Moved from here: it stands now under “2. Fees”.",
      expect.stringMatching(/Moved to here: it stood under “1\. Use”\.$/),
    ]);
  });

  it("sets a clause that kept hardly a word as what it was and what it is", () => {
    const before = "We will never share what you type with anybody outside our own company at all.";
    const after = "Prompts may be disclosed to partners, contractors and buyers whenever useful.";
    expect(show(track(before, after))).toEqual([`[-${before}-][-¶-]`, `{+${after}+}{+¶+}`]);
  });

  it("sets headings, lists and what is set in as what they are", () => {
    const text =
      "# Terms\n\n**Your data**\n\nYou must not:\n\n- spam;\n  - by mail;\n\n(a) One thing.";
    expect(track(text, text).map(({ look }) => look)).toEqual([
      { kind: "heading", level: 1 },
      { kind: "heading", level: 2 },
      { kind: "text", level: 0 },
      { kind: "bullet", level: 0 },
      { kind: "bullet", level: 1 },
      { kind: "text", level: 0 },
    ]);
  });

  it("keeps numbers as they are written, and drops marks of lists and headings", () => {
    expect(show(track("## 1. Use\n\n- spam;", "## 1. Use\n\n- spam;"))).toEqual([
      "1. Use¶",
      "spam;¶",
    ]);
  });

  it("gives what changed alone, under its sections, for whoever wants no more", () => {
    const before = `${use}\n\n${fees}\n\n## 3. Law\n\nThe law of Norway applies.`;
    const after = before.replace("30", "14").replace("anything lawful", "whatever is lawful");
    expect(show(track(before, after, { isChangesOnly: true }))).toEqual([
      "1. Use¶",
      "You may use the service for [-anything-]{+whatever is+} lawful.¶",
      "2. Fees¶",
      "Fees are due within [-30-]{+14+} days.¶",
    ]);
  });

  it("names sections without the title that all of them stand under", () => {
    const before = `# Terms\n\n${use}\n\n${fees}`;
    const after = before.replace("30", "14").replace("anything lawful", "whatever is lawful");
    expect(show(track(before, after, { isChangesOnly: true }))).toContain("2. Fees¶");
  });

  it("says so where nothing but markup changed, among what changed", () => {
    const after = use.replace("the service", "the [service](https://a.example/)");
    expect(track(use, after, { isChangesOnly: true }).map(({ note }) => note)).toEqual([
      null,
      "Nothing changed here but markup, or the address of a link.",
    ]);
  });

  it("names no section above a heading that changed, nor below it once more", () => {
    const before = `# Terms\n\n${use}\n\n${fees}`;
    const after = before.replace("2. Fees", "2. Charges").replace("30", "14");
    expect(show(track(before, after, { isChangesOnly: true }))).toEqual([
      "2. [-Fees-]{+Charges+}¶",
      "Fees are due within [-30-]{+14+} days.¶",
    ]);
  });
});
