import { z } from "zod";

/**
 * What Slack takes of Block Kit, as far as it is used here: unknown fields, empty texts and what is too long or too
 * many are refused.
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */

/** Escaped, but for plain links of ours and code. */
const mrkdwn = z
  .string()
  .min(1)
  .max(3000)
  .refine((text) => text.isWellFormed(), "unpaired surrogate")
  .refine((text) => !/<(?!https?:\/\/[^<>|\s]+>)/.test(text), "markup that is not a link")
  .refine((text) => !/>/.test(text.replaceAll(/<https?:\/\/[^<>|\s]+>/g, "")), "a stray >")
  .refine((text) => !/&(?!amp;|lt;|gt;)/.test(text), "a stray &");

const style = z.strictObject({
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  strike: z.literal(true).optional(),
  underline: z.literal(true).optional(),
});

const richText = z.strictObject({
  type: z.literal("text"),
  text: z
    .string()
    .min(1)
    .max(3000)
    .refine((text) => text.isWellFormed(), "unpaired surrogate")
    .refine((text) => !/<(?:[!@#]|[a-z]+:)/i.test(text), "markup, should any client read it"),
  style: style.optional(),
});

const richPart = z.strictObject({
  type: z.enum(["rich_text_section", "rich_text_quote"]),
  elements: z.array(richText).min(1),
});

const block = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("header"),
    text: z.strictObject({
      type: z.literal("plain_text"),
      text: mrkdwn.max(150),
      emoji: z.literal(false),
    }),
  }),
  z.strictObject({
    type: z.literal("context"),
    elements: z
      .array(z.strictObject({ type: z.literal("mrkdwn"), text: mrkdwn, verbatim: z.literal(true) }))
      .min(1)
      .max(10),
  }),
  z.strictObject({ type: z.literal("rich_text"), elements: z.array(richPart).min(1) }),
  z.strictObject({ type: z.literal("divider") }),
]);

const blocks = z
  .array(block)
  .min(1)
  .max(50)
  .refine((all) => JSON.stringify(all).length <= 12_000, "msg_blocks_too_long");

const text = mrkdwn.max(4000).refine((line) => !/[\n<]/.test(line), "more than a plain line");

const message = z.strictObject({
  channel: z.literal("slack"),
  to: z.string().min(1),
  text,
  blocks,
  replies: z.array(z.strictObject({ text, blocks })).max(10),
});

/** Gives what Slack would refuse the message for, each with its place; empty for nothing. */
export function findSlackProblems(value: unknown): readonly string[] {
  const { error } = message.safeParse(value);
  return (error?.issues ?? []).map(({ path, message: what }) => `${path.join(".")}: ${what}`);
}

/** Every text of a message, as a reader finds them: first message first. */
export function listSlackTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(listSlackTexts);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) =>
    key === "text" && typeof field === "string" ? [field] : listSlackTexts(field),
  );
}
