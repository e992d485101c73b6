import type { DocumentRow, SameClause } from "../../core/redline/document.ts";
import type { ClauseChange } from "../../model/comparison.ts";
import type { Materiality } from "../../model/topic.ts";
import { toPath } from "../../render/entry.ts";
import type { PlacedChange } from "../../render/sections.ts";
import { placeChanges } from "../../render/sections.ts";
import type { ComparisonView } from "../comparison-query.ts";

/** A clause change that is shown. */
export interface ShownChange extends PlacedChange {
  /** Among the comparison's changes: its address on the page, whatever else is shown. */
  readonly index: number;
  /** From 1 on, in the order of the text, over all parts. */
  readonly number: number;
  readonly part: number;
  /** It has left a row of its own where it stood. */
  readonly isMoved: boolean;
  /** The part of that row. */
  readonly partBefore: number;
}

/** What a clause that is not shown as a change says in each text; null where it is not there. */
export interface QuietClause {
  readonly before: string | null;
  readonly after: string | null;
  /** It has changed, in a way that this page does not show. */
  readonly isChanged: boolean;
}

/** What stands next on the page, under the headings joined in `section`. */
export type Block = { readonly section: string; readonly part: number } & (
  | { readonly kind: "change"; readonly index: number }
  | { readonly kind: "departed"; readonly index: number }
  | { readonly kind: "quiet"; readonly clauses: readonly QuietClause[] }
);

export interface ComparisonLayout {
  /** In the order of the text. */
  readonly blocks: readonly Block[];
  /** In the order of the text. */
  readonly shown: readonly ShownChange[];
  readonly byIndex: ReadonlyMap<number, ShownChange>;
  /** Parts that it takes; at least 1. */
  readonly count: number;
  /** Changes of each weight that the comparison has, shown or not. */
  readonly totals: Readonly<Record<Materiality, number>>;
  /** As asked; all, where nothing is of substance. */
  readonly weights: ComparisonView["weights"];
}

/** Of one part: a hundred changes, or some thousand clauses without one, or as much text as is read in one sitting. */
const costOfPart = 2_000;
const costOfChange = 20;
const charsOfCost = 400;

/** Lays a comparison out in the order of the text, in parts of a bounded length. Linear. */
export function layOutComparison(
  {
    rows,
    changes,
  }: { readonly rows: readonly DocumentRow[]; readonly changes: readonly ClauseChange[] },
  view: Pick<ComparisonView, "show" | "weights">,
): ComparisonLayout {
  const totals = countWeights(changes);
  const weights = totals.substantive === 0 ? "all" : view.weights;
  const isShown = (change: ClauseChange): boolean =>
    weights === "all" || change.materiality === "substantive";
  const places = new Map(placeChanges(changes, () => true).entries());
  const page = createBlocks();
  let here = "";
  for (const row of rows) {
    if (row.kind === "same") {
      here = toPath(row.path);
      if (view.show !== "changes") pushSame(page, row);
      continue;
    }
    const change = changes[row.index];
    if (change === undefined) continue;
    const isGone = row.kind === "departed";
    // What has moved away is shown under what stands before it: its own heading may have gone with it.
    const section = isGone ? here : (places.get(row.index)?.path ?? "");
    here = section;
    if (isShown(change)) page.pushChange({ kind: row.kind, index: row.index, section });
    else if (view.show !== "changes" && !isGone) {
      const [before, after] = [change.before?.text ?? null, change.after?.text ?? null];
      page.pushQuiet(section, { before, after, isChanged: true });
    }
  }
  const shown = numberChanges(page.blocks, changes, places);
  const byIndex = new Map(shown.map((one) => [one.index, one]));
  return { blocks: page.blocks, shown, byIndex, count: page.count(), totals, weights };
}

function pushSame(page: Blocks, row: Extract<DocumentRow, { readonly kind: "same" }>): void {
  const section = toPath(row.path);
  const isTitled = row.clauses[0]?.after.kind === "heading";
  // The heading is shown as one, whatever stands below it.
  if (isTitled) page.openSection(section);
  for (const clause of row.clauses.slice(isTitled ? 1 : 0))
    page.pushQuiet(section, toQuiet(clause));
}

interface Blocks {
  readonly blocks: readonly Block[];
  readonly count: () => number;
  pushChange(
    block: Pick<
      Extract<Block, { readonly kind: "change" | "departed" }>,
      "kind" | "index" | "section"
    >,
  ): void;
  openSection(section: string): void;
  pushQuiet(section: string, clause: QuietClause): void;
}

function createBlocks(): Blocks {
  const blocks: Block[] = [];
  let open: { readonly section: string; readonly clauses: QuietClause[] } | null = null;
  let part = 1;
  let cost = 0;

  function spend(units: number): void {
    if (cost > 0 && cost + units > costOfPart) {
      part += 1;
      cost = 0;
      open = null;
    }
    cost += units;
  }

  function openSection(section: string): QuietClause[] {
    const clauses: QuietClause[] = [];
    open = { section, clauses };
    blocks.push({ kind: "quiet", part, section, clauses });
    return clauses;
  }

  return {
    blocks,
    count: () => part,
    pushChange(block) {
      spend(costOfChange);
      open = null;
      blocks.push({ ...block, part });
    },
    openSection(section) {
      spend(1);
      openSection(section);
    },
    pushQuiet(section, clause) {
      spend(1 + (clause.after ?? clause.before ?? "").length / charsOfCost);
      const clauses = open?.section === section ? open.clauses : openSection(section);
      clauses.push(clause);
    },
  };
}

function countWeights(changes: readonly ClauseChange[]): Record<Materiality, number> {
  const totals = { noise: 0, editorial: 0, substantive: 0 };
  for (const { materiality } of changes) totals[materiality] += 1;
  return totals;
}

function toQuiet({ before, after }: SameClause): QuietClause {
  return { before: before?.text ?? after.text, after: after.text, isChanged: false };
}

function numberChanges(
  blocks: readonly Block[],
  changes: readonly ClauseChange[],
  places: ReadonlyMap<number, PlacedChange>,
): readonly ShownChange[] {
  const left = new Map(
    blocks.flatMap((block) => (block.kind === "departed" ? [[block.index, block.part]] : [])),
  );
  let number = 0;
  return blocks.flatMap((block): ShownChange[] => {
    const change = block.kind === "change" ? changes[block.index] : undefined;
    if (block.kind !== "change" || change === undefined) return [];
    number += 1;
    const { index, part, section } = block;
    const partBefore = left.get(index);
    return [
      {
        change,
        path: section,
        pathBefore: places.get(index)?.pathBefore ?? null,
        index,
        number,
        part,
        isMoved: partBefore !== undefined,
        partBefore: partBefore ?? part,
      },
    ];
  });
}
