import { describe, expect, it } from "vitest";
import type { CheckFacts } from "../../src/core/incidents.ts";
import { createIncident, planIncidents } from "../../src/core/incidents.ts";
import type { TermsIncident, TermsIncidentKind } from "../../src/model/incident.ts";
import type { Instant } from "../../src/model/instant.ts";
import { addMs, parseInstant } from "../../src/model/instant.ts";

const start = parseInstant("2026-03-01T00:00:00Z");
const termsId = "acme/terms-of-service";

const facts: CheckFacts = {
  termsId,
  outcome: "failed",
  fault: "timeout",
  detail: "no answer",
  open: [],
  failuresInRow: 0,
  at: start,
};

function openAt(kind: TermsIncidentKind, at: Instant): TermsIncident {
  return createIncident(termsId, kind, kind, { detail: null, at });
}

function openedKinds(check: Partial<CheckFacts>): string[] {
  return planIncidents({ ...facts, ...check }).opened.map(({ kind, fault }) => `${kind}: ${fault}`);
}

describe("planIncidents", () => {
  it("waits for a second failure in a row before it calls a passing fault an incident", () => {
    expect(openedKinds({ failuresInRow: 0 })).toEqual([]);
    expect(openedKinds({ failuresInRow: 1 })).toEqual(["failing: timeout"]);
  });

  it.each(["browser-missing", "egress-refused", "selector-invalid", "selector-missed"])(
    "opens one at once for %s, which will not pass",
    (fault) => {
      expect(openedKinds({ fault })).toEqual([`failing: ${fault}`]);
    },
  );

  it("opens one at once for an answer that was held back", () => {
    const held = { outcome: "quarantined", fault: "login-wall" } as const;
    expect(openedKinds(held)).toEqual(["quarantined: login-wall"]);
  });

  it("opens one of a kind at a time", () => {
    const open = [openAt("failing", start)];
    expect(openedKinds({ open, failuresInRow: 5 })).toEqual([]);
    const held = { outcome: "quarantined", fault: "login-wall" } as const;
    expect(openedKinds({ ...held, open, failuresInRow: 5 })).toEqual(["quarantined: login-wall"]);
  });

  it.each(["unchanged", "not-modified", "changed", "unconfirmed", "variant", "upgraded"] as const)(
    "closes all that are open by a check that is %s, the first opened first",
    (outcome) => {
      const open = [openAt("stale", addMs(start, 2)), openAt("failing", addMs(start, 1))];
      const plan = planIncidents({ ...facts, outcome, open, at: addMs(start, 3) });
      expect(plan.opened).toEqual([]);
      expect(plan.closed.map(({ kind }) => kind)).toEqual(["failing", "stale"]);
      expect(plan.closed.map(({ closedAt }) => closedAt)).toEqual([
        addMs(start, 3),
        addMs(start, 3),
      ]);
    },
  );

  it("closes nothing while the text is not seen", () => {
    const open = [openAt("failing", start)];
    expect(planIncidents({ ...facts, open, failuresInRow: 9 }).closed).toEqual([]);
  });

  it("names a fault that nobody named", () => {
    expect(openedKinds({ fault: null, failuresInRow: 1 })).toEqual(["failing: unknown"]);
  });
});

describe("createIncident", () => {
  it("gives the same trouble at another time another id, and the same one its own again", () => {
    expect(openAt("failing", start).id).toBe(openAt("failing", start).id);
    expect(openAt("failing", start).id).not.toBe(openAt("failing", addMs(start, 1)).id);
    expect(openAt("failing", start).id).not.toBe(openAt("stale", start).id);
  });
});
