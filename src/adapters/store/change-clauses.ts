import type { Kysely } from "kysely";
import { reviewKeyOf } from "../../core/review/clause-key.ts";
import type { Comparison } from "../../model/comparison.ts";
import type { TermsId } from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import type { Tables } from "./tables.ts";

/** As many rows as fit into one statement of either database with room to spare. */
const rowsAtOnce = 500;

/** Within the transaction that writes the comparison. */
export async function putChangeClauses(
  db: Kysely<Tables>,
  { id, termsId }: { readonly id: Digest; readonly termsId: TermsId },
  { changes }: Comparison,
): Promise<void> {
  await db.deleteFrom("changeClauses").where("changeId", "=", id).execute();
  const rows = changes.flatMap((change, position) =>
    change.materiality === "substantive"
      ? [{ changeId: id, position, clauseKey: reviewKeyOf(termsId, change).key }]
      : [],
  );
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    await db
      .insertInto("changeClauses")
      .values(rows.slice(at, at + rowsAtOnce))
      .execute();
  }
}
