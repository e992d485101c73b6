import { describe, expect, it } from "vitest";
import type { AttemptFailure, ChannelFacts } from "../../src/core/channel-incidents.ts";
import { planFailure, planResumed, planTaken } from "../../src/core/channel-incidents.ts";
import type { IncidentReport } from "../../src/model/incident-report.ts";
import type { ChannelIncident } from "../../src/model/incident.ts";
import { addMs, parseInstant } from "../../src/model/instant.ts";

const now = parseInstant("2026-03-10T12:00:00Z");
const hour = 3_600_000;
const ops = { channel: "email" as const, target: "ops@example.com" };
const room = { channel: "slack" as const, target: "#ops" };

function facts(fields: Partial<ChannelFacts> = {}): ChannelFacts {
  return {
    channel: "email",
    target: "reader@example.com",
    open: [],
    operators: [ops, room],
    now,
    ...fields,
  };
}

function failure(fields: Partial<AttemptFailure> = {}): AttemptFailure {
  return {
    kind: "temporary",
    isOfTarget: false,
    detail: "451 try later",
    attempts: 1,
    since: now,
    isLast: false,
    ...fields,
  };
}

/** One that `planFailure` opens for a target. */
function open(target: string, fields: Partial<AttemptFailure> = {}): ChannelIncident {
  const [report] = planFailure(failure({ attempts: 5, ...fields }), facts({ target }));
  if (report === undefined) throw new Error("nothing opened");
  return report.incident;
}

function targetsOf(reports: readonly IncidentReport[]): string[] {
  return reports.map(({ incident }) => incident.target);
}

function toldOf(reports: readonly IncidentReport[]): string[] {
  return reports.flatMap(({ notifications }) => notifications.map(({ target }) => target));
}

describe("planFailure", () => {
  it.each([
    ["the fourth attempt within an hour", { attempts: 4, since: addMs(now, -hour) }, 0],
    ["the fifth attempt", { attempts: 5 }, 1],
    ["trouble of more than an hour", { attempts: 2, since: addMs(now, -hour - 1) }, 1],
    ["a fifth answer that there are too many messages", { kind: "rate-limited", attempts: 5 }, 1],
    ["a message that is given up", { isLast: true }, 1],
    ["a message that is refused", { kind: "refused", isLast: true }, 1],
    ["a target that does not exist", { kind: "gone", isLast: true }, 1],
  ] as const)("judges %s", (_, fields, count) => {
    const reports = planFailure(failure(fields), facts());
    expect(reports).toHaveLength(count);
    expect(reports.every(({ incident }) => incident.kind === "undeliverable")).toBe(true);
  });

  it("opens nothing while an incident of the target is open", () => {
    const before = [open("reader@example.com")];
    expect(planFailure(failure({ attempts: 9 }), facts({ open: before }))).toEqual([]);
  });

  it("opens a misconfigured channel at once, as an incident of the whole channel", () => {
    const [report] = planFailure(failure({ kind: "misconfigured" }), facts());
    expect(report?.incident).toMatchObject({ kind: "misconfigured", channel: "email", target: "" });
  });

  it("keeps a misconfigured endpoint an incident of its own", () => {
    const about = facts({ channel: "webhook", target: "legal-team" });
    const reports = planFailure(failure({ kind: "misconfigured", isOfTarget: true }), about);
    expect(targetsOf(reports)).toEqual(["legal-team"]);
  });

  it("tells every operator but the one who cannot be reached", () => {
    const reader = planFailure(failure({ attempts: 5 }), facts());
    expect(toldOf(reader)).toEqual(["ops@example.com", "#ops"]);
    const own = planFailure(failure({ attempts: 5 }), facts({ target: ops.target }));
    expect(toldOf(own)).toEqual(["#ops"]);
  });

  it("tells nobody of a misconfigured channel on that channel", () => {
    expect(toldOf(planFailure(failure({ kind: "misconfigured" }), facts()))).toEqual(["#ops"]);
  });

  it("opens an incident of the channel for the fourth target in trouble, and none for the fifth", () => {
    const alone = ["a@example.com", "b@example.com", "c@example.com"].map((each) => open(each));
    const fourth = planFailure(failure({ attempts: 5 }), facts({ open: alone }));
    expect(fourth).toMatchObject([{ incident: { kind: "undeliverable", target: "" } }]);
    const whole = fourth.map(({ incident }) => incident);
    const fifth = facts({ target: "e@example.com", open: [...whole, ...alone] });
    expect(planFailure(failure({ attempts: 5 }), fifth)).toEqual([]);
  });

  it("counts no target that does not exist towards the channel's trouble", () => {
    const gone = ["a@example.com", "b@example.com", "c@example.com"].map((each) =>
      open(each, { kind: "gone", isLast: true }),
    );
    const reports = planFailure(failure({ attempts: 5 }), facts({ open: gone }));
    expect(targetsOf(reports)).toEqual(["reader@example.com"]);
  });

  it("lets trouble that may pass end untold where the target turns out not to exist", () => {
    const passing = open("reader@example.com");
    const reports = planFailure(
      failure({ kind: "gone", isLast: true }),
      facts({ open: [passing], now: addMs(now, hour) }),
    );
    expect(reports).toMatchObject([
      { incident: { id: passing.id, closedAt: addMs(now, hour) }, notifications: [] },
      { incident: { fault: "gone", closedAt: null } },
    ]);
    expect(toldOf(reports)).toEqual(["ops@example.com", "#ops"]);
  });

  it("gives the same trouble a month later another id", () => {
    const later = facts({ now: addMs(now, 30 * 24 * hour) });
    const [again] = planFailure(failure({ attempts: 5 }), later);
    expect(again?.incident.id).not.toBe(open("reader@example.com").id);
  });
});

