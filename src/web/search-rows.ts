import type { TermsId } from "../model/declaration.ts";
import type { Terms } from "../model/terms.ts";
import type { ClauseHit } from "../ports/clause-index.ts";
import type { Column, Row } from "../render/table-text.ts";
import { addresses } from "./addresses.ts";

/** What a list of clauses that were found has a column for. */
export const searchColumns: readonly Column[] = [
  { key: "provider", label: "Provider" },
  { key: "type", label: "Type" },
  { key: "document", label: "Document" },
  { key: "number", label: "Number" },
  { key: "headings", label: "Headings" },
  { key: "lead_in", label: "Completes" },
  { key: "wording", label: "Wording" },
  { key: "from", label: "From" },
  { key: "until", label: "Until" },
  { key: "topics", label: "Topics" },
  { key: "wordings", label: "Wordings that fit" },
  { key: "clause", label: "Clause" },
  { key: "version", label: "Version" },
  { key: "address", label: "Address" },
];

/** @param baseUrl of the pages, without a slash at the end */
export function toSearchRow(
  { spell, wordings }: ClauseHit,
  { terms, baseUrl }: { readonly terms: ReadonlyMap<TermsId, Terms>; readonly baseUrl: string },
): Row {
  const own = terms.get(spell.termsId);
  return {
    provider: own?.serviceName ?? null,
    type: own?.termsType ?? null,
    document: spell.termsId,
    number: spell.number,
    headings: spell.path,
    lead_in: spell.leadIn,
    wording: spell.wording,
    from: spell.from,
    until: spell.until,
    topics: spell.topics,
    wordings,
    clause: spell.clauseId,
    version: spell.versionId,
    address: `${baseUrl}${addresses.clause(spell.termsId, spell.clauseId)}`,
  };
}
