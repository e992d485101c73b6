import { z } from "zod";
import { isDigest } from "../../model/digest.ts";
import type { Digest } from "../../model/digest.ts";
import { maxReviewNote, reviewStates } from "../../model/review.ts";
import type { ReviewState } from "../../model/review.ts";

/** What a review form brings. */
export interface ReviewForm {
  /** A clause's key; `all`: every substantive clause that is still new. */
  readonly clause: Digest | "all";
  readonly state: ReviewState;
  /** Trimmed, lines ended by one character. */
  readonly note: string;
  /** The last review that its page showed; null where there was none. Of no use for `all`. */
  readonly seen: Digest | null;
}

const digest = z.string().refine(isDigest);

const schema = z.object({
  clause: z.union([digest, z.literal("all")]),
  state: z.enum(reviewStates),
  note: z
    .string()
    .default("")
    .transform((text) => text.replaceAll(/\r\n?/g, "\n").trim())
    .refine((text) => text.length <= maxReviewNote, "too long"),
  seen: z.union([digest, z.literal("").transform(() => null)]).default(null),
});

/** Reads a review form; null for one that no page of ours sends, and `too-long` for a note beyond the bound. */
export function parseReviewForm(
  fields: ReadonlyMap<string, readonly string[]>,
): ReviewForm | "too-long" | null {
  const given = Object.fromEntries([...fields].map(([name, values]) => [name, values[0]]));
  const { data, error } = schema.safeParse(given);
  if (data !== undefined) return data;
  const isOnlyLong = error.issues.every(({ path }) => path[0] === "note");
  return isOnlyLong ? "too-long" : null;
}
