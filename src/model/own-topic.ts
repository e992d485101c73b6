import type { OwnTopicId } from "./topic.ts";

/** A topic that a team added to the taxonomy, with what it is learned from. */
export interface OwnTopic {
  readonly id: OwnTopicId;
  /** What a passage about it speaks of, in a sentence. */
  readonly covers: string;
  /** Clauses about it. */
  readonly examples: readonly string[];
  /** Clauses that look like it and are about something else. */
  readonly counterExamples: readonly string[];
}
