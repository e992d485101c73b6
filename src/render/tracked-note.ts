import type { DocumentRow } from "../core/redline/document.ts";
import type { ClauseChange } from "../model/comparison.ts";
import { toPath } from "./entry.ts";
import { toTopicLabel, toVerdict } from "./labels.ts";
import { toKind } from "./place.ts";

/** Gives what is said beside a changed clause: the verdict where it is one of substance, and where it moved; null for nothing. */
export function toTrackedNote(
  change: ClauseChange,
  row: Exclude<DocumentRow, { readonly kind: "same" }>,
): string | null {
  if (row.kind === "departed")
    return `Moved from here: it stands now ${toPlace(change.after?.path ?? [])}.`;
  const verdict = change.materiality === "substantive" ? toVerdictLine(change) : null;
  const move = row.isMoved
    ? `Moved to here: it stood ${toPlace(change.before?.path ?? [])}.`
    : null;
  const parts = [verdict, move].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(" ");
}

function toVerdictLine(change: ClauseChange): string {
  const named = change.topics.filter((topic) => topic !== "other");
  const topics = named.map(toTopicLabel).join(", ");
  return `${toVerdict(change)}. ${toKind(change)}${topics === "" ? "" : `: ${topics}`}.`;
}

function toPlace(path: readonly string[]): string {
  return path.length === 0 ? "under no heading" : `under “${toPath(path)}”`;
}
