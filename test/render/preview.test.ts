import { describe, expect, it } from "vitest";
import { parseInstant } from "../../src/model/instant.ts";
import type { PreviewCount } from "../../src/render/preview.ts";
import { renderPreviewCount, renderPreviewLine, toPreviewed } from "../../src/render/preview.ts";
import { createClauseChange, createSampleAlert } from "./sample.ts";

const counted: PreviewCount = {
  since: parseInstant("2025-03-01T00:00:00Z"),
  until: parseInstant("2026-02-28T12:00:00Z"),
  alertCount: 14,
  messageCount: 9,
  recordedSince: parseInstant("2023-01-01T00:00:00Z"),
};
const year = "the last 12 months";

describe("renderPreviewCount", () => {
  it.each([
    ["instant", 14, "have alerted 14 times."],
    ["instant", 1, "have alerted once."],
    ["instant", 0, "not have alerted."],
    ["daily", 14, "have alerted 14 times, in 9 daily digests."],
    ["weekly", 0, "not have alerted."],
  ] as const)("says of %s and %i: would %s", (rhythm, alertCount, said) => {
    expect(renderPreviewCount({ ...counted, alertCount }, rhythm, year)).toBe(
      `Over the last 12 months this subscription would ${said}\n`,
    );
  });

  it("names the days where the time has no name", () => {
    expect(renderPreviewCount(counted, "instant", null)).toMatch(
      /^From 1 Mar 2025 to 28 Feb 2026 this subscription /,
    );
  });

  it("says when less is recorded than was asked about", () => {
    const recordedSince = parseInstant("2025-11-07T04:00:00Z");
    expect(renderPreviewCount({ ...counted, recordedSince }, "instant", year)).toContain(
      "No change is recorded that is older than 7 Nov 2025.\n",
    );
    expect(renderPreviewCount({ ...counted, recordedSince: null }, "instant", year)).toContain(
      "No change is recorded yet: nothing can be said.\n",
    );
  });
});

describe("renderPreviewLine", () => {
  it("says what the alert's subject says, on one line", () => {
    const change = createClauseChange("You may <ins>not </ins>resell it.", {
      topics: ["competing-development"],
    });
    const alert = createSampleAlert([change], { terms: { serviceName: "Acme\nAI" } });
    expect(renderPreviewLine(toPreviewed(alert))).toMatch(
      /^ 2 Apr 2026 {2}[0-9a-f]{12} {2}Acme[^\n]*AI · Terms of Service: stricter rules on [^\n]+\n$/,
    );
  });
});
