import type { Kysely } from "kysely";
import { z } from "zod";
import type { Digest } from "../../model/digest.ts";
import type { Message } from "../../model/message.ts";
import { compress, decompressText, parseJson } from "./columns.ts";
import type { Tables } from "./tables.ts";

const json = z.record(z.string(), z.unknown());
const slackPart = { text: z.string(), blocks: z.array(json) };

/** What a `Message` is kept as: JSON, member by member in the order in which it was made. */
const messageSchema: z.ZodType<Message> = z.discriminatedUnion("channel", [
  z.object({
    channel: z.literal("email"),
    to: z.string(),
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    messageId: z.string(),
    references: z.array(z.string()),
    unsubscribeUrl: z.string().nullable(),
  }),
  z.object({
    channel: z.literal("slack"),
    to: z.string(),
    ...slackPart,
    replies: z.array(z.object(slackPart)),
  }),
  z.object({ channel: z.literal("teams"), to: z.string(), card: json }),
  z.object({ channel: z.literal("webhook"), to: z.string(), id: z.string(), body: z.string() }),
  z.object({ channel: z.literal("console"), text: z.string() }),
]);

/** One row however many attempts and notifications a message was for. */
export async function addSentMessage(
  db: Kysely<Tables>,
  digest: Digest,
  message: Message,
): Promise<void> {
  const known = await db
    .selectFrom("sentMessages")
    .select("digest")
    .where("digest", "=", digest)
    .executeTakeFirst();
  if (known !== undefined) return;
  await db
    .insertInto("sentMessages")
    .values({ digest, body: compress(JSON.stringify(message)) })
    .onConflict((conflict) => conflict.column("digest").doNothing())
    .execute();
}

export async function findSentMessage(
  db: Kysely<Tables>,
  digest: Digest,
): Promise<Message | undefined> {
  const row = await db
    .selectFrom("sentMessages")
    .select("body")
    .where("digest", "=", digest)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return parseJson(messageSchema, decompressText(row.body, digest), `sent_messages of ${digest}`);
}
