import { describe, expect, it } from "vitest";
import { digestOf } from "../../src/model/digest.ts";
import { parseInstant } from "../../src/model/instant.ts";
import type { Alert } from "../../src/render/alert.ts";
import { mostNamed } from "../../src/render/alert.ts";
import { toStory } from "../../src/render/story.ts";
import { createClauseChange, createSampleAlert } from "./sample.ts";

const seenAt = parseInstant("2025-03-01T00:00:00Z");
const resale = createClauseChange("You may <del>not </del>resell it.");

/** An alert of a change that so many other documents have too. */
function createShared(count: number): Alert {
  const alsoIn = Array.from({ length: count }, (_, at) => ({
    terms: { id: `acme/${at}`, serviceName: "Acme AI", termsType: `Policy ${at}` },
    changeId: digestOf(`change ${at}`),
    detectedAt: seenAt,
  }));
  return createSampleAlert([resale], { alert: { alsoIn } });
}

function flagOf(alert: Alert, label: string): string | undefined {
  return toStory(alert).flags.find((flag) => flag.label === label)?.value;
}

describe("toStory", () => {
  it("names the other documents of the same change, each with what shows it", () => {
    const alert = createShared(2);
    expect(toStory(alert).title).toBe("Acme AI · Terms of Service and 2 more documents");
    const ids = [0, 1].map((at) => digestOf(`change ${at}`).slice(0, 12));
    expect(flagOf(alert, "Same change")).toBe(
      `the same words also changed in Acme AI · Policy 0 (clausewatch show ${ids[0]}), Acme AI · Policy 1 (clausewatch show ${ids[1]})`,
    );
  });

  it("says of a document in another language that its words are others", () => {
    const terms = { id: "acme-de/a", serviceName: "Acme AI (DE)", termsType: "Terms of Service" };
    const alsoIn = [{ terms, changeId: digestOf("german"), detectedAt: seenAt }];
    expect(flagOf(createSampleAlert([resale], { alert: { alsoIn } }), "Same change")).toMatch(
      /^by its figures the same change, in other words, is in Acme AI \(DE\) · Terms of Service \(/,
    );
  });

  it("counts those that would be too many to name", () => {
    expect(flagOf(createShared(mostNamed + 3), "Same change")).toMatch(/\) and 3 more$/);
    expect(toStory(createShared(40)).title.length).toBeLessThanOrEqual(120);
  });

  it("says nothing of other documents where there is none", () => {
    expect(flagOf(createShared(0), "Same change")).toBeUndefined();
  });

  it("says which chosen clause reads again as an earlier version had it", () => {
    const returned = { start: 0, versionId: digestOf("earlier"), seenAt };
    const alert = createSampleAlert([resale]);
    const told = { ...alert, change: { ...alert.change, returns: [returned] } };
    expect(flagOf(told, "Wording returned")).toBe(
      "“You may resell it.” reads again as it did from 1 Mar 2025",
    );
    const elsewhere = { ...told.change, returns: [{ ...returned, start: 99 }] };
    expect(flagOf({ ...told, change: elsewhere }, "Wording returned")).toBeUndefined();
  });
});