describe("planTaken", () => {
  it("closes the target's incident and the channel's misconfiguration, and tells of it", () => {
    const [broken] = planFailure(failure({ kind: "misconfigured" }), facts());
    const before = [open("reader@example.com"), open("other@example.com")];
    const known = broken === undefined ? before : [...before, broken.incident];
    const reports = planTaken(facts({ open: known }));
    expect(targetsOf(reports)).toEqual(["reader@example.com", ""]);
    expect(reports.every(({ incident }) => incident.closedAt === now)).toBe(true);
    expect(reports[0]?.notifications).toMatchObject([
      { subject: "recovery", target: "ops@example.com" },
      { subject: "recovery", target: "#ops" },
    ]);
  });

  it("keeps another endpoint's misconfiguration open", () => {
    const about = facts({ channel: "webhook", target: "one" });
    const [other] = planFailure(failure({ kind: "misconfigured", isOfTarget: true }), about);
    const known = other === undefined ? [] : [other.incident];
    expect(planTaken(facts({ channel: "webhook", target: "two", open: known }))).toEqual([]);
  });

  it("closes the channel's trouble with the last of its targets, not before", () => {
    const alone = ["a@example.com", "b@example.com", "c@example.com"].map((each) => open(each));
    const whole = planFailure(failure({ attempts: 5 }), facts({ open: alone }));
    const all = [...whole.map(({ incident }) => incident), ...alone];
    const one = planTaken(facts({ target: "a@example.com", open: all }));
    expect(targetsOf(one)).toEqual(["a@example.com"]);
    const left = all.filter(({ target }) => target === "" || target.startsWith("c"));
    expect(targetsOf(planTaken(facts({ target: "c@example.com", open: left })))).toEqual([
      "c@example.com",
      "",
    ]);
  });
});

describe("planResumed", () => {
  it("closes what was told of a target that did not exist, and nothing else", () => {
    const gone = open("reader@example.com", { kind: "gone", isLast: true });
    const known = [gone, open("other@example.com", { kind: "gone", isLast: true })];
    expect(planResumed(facts({ open: known }))).toMatchObject([
      { incident: { id: gone.id, closedAt: now } },
    ]);
    expect(planResumed(facts({ open: [open("reader@example.com")] }))).toEqual([]);
  });
});
