import { describe, expect, it } from "vitest";
import { compareVersions } from "../../src/core/compare.ts";
import { fingerprintOf } from "../../src/core/extract/fingerprint.ts";
import { withoutVolatile } from "../../src/core/volatile.ts";

describe("withoutVolatile", () => {
  it.each([
    ["- ChatGPT 99.85% uptime", "- ChatGPT "],
    ["Posted 3 hours ago by the team", "Posted  by the team"],
    ["Research · 5 min read", "Research · "],
  ])("takes what counts by itself out of %j", (line, rest) => {
    expect(withoutVolatile(`# Page\n\n${line}\n`)).toBe(`# Page\n\n${rest}\n`);
  });

  it.each([
    "We guarantee 99.9% uptime in each month.",
    "Credits are due below 99.5% uptime.",
    "You must not have been suspended less than 12 months ago.",
    `A long sentence about the service that goes on ${"and on ".repeat(12)}with 99.9% uptime.`,
  ])("leaves %j, which may bind", (line) => {
    expect(withoutVolatile(line)).toBe(line);
  });
});

describe("a status page", () => {
  const page = (uptime: string, posted: string) =>
    `# Status\n\n- API ${uptime}% uptime\n\n## Past incidents\n\nElevated errors, posted ${posted} ago.\n`;

  it("has the same words when only its counters have moved", () => {
    expect(fingerprintOf(page("99.98", "3 hours"))).toBe(fingerprintOf(page("99.97", "2 days")));
  });

  it("shows moved counters as noise beside a new incident", () => {
    const after = page("99.97", "2 days").replace(
      "Past incidents",
      "Past incidents\n\nA model was recalled.",
    );
    const { changes } = compareVersions(page("99.98", "3 hours"), after, { isList: true });
    expect(changes.map(({ kind, materiality }) => `${kind} ${materiality}`)).toEqual([
      "modified noise",
      "added substantive",
      "modified noise",
    ]);
  });
});
