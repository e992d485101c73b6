import { z } from "zod";
import type { OwnTopicId, Topic } from "../model/topic.ts";
import { topics } from "../model/topic.ts";

/** `biometrics`, as a file and a command name it, without the `x-` of the topic. */
export const ownTopicName: z.ZodString = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,40}$/, "expected a-z, 0-9 and hyphens, at most 41");

const ownTopicId: z.ZodType<OwnTopicId> = z.templateLiteral(["x-", ownTopicName]);

/** A topic wherever one is named: a built-in one, or the id of an own one, such as `x-biometrics`. */
export const topicSchema: z.ZodType<Topic> = z.union([
  z.enum(topics, `expected x- and the name of a topic of your own, or one of ${topics.join(", ")}`),
  ownTopicId,
]);
