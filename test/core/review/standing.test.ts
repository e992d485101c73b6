import { describe, expect, it } from "vitest";
import {
  countStates,
  deriveState,
  readStanding,
  toSeen,
} from "../../../src/core/review/standing.ts";
import { digestOf } from "../../../src/model/digest.ts";
import { parseInstant } from "../../../src/model/instant.ts";
import type { Review, ReviewState } from "../../../src/model/review.ts";
import { createReview } from "../../../src/model/review.ts";

const [now, before] = [digestOf("now"), digestOf("before")];

function review(state: ReviewState, clauseKey = now, note = ""): Review {
  return createReview({
    clauseKey,
    termsId: "acme/terms",
    beforeId: digestOf("a"),
    afterId: digestOf("b"),
    state,
    note,
    reviewer: "ana",
    at: parseInstant("2026-03-01T00:00:00Z"),
    previousId: null,
  });
}

const keys = { key: now, earlierKey: before };

describe("readStanding", () => {
  it("calls a clause new that nobody has reviewed", () => {
    expect(readStanding(keys, new Map())).toEqual({
      key: now,
      state: "new",
      reviews: [],
      earlier: null,
    });
  });

  it("lets the last review count and keeps the others", () => {
    const reviews = [review("dismissed"), review("escalated")];
    const standing = readStanding(keys, new Map([[now, reviews]]));
    expect(standing.state).toBe("dismissed");
    expect(standing.reviews).toBe(reviews);
  });

  it("calls a reworded clause new, and tells of the review of its earlier wording", () => {
    const earlier = review("reviewed", before);
    const standing = readStanding(keys, new Map([[before, [earlier]]]));
    expect(standing).toEqual({ key: now, state: "new", reviews: [], earlier });
  });

  it("tells nothing of an earlier wording once this one is reviewed", () => {
    const reviews = new Map([
      [before, [review("escalated", before)]],
      [now, [review("reviewed")]],
    ]);
    expect(readStanding(keys, reviews).earlier).toBeNull();
  });
});

describe("deriveState", () => {
  it.each<[ReviewState | null, readonly ReviewState[]]>([
    [null, []],
    ["new", ["new", "reviewed"]],
    ["escalated", ["escalated", "new", "reviewed"]],
    ["reviewed", ["reviewed", "dismissed"]],
    ["dismissed", ["dismissed", "dismissed"]],
  ])("is %s for %j", (state, of) => {
    expect(deriveState(countStates(of))).toBe(state);
  });
});

describe("toSeen", () => {
  it("is the review that counts, and an empty text for none", () => {
    const last = review("reviewed");
    expect(toSeen([last, review("new")])).toBe(last.id);
    expect(toSeen([])).toBe("");
  });
});
