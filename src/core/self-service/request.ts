import { IANAZone } from "luxon";
import { z } from "zod";
import type { SubscriptionRequest } from "../../model/access-token.ts";
import type { Subscription } from "../../model/subscription.ts";
import { rhythms, wholeFilter } from "../../model/subscription.ts";
import { directions } from "../../model/topic.ts";
import { topicSchema } from "../topic-schema.ts";

const maxListed = 500;
const maxWords = 20;
const maxWordLength = 100;

const word = z
  .string()
  .min(1)
  .max(maxWordLength, `at most ${maxWordLength} characters`)
  .refine((text) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text), "holds an invisible character");

export const timeZoneSchema = z
  .string()
  .max(64)
  .refine((zone) => IANAZone.isValidZone(zone), "expected a time zone, such as Europe/Berlin");

/** What a form may ask for, and what is kept of it until the address is confirmed. */
export const requestSchema = z.strictObject({
  services: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "expected a provider of the list"))
    .max(maxListed),
  topics: z.array(topicSchema).max(maxListed),
  directions: z.array(z.enum(directions)).max(directions.length),
  words: z.array(word).max(maxWords, `at most ${maxWords} words or phrases`),
  rhythm: z.enum(rhythms),
  timeZone: timeZoneSchema,
});

/** What the form asks for until a reader says otherwise: restrictions on competing, of any provider, as they come. */
export const defaultRequest: SubscriptionRequest = {
  services: [],
  topics: ["competing-development"],
  directions: [],
  words: [],
  rhythm: "instant",
  timeZone: "UTC",
};

/** Gives the subscription that a confirmed request begins. */
export function toSubscription(
  id: string,
  address: string,
  request: SubscriptionRequest,
): Subscription {
  const { timeZone: _ofTheReader, ...asked } = request;
  return {
    ...wholeFilter,
    ...asked,
    id,
    channel: "email",
    target: address,
    source: "database",
  };
}
