import { describe, expect, it } from "vitest";
import { renderTeams } from "../../src/render/teams.ts";
import { findCardProblems, listCardTexts } from "./adaptive-card.ts";
import { createHostileAlert, hostileTexts } from "./hostile.ts";
import { createClauseChange, createSampleAlert } from "./sample.ts";

const competing = createClauseChange("You may <del>always </del><ins>not </ins>compete.", {
  path: ["2. Use", "2.3 Restrictions"],
  topics: ["competing-development"],
  cues: [{ side: "after", start: 4, end: 11, why: "permission-to-prohibition" }],
});

describe("renderTeams", () => {
  it("says where, what, why, from when, and where to read on", () => {
    const { to, card } = renderTeams(
      createSampleAlert([competing], {
        channel: "teams",
        target: "legal-team",
        alert: { permalink: "https://watch.example/changes/1" },
      }),
    );
    expect(to).toBe("legal-team");
    expect(findCardProblems(card)).toEqual([]);
    const texts = listCardTexts(card);
    expect(texts).toContain("Acme AI · Terms of Service");
    expect(texts).toContain("1. Tightened · Building competing models · Changed clause");
    expect(texts).toContain("2. Use › 2.3 Restrictions");
    expect(texts).toContain("Why: a permission became a prohibition (“may not”)");
    expect(texts).toContain("none → 1 May 2026");
    expect(texts.join(" ")).toContain("in 29 days");
    expect(card["actions"]).toEqual([
      {
        type: "Action.OpenUrl",
        title: "See the comparison",
        url: "https://watch.example/changes/1",
      },
      {
        type: "Action.OpenUrl",
        title: "Open the source",
        url: "https://acme.example/legal/terms",
      },
    ]);
  });

  it("strikes out what went and underlines what came, and marks both in the text", () => {
    const { card } = renderTeams(createSampleAlert([competing], { channel: "teams" }));
    expect(JSON.stringify(card)).toContain(
      '{"type":"TextRun","text":"[-always-]","strikethrough":true,"color":"Attention"},{"type":"TextRun","text":" "},{"type":"TextRun","text":"{+not+}","underline":true,"weight":"Bolder","color":"Good"}',
    );
  });

  it.each(hostileTexts)("lets %s come to nothing", (_, hostile) => {
    const { card } = renderTeams(createHostileAlert(hostile, "teams"));
    expect(findCardProblems(card)).toEqual([]);
    // eslint-disable-next-line no-control-regex -- none may be left
    expect(listCardTexts(card).join("")).not.toMatch(/[\u0000-\u0008\u001B\u200B\u202E\uFEFF]/);
    expect(JSON.stringify(card)).not.toMatch(/"url":"javascript:/);
  });

  it.each([
    ["plain text", "word "],
    ["Chinese", "条款变更"],
    ["what Markdown must not see", "*_[]()"],
    ["hidden characters, which grow when shown", "\u202E"],
  ])("stays below the limit with sixty clauses of 50 kB of %s, and counts the rest", (_, unit) => {
    const text = unit.repeat(Math.ceil(50_000 / unit.length));
    const change = createClauseChange([{ op: "added", text }], {
      path: [text, text, text, text, text, text],
      cues: [{ side: "after", start: 0, end: 5000, why: text }],
    });
    const { card } = renderTeams(
      createSampleAlert(
        Array.from({ length: 60 }, () => change),
        {
          channel: "teams",
          terms: {
            serviceName: text,
            urls: Array.from({ length: 9 }, () => `https://a.example/${"x".repeat(900)}`),
          },
          change: { summary: text },
        },
      ),
    );
    expect(findCardProblems(card)).toEqual([]);
    const shown = listCardTexts(card).filter((line) => /^\d+\. Tightened/.test(line)).length;
    expect(shown).toBeGreaterThanOrEqual(1);
    expect(listCardTexts(card)).toContain(
      `${60 - shown} more changes that you asked for not shown here: `,
    );
  });

  it("shows something of a clause of five megabytes in many pieces", () => {
    const spans = Array.from({ length: 50_000 }, (_, at) => ({
      op: (["same", "removed", "added"] as const)[at % 3] ?? "same",
      text: `${at} ${"x".repeat(100)} `,
    }));
    const { card } = renderTeams(
      createSampleAlert([createClauseChange(spans)], { channel: "teams" }),
    );
    expect(findCardProblems(card)).toEqual([]);
    expect(listCardTexts(card).join("")).toMatch(/more edits in this clause/);
  });

  it("says what is out of the ordinary, also where no clause was asked for", () => {
    const alert = createSampleAlert([], { channel: "teams", change: { replaced: true } });
    const { card } = renderTeams(alert);
    expect(findCardProblems(card)).toEqual([]);
    expect(listCardTexts(card)).toContain("Document replaced: ");
  });
});
