import type { OutlinedHistory } from "../app/change-outlines.ts";
import type { PastEvent } from "../app/past-alerts.ts";
import { toSilence } from "../model/change.ts";
import type { Digest } from "../model/digest.ts";
import { toVerdictGroups } from "../render/labels.ts";
import type { Column, Row } from "../render/table-text.ts";

/** What a list of changes has a column for. */
export const changeColumns: readonly Column[] = [
  { key: "seen_at", label: "Seen" },
  { key: "provider", label: "Provider" },
  { key: "type", label: "Type" },
  { key: "document", label: "Document" },
  { key: "gist", label: "What happened" },
  { key: "summary", label: "Summary" },
  { key: "verdicts", label: "Verdicts" },
  { key: "topics", label: "Topics" },
  { key: "clauses", label: "Clauses asked for" },
  { key: "words_removed", label: "Words removed" },
  { key: "words_added", label: "Words added" },
  { key: "silence", label: "Silent" },
  { key: "is_reversal", label: "Reversal" },
  { key: "is_replaced", label: "Replaced" },
  { key: "effective", label: "Stated effective date" },
  { key: "also_in", label: "Also in" },
  { key: "id", label: "Id" },
  { key: "before", label: "Version before" },
  { key: "after", label: "Version after" },
  { key: "address", label: "Address" },
];

/** Gives a row for each event, in their order; of the whole change, but for the clauses that were asked for. */
export function* toChangeRows(
  { byId, events: shared, terms }: OutlinedHistory,
  events: readonly PastEvent[],
  addressOf: (id: Digest) => string,
): Generator<Row> {
  for (const { change, notification } of events) {
    const own = terms.get(change.termsId);
    const outline = byId.get(change.id);
    const { comparison } = change;
    const chosen = notification.changeIndexes.flatMap((at) => comparison.changes[at] ?? []);
    const others = (shared.get(change.id)?.changes ?? []).filter(({ id }) => id !== change.id);
    yield {
      seen_at: change.detectedAt,
      provider: own?.serviceName ?? null,
      type: own?.termsType ?? null,
      document: change.termsId,
      gist: outline?.gist ?? null,
      summary: comparison.summary,
      verdicts: toVerdictGroups(chosen).map(({ verdict, count }) => `${count} × ${verdict}`),
      topics: [...new Set(chosen.flatMap(({ topics }) => topics))],
      clauses: chosen.length,
      words_removed: outline?.words.removed ?? null,
      words_added: outline?.words.added ?? null,
      silence: toSilence(change),
      is_reversal: change.reversalOf !== null,
      is_replaced: comparison.replaced,
      effective: comparison.dates.effective.after,
      also_in: others.map(({ termsId }) => termsId),
      id: change.id,
      before: change.beforeId,
      after: change.afterId,
      address: addressOf(change.id),
    };
  }
}
