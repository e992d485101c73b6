import { describe, expect, it } from "vitest";
import { readTiming } from "../../src/core/dates/timing.ts";
import { compareVersions } from "../../src/core/compare.ts";
import { renderComparison } from "../../src/render/comparison.ts";
import { createChange, createClauseChange } from "./sample.ts";

const banned = createClauseChange("4.2 You may <ins>not </ins>resell the outputs.", {
  path: ["4. Use", "4.2 Outputs"],
  topics: ["account-access"],
  cues: [
    { side: "after", start: 12, end: 15, why: "permission-to-ban" },
    { side: "after", start: 16, end: 22, why: "topic-account-access" },
  ],
});
const renumbered = createClauseChange("<del>5</del><ins>6</ins>. Be kind.", {
  path: ["5. Conduct"],
  materiality: "editorial",
  direction: null,
  cues: [{ side: "after", start: 0, end: 12, why: "numbering-or-order" }],
});
const relinked = createClauseChange(
  "See <del>[it](https://a.example/1)</del><ins>[it](https://a.example/2)</ins>.",
  {
    materiality: "noise",
    direction: null,
    topics: [],
    cues: [{ side: "after", start: 0, end: 5, why: "link-target" }],
  },
);

function render(
  changes: Parameters<typeof createChange>[0],
  options?: Parameters<typeof renderComparison>[1],
): string {
  return renderComparison(createChange(changes).comparison, options);
}

describe("renderComparison", () => {
  it("tells of a change where it stands, what became of it, in whose favour and why", () => {
    expect(render([banned])).toBe(`1 substantive change.
Last updated: 3 Mar 2026 (unchanged)
Effective: none → 1 May 2026
1 tightened; 90 % of the clauses survive.

[-removed-] {+added+}; - and + before the lines of whole clauses

── 4. Use › 4.2 Outputs ────────────────────────────────────────────────────────

1. Changed clause 4.2 · Tightened: stricter for the customer
   About: account access (“resell”)

     4.2 You may {+not+} resell the outputs.

   Why: a permission became a ban (“not”).
`);
  });

  it("sums up what is editorial or noise by its reasons, and says how to see it", () => {
    const text = render([banned, renumbered, renumbered, relinked], { width: 200 });
    expect(text).toContain(
      "Editorial, not shown: 2 (only numbers, references or the order of words changed 2).\n" +
        "Noise, not shown: 1 (only the target of a link changed 1).\n--all shows them.",
    );
    expect(text).not.toContain("Be kind");
  });

  it.each([
    ["noise", "3. Changed clause · Noise"],
    ["editorial", "2. Clause renumbered 5 → 6 · Editorial"],
  ] as const)("shows changes from %s on when asked", (min, block) => {
    expect(render([banned, renumbered, relinked], { min })).toContain(block);
  });

  it("shows an editorial change in full where nobody should rely on that", () => {
    const doubtful = { ...renumbered, confidence: 0.56 };
    expect(render([doubtful])).toContain("· Editorial · unsure (56 %)");
  });

  it("goes in the order of the document, names a section once, and says what to read first", () => {
    const minor = { ...banned, direction: "neutral" as const, topics: ["other" as const] };
    const text = render([minor, minor, banned, minor]);
    expect(text.match(/── 4\. Use › 4\.2 Outputs/g)).toHaveLength(1);
    expect(text).toContain("Read first: 3, 1, 2.");
  });

  it("puts a clause that is gone under the heading that stands there now", () => {
    const kept = {
      ...banned,
      before: { text: "x", path: ["Version of May"], start: 0, end: 1 },
      after: { text: "y", path: ["Version of June"], start: 0, end: 1 },
    };
    const gone = createClauseChange("<del>We delete it.</del>", { path: ["Version of May"] });
    const text = render([kept, gone]);
    expect(text).not.toContain("Version of May");
    expect(text.match(/Version of June/g)).toHaveLength(1);
  });

  it("says where a moved clause came from", () => {
    const moved = {
      ...banned,
      kind: "moved" as const,
      before: { text: "x", path: ["9. Old place"], start: 0, end: 1 },
    };
    expect(render([moved])).toContain("Before, under: 9. Old place");
  });

  it("counts the clauses that one was split into", () => {
    const { changes } = compareVersions(
      "# T\n\nYou may use the service for work. You must keep your password secret from everybody else.",
      "# T\n\nYou may use the service for work.\n\nYou must keep your password secret from everybody else.",
    );
    expect(render(changes, { min: "noise" })).toContain("Clause split into 2");
  });

  it("names the sentence that clauses complete, once for all that do", () => {
    const leadInOf = () => "You may not:";
    const text = render([banned, banned], { leadInOf });
    expect(text.match(/Under: “You may not:”/g)).toHaveLength(1);
  });

  it("says how a change stands to the day on which it was seen", () => {
    const { comparison } = createChange([banned]);
    const timing = readTiming(comparison, { seenAt: "2026-05-13", beforeSeenAt: null });
    expect(renderComparison(comparison, { timing })).toContain(
      "ALREADY IN FORCE: Since 1 May 2026, 12 days before it was first seen.",
    );
  });

  it("keeps every line within the width, with colour as without", () => {
    const long = createClauseChange(
      `${"plain words ".repeat(60)}<del>${"old words ".repeat(30)}</del><ins>${"new words ".repeat(30)}</ins>${"and more ".repeat(60)}`,
      { path: ["A heading of some length", "Another heading of some length", "A third one"] },
    );
    const wide = render([long, banned], { width: 60 }).split("\n");
    expect(Math.max(...wide.map((line) => line.length))).toBeLessThanOrEqual(60);
    const coloured = render([long, banned], { width: 60, hasColour: true });
    for (const line of coloured.split("\n"))
      expect(line.split(/\[(?:1|2|31|32)m/).length).toBe(line.split(/\[(?:22|39)m/).length);
    // oxlint-disable-next-line no-control-regex -- what colours add
    expect(coloured.replaceAll(/\u001B\[\d+m/g, "")).toBe(wide.join("\n"));
  });

  it("lets no escape sequence of the provider's reach the terminal", () => {
    const hostile = createClauseChange([{ op: "added", text: "\u001B]0;owned\u0007\u009B2J" }], {
      path: ["\u001B[2J"],
    });
    expect(render([hostile], { leadInOf: () => "\u001B[2J" })).not.toMatch(
      // oxlint-disable-next-line no-control-regex -- none of these may come through
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/,
    );
  });

  it("says that nothing differs", () => {
    expect(renderComparison(compareVersions("Same.", "Same."))).toBe("Nothing differs.\n");
  });
});
