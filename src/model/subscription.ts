import type { TermsType } from "./terms-type.ts";
import type { Direction, Materiality, Topic } from "./topic.ts";

export const channels = ["email", "slack", "console"] as const;
export type Channel = (typeof channels)[number];

/** Who is told of what. An empty filter list lets everything through; several filters must all hold. */
export interface Subscription {
  /** Stable; chosen by the operator (`[a-z0-9][a-z0-9-]*`). */
  readonly id: string;
  readonly channel: Channel;
  /** An e-mail address, a Slack channel id or name; empty for the console. */
  readonly target: string;
  readonly services: readonly string[];
  readonly termsTypes: readonly TermsType[];
  readonly tags: readonly string[];
  readonly topics: readonly Topic[];
  readonly directions: readonly Direction[];
  readonly minMateriality: Materiality;
  /** `file`: declared by the operator, replaced with the file; `database`: added by `subscribe`. */
  readonly source: "file" | "database";
}
