import { wordsOf } from "../../src/core/extract/fingerprint.ts";

/** How much of a reference is in a text, and what the text has beyond it; both as shares of the reference's words. */
export interface Overlap {
  readonly present: number;
  readonly extra: number;
}

/**
 * Words as a reader counts them: without the markers of lists, letter case, link targets and images. Line
 * breaks written as a tag and hints that a link opens elsewhere are no words of the terms on either side.
 */
export function plainWords(markdown: string): string[] {
  const text = markdown
    .replaceAll(/<br\s*\/?>/gi, " ")
    .replaceAll(/\(opens? in (a )?new (tab|window)\)/gi, " ")
    .replaceAll(/!\[[^\]]*\]\([^)]*\)/g, " ")
    .replaceAll(/^[\s>#]*(?:[-*+]|[\da-z]{1,4}\\?[.)])[ \t]+/gim, "")
    .toLowerCase();
  return wordsOf(text)
    .flatMap((word) => word.split(/[.,]/))
    .filter((word) => word !== "");
}

/** Compares words as multisets. */
export function measureOverlap(text: string, reference: string): Overlap {
  const left = countEach(plainWords(reference));
  const total = [...left.values()].reduce((sum, count) => sum + count, 0);
  let shared = 0;
  let extra = 0;
  for (const [word, count] of countEach(plainWords(text))) {
    const both = Math.min(count, left.get(word) ?? 0);
    shared += both;
    extra += count - both;
  }
  return { present: total === 0 ? 1 : shared / total, extra: total === 0 ? extra : extra / total };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

export function countEach<T>(values: Iterable<T>): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
