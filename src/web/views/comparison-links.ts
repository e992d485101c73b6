import type { Digest } from "../../model/digest.ts";
import { addresses } from "../addresses.ts";
import type { ComparisonView } from "../comparison-query.ts";
import { toComparisonQuery } from "../comparison-query.ts";
import type { Paths } from "../paths.ts";

/** Where links of a comparison's page lead. */
export interface ComparisonLinks {
  /** The same comparison, shown in another way; from its first part on, unless that is given. */
  to(change: Partial<ComparisonView>): string;
  /** A place on the page: `change-3`, or in another part of it. */
  at(anchor: string, part: number): string;
}

export function createComparisonLinks(
  paths: Paths,
  [before, after]: readonly [before: Digest, after: Digest],
  view: ComparisonView,
): ComparisonLinks {
  const to = (change: Partial<ComparisonView>): string =>
    paths.to(
      addresses.comparison(before, after, toComparisonQuery({ ...view, part: 1, ...change })),
    );
  return {
    to,
    at: (anchor, part) => (part === view.part ? `#${anchor}` : `${to({ part })}#${anchor}`),
  };
}

/** Where a change is, whatever else the page shows: addresses of it last. */
export function toChangeAnchor(index: number): string {
  return `change-${index + 1}`;
}

/** Where a clause stood that has moved. */
export function toOriginAnchor(index: number): string {
  return `from-${index + 1}`;
}
