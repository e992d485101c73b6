import type { Topic } from "../../model/topic.ts";

/** One way to recognise a topic: words, and how far they bear. */
export interface TopicRule {
  readonly topic: Topic;
  /** Tested on plain text; without nested repetition, so that it is linear. */
  readonly pattern: RegExp;
  readonly weight: number;
}

export const topicRules: readonly TopicRule[] = [];
