import type { TermsId } from "./declaration.ts";
import type { Digest } from "./digest.ts";
import type { Instant } from "./instant.ts";
import type { Channel } from "./subscription.ts";

export const termsIncidentKinds = ["quarantined", "failing", "stale"] as const;
export type TermsIncidentKind = (typeof termsIncidentKinds)[number];

/** `undeliverable`: nothing reaches a target · `misconfigured`: nothing goes out on a channel. */
export const channelIncidentKinds = ["undeliverable", "misconfigured"] as const;
export type ChannelIncidentKind = (typeof channelIncidentKinds)[number];

interface IncidentFields {
  readonly id: Digest;
  /** A fault's name, such as `login-wall`. */
  readonly fault: string;
  readonly detail: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
}

/** Something wrong with the terms of a document. */
export interface TermsIncident extends IncidentFields {
  readonly kind: TermsIncidentKind;
  readonly termsId: TermsId;
}

/** Something wrong with telling people. */
export interface ChannelIncident extends IncidentFields {
  readonly kind: ChannelIncidentKind;
  readonly channel: Channel;
  /** Empty where it is the whole channel. */
  readonly target: string;
}

/** Something an operator should see to; opened once, closed when it recovers. */
export type Incident = TermsIncident | ChannelIncident;

export function isTermsIncident(incident: Incident): incident is TermsIncident {
  return "termsId" in incident;
}
