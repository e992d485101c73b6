import { IANAZone } from "luxon";
import { z } from "zod";
import { describeTargetFault } from "../../model/target.ts";
import type { Subscriber } from "../../model/subscriber.ts";
import { toDefaultSubscriber, weekdays } from "../../model/subscriber.ts";
import { channels } from "../../model/subscription.ts";

const time = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "expected a time of day, such as 08:00");

// An offset has no summer time: whoever means a place names it.
const timeZone = z
  .string()
  .refine(
    (name) => /^[A-Z]/i.test(name) && IANAZone.isValidZone(name),
    "expected the name of a time zone, such as Europe/Berlin or UTC",
  );

/** What may be said of a target: when it is written to. What is absent is as `toDefaultSubscriber` has it. */
export const subscriberFields = {
  timeZone: timeZone.optional().describe("IANA name; quiet hours and digests go by its clock"),
  quietHours: z
    .strictObject({ from: time, to: time })
    .refine(({ from, to }) => from !== to, "begin and end at the same time")
    .nullable()
    .optional()
    .describe("Over midnight where the end is earlier"),
  digestAt: time.optional().describe("When a day's digest is due"),
  digestDay: z.enum(weekdays).optional().describe("When a week's digest is due"),
  maxPerHour: z
    .int()
    .min(1)
    .max(10_000)
    .nullable()
    .optional()
    .describe("Messages within an hour; what is more becomes one digest"),
} as const;

export const subscriberSchema = z
  .strictObject({ channel: z.enum(channels), to: z.string().default(""), ...subscriberFields })
  .superRefine(({ channel, to }, context) => {
    const fault = describeTargetFault(channel, to);
    if (fault !== undefined) context.addIssue({ code: "custom", path: ["to"], message: fault });
  });

/** Gives a subscriber with what its entry leaves open filled in. */
export function toSubscriber(entry: z.output<typeof subscriberSchema>): Subscriber {
  const usual = toDefaultSubscriber(entry.channel, entry.to);
  const { timeZone: zone, quietHours, digestAt, digestDay, maxPerHour } = entry;
  return {
    ...usual,
    timeZone: zone ?? usual.timeZone,
    quietHours: quietHours ?? usual.quietHours,
    digestAt: digestAt ?? usual.digestAt,
    digestDay: digestDay ?? usual.digestDay,
    // Null is said, and means no limit.
    maxPerHour: maxPerHour === undefined ? usual.maxPerHour : maxPerHour,
  };
}
