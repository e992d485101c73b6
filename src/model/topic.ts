/** What a passage is about. The list and its meaning are the corpus's (LABELS.md), most customers' order of interest. */
export const topics = [
  "competing-development",
  "output-training",
  "customer-data-training",
  "data-retention",
  "data-sharing",
  "data-collection",
  "data-transfer",
  "privacy-rights",
  "ip-ownership",
  "reverse-engineering",
  "safety-circumvention",
  "prohibited-use",
  "conditional-use",
  "age-eligibility",
  "geography-sanctions",
  "account-access",
  "suspension-termination",
  "service-change",
  "terms-change",
  "warranty-liability",
  "indemnity",
  "dispute-resolution",
  "pricing-payment",
  "publicity-benchmarking",
  "confidentiality-security",
  "monitoring-enforcement",
  "regulatory",
  "third-party",
  "scope-definitions",
  "other",
] as const;
export type BuiltInTopic = (typeof topics)[number];

/** A topic that a team added; everything after `x-` is the name it chose. */
export type OwnTopicId = `x-${string}`;

export type Topic = BuiltInTopic | OwnTopicId;

export function isOwnTopic(topic: Topic): topic is OwnTopicId {
  return topic.startsWith("x-");
}

/** Weakest first. */
export const materialities = ["noise", "editorial", "substantive"] as const;
export type Materiality = (typeof materialities)[number];

/** For the customer or user of the service. */
export const directions = ["tightened", "loosened", "mixed", "neutral"] as const;
export type Direction = (typeof directions)[number];

export function isAtLeast(materiality: Materiality | "none", minimum: Materiality): boolean {
  if (materiality === "none") return false;
  return materialities.indexOf(materiality) >= materialities.indexOf(minimum);
}
