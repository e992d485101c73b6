import { describe, expect, it } from "vitest";
import { alignClauses } from "../../../src/core/clauses/align.ts";
import { segmentClauses } from "../../../src/core/clauses/segment.ts";
import { createDateJudge } from "../../../src/core/dates/moved.ts";
import { readEditions } from "../../../src/core/dates/silence.ts";

function toPage(head: string): string {
  return `# Terms of Hire\n\n${head}\n\nYou may hire a crane of ours.\n\nYou must bring it back.\n\nWe may ask for a deposit.\n`;
}

/** `substantive effective-date-moved “May 4, 2026”` of each edit that is about the binding day. */
function judge(before: string, after: string, seenOn: string | null = null): string[] {
  const [one, other] = [toPage(before), toPage(after)];
  const decide = createDateJudge(readEditions(one, other, seenOn));
  const { edits } = alignClauses(
    { text: one, clauses: segmentClauses(one) },
    { text: other, clauses: segmentClauses(other) },
  );
  return edits.flatMap((edit) => {
    const verdict = decide(edit);
    if (verdict === null) return [];
    const words = edit[verdict.side]?.text.slice(verdict.start, verdict.end);
    return [`${verdict.materiality} ${verdict.why} “${words}”`];
  });
}

describe("createDateJudge", () => {
  it("takes a date that moves ahead of an unmoved “updated” for a postponement", () => {
    expect(
      judge(
        "Updated: May 4, 2026\n\nEffective: June 4, 2026",
        "Updated: May 4, 2026\n\nEffective: July 1, 2026",
      ),
    ).toContain("substantive effective-date-moved “July 1, 2026”");
  });

  it("takes a date that moves before it has come for a postponement", () => {
    const pages = ["Effective: June 4, 2026", "Effective: July 1, 2026"] as const;
    expect(judge(...pages, "2026-05-20")).toContain(
      "substantive effective-date-moved “July 1, 2026”",
    );
    expect(judge(...pages, "2026-07-01")).toEqual(["editorial date-alone “July 1, 2026”"]);
    expect(judge(...pages)).toEqual(["editorial date-alone “July 1, 2026”"]);
  });

  it("takes a date whose edition links the same previous version for a postponement", () => {
    const link = "[Previous Version](https://example.com/v/12)";
    expect(judge(`Effective June 4, 2026${link}`, `Effective July 1, 2026${link}`)).toEqual([
      "substantive effective-date-moved “July 1, 2026”",
    ]);
  });

  it("takes the dates of a new edition for dates alone", () => {
    expect(
      judge(
        "Updated: May 4, 2026\n\nEffective: June 4, 2026",
        "Updated: May 5, 2026\n\nEffective: June 5, 2026",
        "2026-05-05",
      ),
    ).toEqual(["editorial date-alone “June 5, 2026”"]);
  });

  it("takes a transitional note whose date moves for a change of when the terms bind", () => {
    const note = (date: string) =>
      `Note: These terms are effective on ${date} or the date you accept them (if earlier).`;
    expect(judge(note("June 4, 2026"), note("July 1, 2026"))).toEqual([
      "substantive effective-date-moved “July 1, 2026”",
    ]);
  });

  it("lets a transitional note go once its date has come, and not before", () => {
    const note =
      "Note: These terms are effective on June 4, 2026 or the date you accept them (if earlier).";
    const head = "Effective June 4, 2026";
    expect(judge(`${head}\n\n${note}`, head)).toEqual([
      "editorial transitional-note-dropped “June 4, 2026”",
    ]);
    expect(judge(`${head}\n\n${note}`, head, "2026-06-05")).toEqual([
      "editorial transitional-note-dropped “June 4, 2026”",
    ]);
    expect(judge(`${head}\n\n${note}`, head, "2026-05-20")).toEqual([]);
  });

  it("leaves what says more than a date to other rules", () => {
    expect(
      judge(
        "These terms are effective on June 4, 2026 for hirers in Norway.",
        "These terms are effective on July 1, 2026 for hirers in Sweden.",
      ),
    ).toEqual([]);
  });
});
