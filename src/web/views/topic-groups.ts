import type { BuiltInTopic, Topic } from "../../model/topic.ts";

export interface TopicGroup<T extends Topic = Topic> {
  readonly name: string;
  readonly topics: readonly T[];
}

/** The built-in topics as a reader looks for them, each in one group. */
export const topicGroups: readonly TopicGroup<BuiltInTopic>[] = [
  {
    name: "What you may build",
    topics: [
      "competing-development",
      "output-training",
      "reverse-engineering",
      "ip-ownership",
      "publicity-benchmarking",
    ],
  },
  {
    name: "Your data",
    topics: [
      "customer-data-training",
      "data-collection",
      "data-retention",
      "data-sharing",
      "data-transfer",
      "privacy-rights",
      "confidentiality-security",
    ],
  },
  {
    name: "What is allowed",
    topics: [
      "prohibited-use",
      "conditional-use",
      "safety-circumvention",
      "monitoring-enforcement",
      "age-eligibility",
      "geography-sanctions",
    ],
  },
  {
    name: "Account, service and price",
    topics: ["account-access", "suspension-termination", "service-change", "pricing-payment"],
  },
  {
    name: "The contract itself",
    topics: [
      "terms-change",
      "warranty-liability",
      "indemnity",
      "dispute-resolution",
      "regulatory",
      "third-party",
      "scope-definitions",
      "other",
    ],
  },
];

/** Gives these, and those that an operator added in a group of their own. */
export function toTopicGroups(ownTopics: readonly Topic[]): readonly TopicGroup[] {
  return ownTopics.length === 0
    ? topicGroups
    : [...topicGroups, { name: "Added here", topics: ownTopics }];
}
