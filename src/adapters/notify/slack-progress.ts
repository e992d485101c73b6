import { z } from "zod";

const progressSchema = z.strictObject({
  channel: z.string().min(1),
  ts: z.string().min(1),
  parts: z.int().min(1),
});

/** The thread that a message was begun in, and how many of its parts Slack took. */
export type SlackProgress = z.infer<typeof progressSchema>;

/** What an earlier attempt left on record. What cannot be read is as good as nothing: the message is begun anew. */
export function parseSlackProgress(text: string | null): SlackProgress | null {
  if (text === null) return null;
  try {
    return progressSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
