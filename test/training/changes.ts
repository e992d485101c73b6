import { readFileSync } from "node:fs";
import { join } from "node:path";
import { alignClauses } from "../../src/core/clauses/align.ts";
import { segmentClauses } from "../../src/core/clauses/segment.ts";
import { createContext } from "../../src/core/classify/context.ts";
import { readEditions } from "../../src/core/dates/silence.ts";
import { readEvidence } from "../../src/core/classify/evidence.ts";
import type { ClauseSide } from "../../src/model/comparison.ts";
import type { Direction, Materiality, Topic } from "../../src/model/topic.ts";
import { sharedDir } from "../replay/corpus.ts";
import { toFamily } from "./families.ts";
import type { Labelled } from "./labelled.ts";

/** A passage as its reader saw it. */
export interface LabelledItem {
  readonly n: number;
  readonly before: string | null;
  readonly after: string | null;
  readonly materiality: Materiality;
  readonly topics: readonly Topic[];
  readonly direction: Direction | null;
  readonly confidence: number;
}

/** A real change, read passage by passage. */
export interface LabelledChange {
  readonly id: string;
  readonly document: string;
  /** The day on which the text after was first seen. */
  readonly at: string;
  readonly before: string;
  readonly after: string;
  readonly sampled: boolean;
  readonly replaced: boolean;
  readonly items: readonly LabelledItem[];
}

const changesDir = join(sharedDir, "corpus/changes");

/** Gives the corpus's labelled changes, with the texts in place of the names of their files. */
export function readChanges(): readonly LabelledChange[] {
  const lines = readFileSync(join(changesDir, "changes.jsonl"), "utf8").trim().split("\n");
  return lines.map((line) => {
    const change: LabelledChange = JSON.parse(line);
    const read = (name: string): string => readFileSync(join(changesDir, name), "utf8");
    return { ...change, before: read(change.before), after: read(change.after) };
  });
}

// A label is of an edit when it was given to about the same words.
const minimumShared = 0.5;

/** Gives our edits of a change that a reader judged, each with what was said of the passage nearest to it. */
export function toLabelledEdits(change: LabelledChange): readonly Labelled[] {
  const alignment = alignClauses(
    { text: change.before, clauses: segmentClauses(change.before) },
    { text: change.after, clauses: segmentClauses(change.after) },
  );
  const text = change.after.length * 4 < change.before.length ? change.before : change.after;
  const context = createContext(alignment, {
    editions: readEditions(change.before, change.after, change.at.slice(0, 10)),
    isList: false,
    text,
  });
  const items = change.items.map((item) => ({
    item,
    before: toBagOfWords(item.before),
    after: toBagOfWords(item.after),
  }));
  return alignment.edits.flatMap((edit) => {
    const before = toBagOfWords(textOf(edit.before));
    const after = toBagOfWords(textOf(edit.after));
    let best: { readonly item: LabelledItem; readonly shared: number } | undefined;
    for (const candidate of items) {
      const shared = shareOf([before, after], [candidate.before, candidate.after]);
      if (shared > (best?.shared ?? minimumShared)) best = { item: candidate.item, shared };
    }
    if (best === undefined) return [];
    const { materiality, topics, direction, confidence } = best.item;
    return [
      {
        family: toFamily(change.document),
        source: "changes" as const,
        evidence: readEvidence(edit, context),
        context,
        materiality,
        topics,
        direction,
        confidence,
      },
    ];
  });
}

function textOf(side: ClauseSide | null): string | null {
  return side === null ? null : side.text;
}

type BagOfWords = ReadonlyMap<string, number>;

function toBagOfWords(text: string | null): BagOfWords {
  const bag = new Map<string, number>();
  const words =
    (text ?? "")
      .replace(/\]\([^)]*\)/g, "]")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  for (const word of words) bag.set(word, (bag.get(word) ?? 0) + 1);
  return bag;
}

/** Share of the words of both that stand in both, side by side; 0–1. */
function shareOf(one: readonly BagOfWords[], other: readonly BagOfWords[]): number {
  let shared = 0;
  let all = 0;
  for (const [at, mine] of one.entries()) {
    const theirs = other[at] ?? new Map<string, number>();
    for (const word of new Set([...mine.keys(), ...theirs.keys()])) {
      const counts = [mine.get(word) ?? 0, theirs.get(word) ?? 0] as const;
      shared += Math.min(...counts);
      all += Math.max(...counts);
    }
  }
  return all === 0 ? 0 : shared / all;
}
