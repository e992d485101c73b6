import { z } from "zod";
import { isDigest } from "../../model/digest.ts";
import type { Digest } from "../../model/digest.ts";
import { reviewStates } from "../../model/review.ts";
import type { ReviewState } from "../../model/review.ts";

/** What a review form brings. */
export interface ReviewForm {
  /** A clause's key; `all`: every substantive clause that is still new. */
  readonly clause: Digest | "all";
  readonly state: ReviewState;
  /** Trimmed, lines ended by one character; of any length. */
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
    .transform((text) => text.replaceAll(/\r\n?/g, "\n").trim()),
  seen: z.union([digest, z.literal("").transform(() => null)]).default(null),
});

/** Reads a review form; null for one that no page of ours sends. Whether the note fits is for the caller to say. */
export function parseReviewForm(fields: ReadonlyMap<string, readonly string[]>): ReviewForm | null {
  const given = Object.fromEntries([...fields].map(([name, values]) => [name, values[0]]));
  return schema.safeParse(given).data ?? null;
}
