import type { Generated } from "kysely";
import type { TermsId } from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";

/** What people found of clauses, and which clause states each recorded change has. */
export interface ReviewTables {
  reviews: ReviewRow;
  changeClauses: ChangeClauseRow;
}

/** Rows are only ever added; the last one of a clause state counts. */
export interface ReviewRow {
  seq: Generated<number>;
  id: Digest;
  clauseKey: Digest;
  termsId: TermsId;
  beforeId: Digest;
  afterId: Digest;
  state: string;
  note: string;
  reviewer: string;
  at: Instant;
  previousId: Digest | null;
}

/** Of the substantive clauses alone, by their place in the comparison. */
export interface ChangeClauseRow {
  changeId: Digest;
  position: number;
  clauseKey: Digest;
}
