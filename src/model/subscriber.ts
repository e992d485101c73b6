import type { Channel } from "./subscription.ts";

export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
export type Weekday = (typeof weekdays)[number];

/** When one target may be written to, whatever it has subscribed to. */
export interface Subscriber {
  readonly channel: Channel;
  readonly target: string;
  /** IANA name; quiet hours and digests are told by its clock. */
  readonly timeZone: string;
  /** `HH:MM` to `HH:MM`, over midnight where the end is earlier; null: at any hour. */
  readonly quietHours: { readonly from: string; readonly to: string } | null;
  /** `HH:MM`: when a day's digest is due. */
  readonly digestAt: string;
  /** When a week's digest is due. */
  readonly digestDay: Weekday;
  /** Messages within an hour; what is more becomes one digest. Null: no limit. */
  readonly maxPerHour: number | null;
}

/** What holds for a target that nobody has said anything about. Machines read as fast as they are written to. */
export function toDefaultSubscriber(channel: Channel, target: string): Subscriber {
  const isRead = channel === "email" || channel === "slack" || channel === "teams";
  return {
    channel,
    target,
    timeZone: "UTC",
    quietHours: null,
    digestAt: "08:00",
    digestDay: "monday",
    maxPerHour: isRead ? 20 : null,
  };
}
