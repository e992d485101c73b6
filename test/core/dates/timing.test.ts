import { describe, expect, it } from "vitest";
import { compareVersions } from "../../../src/core/compare.ts";
import { readTiming } from "../../../src/core/dates/timing.ts";
import { toTimeLines } from "../../../src/render/timing.ts";

function toPage(head: string, days: number, promise: string): string {
  return `# Terms of Hire\n\n${head}\n\n${promise}\n\nYou must bring the crane back within ${days} days.\n\nWe may ask for a deposit.\n`;
}

interface Case {
  readonly before: string;
  readonly after: string;
  readonly promise?: string;
  readonly seenAt?: string;
  readonly beforeSeenAt?: string;
}

const promised =
  "We will give you at least 30 days' notice before material changes to these Terms take effect.";

/** What a terminal says of the dates of a change that was seen on 20 May 2026. */
function read({
  before,
  after,
  promise = promised,
  seenAt = "2026-05-20T08:00:00.000Z",
  beforeSeenAt = "2026-01-01",
}: Case): string[] {
  const comparison = compareVersions(toPage(before, 30, promise), toPage(after, 10, promise), {
    at: seenAt,
  });
  return toTimeLines(comparison, readTiming(comparison, { seenAt, beforeSeenAt }));
}

const quoted = `the document promises 30 days for material changes: “${promised}”`;

describe("readTiming", () => {
  it("counts the days until a change takes effect", () => {
    expect(read({ before: "Effective May 1, 2025", after: "Effective July 1, 2026" })).toEqual([
      "Takes effect in 42 days.",
    ]);
  });

  it("says that the notice is shorter than the document promises", () => {
    expect(read({ before: "Effective May 1, 2025", after: "Effective May 29, 2026" })).toEqual([
      `SHORT NOTICE: 9 days' notice; ${quoted}.`,
      "Takes effect in 9 days.",
    ]);
  });

  it("believes a page that says when it was posted", () => {
    const before = "Updated: May 1, 2025\n\nEffective: May 1, 2025";
    expect(read({ before, after: "Updated: April 20, 2026\n\nEffective: May 29, 2026" })).toEqual([
      "Takes effect in 9 days.",
    ]);
  });

  it("says that a change was in force when it was first seen", () => {
    const [short, inForce] = read({
      before: "Effective May 1, 2025",
      after: "Effective May 8, 2026",
    });
    expect(short).toBe(`SHORT NOTICE: 0 days' notice; ${quoted}.`);
    expect(inForce).toBe("ALREADY IN FORCE: Since 8 May 2026, 12 days before it was first seen.");
  });

  it("says that the earlier text still stood there after the day that is stated", () => {
    const lines = read({
      before: "Effective May 1, 2025",
      after: "Effective May 8, 2026",
      beforeSeenAt: "2026-05-10",
      promise: "We hire out.",
    });
    expect(lines).toEqual([
      "ALREADY IN FORCE: Since 8 May 2026, 12 days before it was first seen, although the earlier text stood there after that day.",
    ]);
  });

  it("counts from the stated update where the document says that changes bind from it", () => {
    expect(
      read({
        before: "Updated: May 1, 2025",
        after: "Updated: May 18, 2026",
        promise: "Changes to these Terms are effective on the “Last Updated” date.",
      }),
    ).toEqual(["ALREADY IN FORCE: Since 18 May 2026, 2 days before it was first seen."]);
  });

  it("says of a silent change that the promised notice is nowhere to be seen", () => {
    const head = "Updated: May 1, 2025";
    expect(read({ before: head, after: head })).toEqual([
      "SILENT CHANGE: The page still says last updated 1 May 2025.",
      `SHORT NOTICE: No later effective date is stated; ${quoted}.`,
    ]);
  });

  it("says of a text without a date that it states none", () => {
    expect(read({ before: "We hire.", after: "We hire.", promise: "We hire out." })).toEqual([
      "NO DATE: The page states no date of its own to tell it by.",
    ]);
  });

  it("counts the promise of the text before, not of the one that changes it", () => {
    const before = `Effective May 1, 2025\n\n${promised}`;
    const after = "Effective May 29, 2026\n\nChanges to these Terms are effective when posted.";
    expect(read({ before, after, promise: "We hire out." })[0]).toContain("SHORT NOTICE: 9 days'");
  });

  it("asks no notice for what only favours the customer", () => {
    const { changes, ...comparison } = compareVersions(
      toPage("Effective May 1, 2025", 30, promised),
      toPage("Effective May 29, 2026", 10, promised),
    );
    const turned = changes.map((change) =>
      change.materiality === "substantive" ? { ...change, direction: "loosened" as const } : change,
    );
    const sightings = { seenAt: "2026-05-20", beforeSeenAt: null };
    expect(readTiming({ ...comparison, changes }, sightings)?.isShort).toBe(true);
    expect(readTiming({ ...comparison, changes: turned }, sightings)?.isShort).toBe(false);
  });

  it("says nothing of a change that is not substantive", () => {
    const page = (date: string) => toPage(`Effective ${date}`, 30, promised);
    const comparison = compareVersions(page("May 1, 2025"), page("May 8, 2026"));
    expect(readTiming(comparison, { seenAt: "2026-05-20", beforeSeenAt: null })).toBeNull();
  });
});
