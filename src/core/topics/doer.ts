import type { BuiltInTopic, Topic } from "../../model/topic.ts";
import { isOwnTopic } from "../../model/topic.ts";

/** Whose doing a topic is about: what the customer may do, what the provider may do, or what lies between them. */
export type Doer = "customer" | "provider" | "both";

const doers: Readonly<Record<BuiltInTopic, Doer>> = {
  "competing-development": "customer",
  "output-training": "customer",
  "customer-data-training": "provider",
  "data-retention": "provider",
  "data-sharing": "provider",
  "data-collection": "provider",
  "data-transfer": "provider",
  "privacy-rights": "both",
  "ip-ownership": "both",
  "reverse-engineering": "customer",
  "safety-circumvention": "customer",
  "prohibited-use": "customer",
  "conditional-use": "customer",
  "age-eligibility": "customer",
  "geography-sanctions": "customer",
  "account-access": "customer",
  "suspension-termination": "provider",
  "service-change": "provider",
  "terms-change": "provider",
  "warranty-liability": "both",
  indemnity: "both",
  "dispute-resolution": "both",
  "pricing-payment": "both",
  "publicity-benchmarking": "customer",
  "confidentiality-security": "both",
  "monitoring-enforcement": "provider",
  regulatory: "both",
  "third-party": "both",
  "scope-definitions": "both",
  other: "both",
};

/** Gives whose doing a topic is about; of a team's own topics nothing is known. */
export function toDoer(topic: Topic): Doer {
  return isOwnTopic(topic) ? "both" : doers[topic];
}
