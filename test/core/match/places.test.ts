import { describe, expect, it } from "vitest";
import {
  hasPlaces,
  joinPlaces,
  listPlaces,
  meetPlaces,
  placesWhere,
  toPlaces,
} from "../../../src/core/match/places.ts";

const count = 70;

describe("listPlaces", () => {
  it("gives each member once, in ascending order, the last of a word of bits included", () => {
    const places = toPlaces(count, [69, 31, 0, 32, 63, 31]);
    expect(listPlaces(places)).toEqual([0, 31, 32, 63, 69]);
  });

  it("gives all of a full set", () => {
    expect(listPlaces(placesWhere(count, () => true))).toEqual([...Array(count).keys()]);
  });
});

describe("joinPlaces", () => {
  it("has those of any of the sets, and passes over one that is not there", () => {
    const joined = joinPlaces(count, [toPlaces(count, [1, 40]), undefined, toPlaces(count, [31])]);
    expect(listPlaces(joined)).toEqual([1, 31, 40]);
  });
});

describe("meetPlaces", () => {
  it("has those of both sets", () => {
    const even = placesWhere(count, (place) => place % 2 === 0);
    const third = placesWhere(count, (place) => place % 3 === 0);
    expect(listPlaces(meetPlaces(even, third))).toEqual([
      0, 6, 12, 18, 24, 30, 36, 42, 48, 54, 60, 66,
    ]);
  });
});

describe("hasPlaces", () => {
  it("tells a set of one, wherever it is, from an empty one", () => {
    expect(hasPlaces(toPlaces(count, [31]))).toBe(true);
    expect(hasPlaces(toPlaces(count, []))).toBe(false);
  });
});
