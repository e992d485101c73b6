import type { Evidence } from "../../src/core/classify/evidence.ts";
import type { Context } from "../../src/core/classify/context.ts";
import type { Direction, Materiality, Topic } from "../../src/model/topic.ts";

/** An edit with what a reader said of it. */
export interface Labelled {
  /** Where it comes from; invented edits belong to no provider. */
  readonly family: string | undefined;
  readonly source: "changes" | "clauses" | "read" | "invented";
  readonly evidence: Evidence;
  readonly context: Context;
  /** Undefined where the reader was not asked. */
  readonly materiality: Materiality | undefined;
  /** Most important first. */
  readonly topics: readonly Topic[];
  readonly direction: Direction | null | undefined;
  /** 1 unsure to 3 sure. */
  readonly confidence: number;
}
