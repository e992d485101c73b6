import { describe, expect, it } from "vitest";
import type { BucketLevel } from "../../src/core/token-bucket.ts";
import { drawTokens } from "../../src/core/token-bucket.ts";

const bucket = { capacity: 10, perSecond: 2 };

/** Draws one after another; gives how long each must wait. */
function drawAll(draws: readonly (readonly [cost: number, nowMs: number])[]): readonly number[] {
  let level: BucketLevel | undefined;
  return draws.map(([cost, nowMs]) => {
    const drawing = drawTokens(level, bucket, { cost, nowMs });
    level = drawing.level;
    return drawing.retryAfterMs;
  });
}

describe("drawTokens", () => {
  it("takes from a full bucket until it is empty", () => {
    expect(
      drawAll([
        [4, 0],
        [4, 0],
        [2, 0],
        [1, 0],
      ]),
    ).toEqual([0, 0, 0, 500]);
  });

  it("fills again with time, and never over its brim", () => {
    expect(
      drawAll([
        [10, 0],
        [4, 1000],
        [4, 2000],
        [10, 60_000],
        [1, 60_000],
      ]),
    ).toEqual([0, 1000, 0, 0, 500]);
  });

  it("takes what costs more than it holds from a full bucket", () => {
    expect(
      drawAll([
        [50, 0],
        [50, 4000],
        [50, 5000],
      ]),
    ).toEqual([0, 1000, 0]);
  });

  it("gives nothing for a clock that was set back", () => {
    expect(
      drawAll([
        [10, 9000],
        [1, 1000],
        [1, 1500],
      ]),
    ).toEqual([0, 500, 0]);
  });
});
