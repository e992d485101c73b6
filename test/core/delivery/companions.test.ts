import { describe, expect, it } from "vitest";
import type { Waiting } from "../../../src/core/delivery/companions.ts";
import { chooseCompanions, isDue, mostTogether } from "../../../src/core/delivery/companions.ts";
import { digestOf } from "../../../src/model/digest.ts";
import { addMs, parseInstant } from "../../../src/model/instant.ts";

const now = parseInstant("2026-01-05T12:00:00Z");
const day = 86_400_000;

/** Named `<change of terms>-<subscription>`: `a1-x` is the first change of terms `a`, for subscription `x`. */
function wait(name: string, fields: Partial<Waiting> = {}): Waiting {
  const [change = "", subscriptionId = ""] = name.split("-");
  return {
    id: digestOf(name),
    subject: "change",
    subjectId: digestOf(change),
    subscriptionId,
    rhythm: "instant",
    hold: null,
    attempts: 0,
    termsId: change[0] ?? "",
    nextAttemptAt: now,
    leasedUntil: null,
    ...fields,
  };
}

const inDigest = { rhythm: "daily", hold: "digest" } as const;
const later = { nextAttemptAt: addMs(now, 3_600_000) };
const names = ["a1-x", "a1-y", "a2-x", "a2-y", "b1-x", "b1-y", "c1-x", "c1-y"];

function namesOf(companions: readonly Waiting[]): readonly (string | undefined)[] {
  return companions.map(({ id }) => names.find((name) => digestOf(name) === id));
}

function choose(head: Waiting, ...waiting: Waiting[]): readonly (string | undefined)[] {
  return namesOf(chooseCompanions(head, [head, ...waiting], now));
}

describe("chooseCompanions", () => {
  it("takes along what other subscriptions are owed of the same change, held or not", () => {
    const quiet = wait("a1-y", { hold: "quiet", ...later });
    expect(choose(wait("a1-x"), quiet, wait("b1-x"), wait("a2-y"))).toEqual(["a1-y"]);
  });

  it("leaves what is in the hands of another process", () => {
    const leased = wait("a1-y", { leasedUntil: addMs(now, 1) });
    expect(choose(wait("a1-x"), leased)).toEqual([]);
    expect(choose(wait("a1-x"), { ...leased, leasedUntil: now })).toEqual(["a1-y"]);
  });

  it("takes along a subscription's whole digest, what was written last too", () => {
    const fresh = wait("c1-x", { rhythm: "daily" });
    const others = [wait("b1-x", inDigest), fresh, wait("b1-y", { ...inDigest, ...later })];
    expect(choose(wait("a1-x", inDigest), ...others, wait("c1-y", inDigest))).toEqual([
      "b1-x",
      "c1-x",
      "b1-y",
      "c1-y",
    ]);
  });

  it("leaves other subscriptions' digests of other changes alone", () => {
    expect(choose(wait("a1-x", inDigest), wait("b1-y", inDigest))).toEqual([]);
  });

  it("takes along all that is due for a target whose cap left a rest, but no digest of a day", () => {
    const head = wait("a1-x", { hold: "cap" });
    const due = [wait("a2-x"), wait("b1-y", { hold: "cap" })];
    const notDue = wait("c1-x", { hold: "quiet", ...later });
    expect(choose(head, ...due, notDue, wait("b1-x", inDigest))).toEqual(["a2-x", "b1-y", "b1-x"]);
    expect(choose(head, wait("c1-y", inDigest))).toEqual([]);
  });

  it("takes nothing before what keeps it waiting", () => {
    const head = wait("b1-x", { hold: "cap" });
    const failing = wait("a1-x", { attempts: 1, ...later });
    expect(choose(head, failing, wait("a2-y"), wait("c1-x"))).toEqual(["c1-x"]);
  });

  it("leaves operators' notifications by themselves", () => {
    const subscriptionId = "operators/email/ops@example.org";
    const head = wait("a1-x", { hold: "cap" });
    expect(choose({ ...head, subscriptionId }, wait("a1-y"))).toEqual([]);
    expect(choose(head, wait("b1-x", { subscriptionId }))).toEqual([]);
  });

  it("takes no more than make one message", () => {
    const many = Array.from({ length: 2 * mostTogether }, (_, at) => {
      const change = `${String.fromCodePoint(0x4e00 + at)}1`;
      return wait(`${change}-x`, inDigest);
    });
    const [head] = many;
    expect(head && chooseCompanions(head, many, now)).toHaveLength(mostTogether - 1);
  });
});

describe("isDue", () => {
  it.each([
    [true, "has come", { attempts: 1, nextAttemptAt: now }],
    [false, "is to come after an attempt", { attempts: 1, ...later }],
    [true, "is to come, but was neither tried nor held", later],
    [false, "is to come after a hold", { hold: "digest", ...later }],
    [false, "is nine days ahead", { hold: "digest", nextAttemptAt: addMs(now, 9 * day) }],
    [
      true,
      "is further ahead than any hold",
      { hold: "digest", nextAttemptAt: addMs(now, 10 * day) },
    ],
    [
      false,
      "is ten days ahead as a channel asked",
      { attempts: 1, nextAttemptAt: addMs(now, 10 * day) },
    ],
    [true, "is further ahead than any wait", { attempts: 1, nextAttemptAt: addMs(now, 31 * day) }],
  ] as const)("is %s where its time %s", (expected, _, fields) => {
    expect(isDue(wait("a1-x", fields), now)).toBe(expected);
  });
});
