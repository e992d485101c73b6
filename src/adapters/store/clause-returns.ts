import { z } from "zod";
import type { ClauseReturn } from "../../model/change.ts";
import { isDigest } from "../../model/digest.ts";
import { parseInstant } from "../../model/instant.ts";

/** Beside a comparison: clauses whose earlier wording has returned. */
export const clauseReturns: z.ZodType<readonly ClauseReturn[]> = z.array(
  z.strictObject({
    start: z.int(),
    versionId: z.string().refine(isDigest),
    seenAt: z.string().transform(parseInstant),
  }),
);
