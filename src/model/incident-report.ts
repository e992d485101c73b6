import type { ChannelIncident } from "./incident.ts";
import type { Notification } from "./notification.ts";

/** A channel's incident that has opened, or closed where it says when, and what its operators are told of it. */
export interface IncidentReport {
  readonly incident: ChannelIncident;
  readonly notifications: readonly Notification[];
}
