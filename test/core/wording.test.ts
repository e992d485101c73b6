import { describe, expect, it } from "vitest";
import type { KnownWordings, WordingRules } from "../../src/core/wording.ts";
import { judgeWording, sight } from "../../src/core/wording.ts";
import type { Digest } from "../../src/model/digest.ts";
import { digestOf } from "../../src/model/digest.ts";
import { addMs, parseInstant } from "../../src/model/instant.ts";
import type { PendingWording, Variant } from "../../src/model/variant.ts";

const hour = 3_600_000;
const day = 24 * hour;
const rules: WordingRules = {
  confirmDelayMs: 60_000,
  variantHoldMs: 3 * day,
  variantSightings: 3,
  settledMs: 7 * day,
};

/** A document's memory, driven check by check the way a crawl does; wordings are single letters. */
function createHistory(first: string, { confirmDelayMs = 0 } = {}) {
  let now = parseInstant("2026-01-01T00:00:00Z");
  const id = (letter: string): Digest => digestOf(letter);
  let standing = first;
  let pending: PendingWording | null = null;
  let variants: Variant[] = [];
  const reported: string[] = [];
  const remember = (variant: Variant) => {
    variants = [...variants.filter((each) => each.fingerprint !== variant.fingerprint), variant];
  };
  remember(sight({ fingerprint: id(first), snapshotIds: [], at: now }, [], id(first)));

  return {
    reported,
    standing: () => standing,
    /** One check that sees this wording, after so much time. */
    see(letter: string, afterMs: number) {
      now = addMs(now, afterMs);
      const seen = { fingerprint: id(letter), snapshotIds: [], at: now };
      const known: KnownWordings = { standing: id(standing), pending, variants };
      const verdict = judgeWording(seen, known, { ...rules, confirmDelayMs });
      const isTaken = verdict.kind === "confirmed" || verdict.kind === "lasting";
      if (isTaken) {
        reported.push(verdict.kind === "lasting" ? `back to ${letter}` : letter);
        standing = letter;
      }
      const isKnown = isTaken || verdict.kind === "same";
      const variant = sight(seen, variants, isKnown ? id(letter) : null);
      const reversals = variant.reversals + (verdict.kind === "lasting" ? 1 : 0);
      remember({ ...variant, reversals });
      pending = "pending" in verdict ? verdict.pending : null;
      return verdict.kind;
    },
  };
}

describe("judgeWording", () => {
  it("confirms new words at the second sight, once the delay has passed", () => {
    const history = createHistory("A", { confirmDelayMs: 60_000 });
    expect(history.see("B", hour)).toBe("unconfirmed");
    expect(history.see("B", 59_999)).toBe("unconfirmed");
    expect(history.see("B", 1)).toBe("confirmed");
  });

  it("forgets new words that the second fetch does not show", () => {
    const history = createHistory("A");
    expect(history.see("B", hour)).toBe("unconfirmed");
    expect(history.see("A", 0)).toBe("same");
    expect(history.see("B", hour)).toBe("unconfirmed");
    expect(history.reported).toEqual([]);
  });

  it("takes a page that shows other words at each fetch at the third sight", () => {
    const history = createHistory("A");
    expect(history.see("B", hour)).toBe("unconfirmed");
    expect(history.see("C", 0)).toBe("unconfirmed");
    expect(history.see("D", 0)).toBe("confirmed");
  });

  it("takes a variant that is never seen twice in a row when it has been seen three times", () => {
    const history = createHistory("A");
    for (const letter of ["B", "A", "B", "A", "B"]) history.see(letter, hour);
    expect(history.reported).toEqual(["B"]);
  });

  it("reports an alternating page once for its variant, however long it alternates", () => {
    const history = createHistory("A");
    history.see("B", 12 * hour);
    history.see("B", 0);
    for (let check = 0; check < 200; check += 1)
      history.see(check % 2 === 0 ? "A" : "B", 12 * hour);
    expect(history.reported).toEqual(["B"]);
  });

  it("reports new words that appear on an alternating page", () => {
    const history = createHistory("A");
    for (const letter of ["B", "B", "A", "B", "A", "C", "C"]) history.see(letter, 12 * hour);
    expect(history.reported).toEqual(["B", "C"]);
  });

  it("reports the return of a wording that had gone for long at its confirmation", () => {
    const history = createHistory("A");
    history.see("B", day);
    history.see("B", 0);
    for (let check = 0; check < 10; check += 1) history.see("B", day);
    expect(history.see("A", day)).toBe("variant");
    expect(history.see("A", 0)).toBe("lasting");
    expect(history.reported).toEqual(["B", "back to A"]);
  });

  it("reports the return of a wording seen lately only once it has lasted", () => {
    const history = createHistory("A");
    history.see("B", day);
    history.see("B", 0);
    const verdicts = Array.from({ length: 7 }, () => history.see("A", 12 * hour));
    expect(verdicts.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => "variant"));
    expect(verdicts[6]).toBe("lasting");
  });

  it("asks ten times as long of a wording whose return was reported before", () => {
    const history = createHistory("A");
    const settle = (letter: string, days: number) => {
      for (let check = 0; check < days; check += 1) history.see(letter, day);
    };
    settle("B", 10);
    settle("A", 10);
    settle("B", 10);
    expect(history.reported).toEqual(["B", "back to A", "back to B"]);
    settle("A", 30);
    expect(history.reported).toHaveLength(3);
    settle("A", 2);
    expect(history.reported.at(-1)).toBe("back to A");
  });
});

describe("sight", () => {
  it("counts sightings and keeps the version that a wording was recorded as", () => {
    const at = parseInstant("2026-01-01T00:00:00Z");
    const seen = { fingerprint: digestOf("words"), snapshotIds: [], at };
    const first = sight(seen, [], digestOf("version"));
    const second = sight({ ...seen, at: addMs(at, day) }, [first], null);
    expect(second).toEqual({ ...first, lastSeenAt: addMs(at, day), sightings: 2 });
  });
});
