import { describe, expect, it } from "vitest";
import { parseService } from "../../src/core/declaration.ts";
import { createIncident } from "../../src/core/incidents.ts";
import type { StaleInputs } from "../../src/core/stale.ts";
import { planStale } from "../../src/core/stale.ts";
import type { TermsIncidentKind } from "../../src/model/incident.ts";
import type { Instant } from "../../src/model/instant.ts";
import { addMs, parseInstant } from "../../src/model/instant.ts";

const hour = 3_600_000;
const now = parseInstant("2026-03-10T00:00:00Z");

const { declarations } = parseService("acme", {
  name: "Acme",
  terms: { "Terms of Service": { fetch: "https://acme.example/terms", schedule: "0 * * * *" } },
});
const termsId = declarations[0]?.id ?? "";

function hoursAgo(count: number): Instant {
  return addMs(now, -count * hour);
}

function open(kind: TermsIncidentKind, at: Instant) {
  return createIncident(termsId, kind, kind, { detail: null, at });
}

interface Facts extends Partial<StaleInputs> {
  readonly verified: Instant | null;
  readonly checked?: Instant;
}

/** For a terms that is checked each hour. */
function plan({ verified, checked = now, ...also }: Facts) {
  return planStale({
    declarations,
    lastChecks: [{ termsId, startedAt: checked, lastVerifiedAt: verified, pending: null }],
    open: [],
    operators: [{ channel: "email", target: "operator@example.com" }],
    staleAfterIntervals: 2,
    now,
    ...also,
  });
}

describe("planStale", () => {
  it("opens an incident for a trouble told more than twice the interval ago, and tells operators", () => {
    const { opened, notifications } = plan({
      verified: hoursAgo(4),
      open: [open("failing", hoursAgo(2.1))],
    });
    expect(opened).toMatchObject([
      {
        termsId,
        kind: "stale",
        openedAt: now,
        detail: "not verified for 4 hours, since 2026-03-09 20:00 UTC",
      },
    ]);
    expect(notifications).toMatchObject([{ subject: "incident", subjectId: opened[0]?.id }]);
  });

  it("is patient for just twice the interval", () => {
    const facts = { verified: hoursAgo(4), open: [open("failing", hoursAgo(2))] };
    expect(plan(facts).opened).toEqual([]);
  });

  it("opens none where one is open", () => {
    const facts = { verified: hoursAgo(9), open: [open("stale", hoursAgo(5))] };
    expect(plan(facts).opened).toEqual([]);
  });

  it("opens none for a terms that was just verified, whatever stood open", () => {
    expect(plan({ verified: now, open: [open("failing", hoursAgo(9))] }).opened).toEqual([]);
  });

  it("tells the first trouble after a pause of ours as what it is, not as stale", () => {
    const longAgo = hoursAgo(24 * 30);
    expect(plan({ verified: longAgo }).opened).toEqual([]);
    expect(plan({ verified: longAgo, open: [open("quarantined", now)] }).opened).toEqual([]);
    const lasting = [open("quarantined", hoursAgo(3))];
    expect(plan({ verified: longAgo, open: lasting }).opened).toHaveLength(1);
  });

  it("opens one for a terms that nobody checks any more", () => {
    const facts = { verified: hoursAgo(3), checked: hoursAgo(3) };
    expect(plan(facts).opened).toHaveLength(1);
  });

  it("counts from the trouble for a terms that was never verified", () => {
    expect(plan({ verified: null }).opened).toEqual([]);
    const { opened } = plan({ verified: null, open: [open("failing", hoursAgo(3))] });
    expect(opened).toMatchObject([
      { detail: "never verified, tried for 3 hours, since 2026-03-09 21:00 UTC" },
    ]);
  });

  it("says nothing of a terms that was never checked", () => {
    expect(plan({ verified: null, lastChecks: [] }).opened).toEqual([]);
  });

  it("trusts no time that is yet to come, from before the clock was set back", () => {
    const nextYear = hoursAgo(-24 * 365);
    const facts = { verified: nextYear, open: [open("failing", hoursAgo(3))] };
    expect(plan(facts).opened).toHaveLength(1);
    expect(plan({ verified: nextYear, checked: nextYear }).opened).toEqual([]);
  });

  it("follows each terms' own schedule", () => {
    const weekly = parseService("acme", {
      name: "Acme",
      terms: { "Terms of Service": { fetch: "https://acme.example/terms", schedule: "0 0 * * 1" } },
    });
    const facts = {
      verified: hoursAgo(24 * 10),
      open: [open("failing", hoursAgo(24 * 9))],
      declarations: weekly.declarations,
    };
    expect(plan(facts).opened).toEqual([]);
    expect(plan({ ...facts, open: [open("failing", hoursAgo(24 * 15))] }).opened).toHaveLength(0);
    const older = {
      ...facts,
      verified: hoursAgo(24 * 20),
      open: [open("failing", hoursAgo(24 * 15))],
    };
    expect(plan(older).opened).toHaveLength(1);
  });
});
