import { toBurden } from "./burden.ts";
import { findQualifiers } from "./hedges.ts";
import type { Qualifier } from "./hedges.ts";
import type { Limit, Norm, ReadOptions, Stretch } from "./norm.ts";
import { findQuantities } from "./quantities.ts";
import type { Quantity } from "./quantities.ts";
import { readNorms } from "./read.ts";

/** A text to compare, with what it is read with. */
export interface Passage extends ReadOptions {
  readonly text: string;
}

/** All that is read in one of two texts. */
export interface Reading {
  readonly text: string;
  readonly norms: readonly Norm[];
  readonly qualifiers: readonly Qualifier[];
  readonly quantities: readonly Quantity[];
}

// As much as `readNorms` reads.
const maxRead = 20_000;

/** Gives what a comparison needs to know of one text; nothing of an absent one. */
export function readPassage(passage: Passage | undefined): Reading {
  const text = passage?.text ?? "";
  const read = text.slice(0, maxRead);
  return {
    text,
    norms: passage === undefined ? [] : readNorms(text, passage),
    qualifiers: findQualifiers(read),
    quantities: findQuantities(read),
  };
}

/** Whether two stretches have a character in common; an empty one lies strictly inside the other. */
export function isTouching(one: Stretch, other: Stretch): boolean {
  if (one.start === one.end) return other.start < one.start && one.start < other.end;
  return one.start < other.end && other.start < one.end;
}

/** Gives the norm that the words at a place belong to. */
export function normAt({ norms }: Reading, at: number): Norm | undefined {
  const around = norms.filter((norm) => norm.start <= at && at <= norm.end);
  return around.findLast((norm) => norm.operator.start <= at) ?? around[0];
}

/** Gives the limit of a norm that a place lies in, past its first word. */
export function limitAt(norm: Norm, at: number): Limit | undefined {
  return [...norm.conditions, ...norm.exceptions].find(
    (limit) => limit.start < at && at <= limit.end,
  );
}

/** Gives −1, 0 or 1: whether a norm serves or burdens the customer. */
export function toSign(norm: Norm | undefined, text: string): -1 | 0 | 1 {
  return norm === undefined ? 0 : signOf(toBurden(norm, text));
}

/** Gives the sign of a number, never −0. */
export function signOf(value: number): -1 | 0 | 1 {
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}
