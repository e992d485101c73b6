import { compareVersions } from "../../core/compare.ts";
import { extractText } from "../../core/extract/extract.ts";
import type { Check } from "../../model/check.ts";
import type { Comparison } from "../../model/comparison.ts";
import type { Declaration } from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import { digestOfFields } from "../../model/digest.ts";
import { ExtractError } from "../../model/errors.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import type { TermsStatus } from "../../model/terms.ts";
import type { Kept } from "../kept.ts";
import { createBoundedCache } from "../bounded-cache.ts";
import { findBytes, toContent } from "../kept.ts";
import type { OperationsContext } from "./context.ts";

/** A check that held an answer back. */
export interface HeldCheck {
  readonly check: Check;
  readonly terms: TermsStatus;
  /** In the order of the sources. */
  readonly snapshots: readonly Snapshot[];
  /** Null: nobody watches the terms any more. */
  readonly declaration: Declaration | null;
  /** Whether it is the last check of its terms, so that it can be accepted. */
  readonly isStanding: boolean;
}

/** Gives a check that held an answer back; undefined for any other, and for none. */
export async function loadHeld(
  { store, loadDeclarations }: Pick<OperationsContext, "store" | "loadDeclarations">,
  checkId: Digest,
): Promise<HeldCheck | undefined> {
  const check = await store.findCheck(checkId);
  if (check?.outcome !== "quarantined") return undefined;
  const terms = (await store.listTermsStatus()).find(({ id }) => id === check.termsId);
  if (terms === undefined) return undefined;
  const snapshots: Snapshot[] = [];
  for (const id of check.snapshotIds) {
    const snapshot = await store.findSnapshot(id);
    if (snapshot !== undefined) snapshots.push(snapshot);
  }
  const [last] = await store.listChecks(check.termsId, 1);
  const declaration = (await loadDeclarations()).find(({ id }) => id === check.termsId) ?? null;
  return { check, terms, snapshots, declaration, isStanding: last?.id === check.id };
}

/** What our rules read from a held answer, or why they read nothing. */
export type HeldText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "none"; readonly why: string };

/** Gives the text of a held answer, as it would become the terms' next version. */
export async function readHeld(
  context: Pick<OperationsContext, "snapshots" | "log" | "settings">,
  { declaration, snapshots }: HeldCheck,
): Promise<HeldText> {
  if (declaration === null)
    return none("the document is not watched any more, so no rules read it");
  const kept: Kept[] = [];
  for (const [index, snapshot] of snapshots.entries()) {
    const source = declaration.sources[index];
    const bytes = await findBytes(context, snapshot);
    if (source === undefined || bytes === undefined)
      return none("what was captured cannot be read, or the document is made of other pages now");
    kept.push({ source, snapshot, bytes });
  }
  if (kept.length === 0) return none("nothing was captured");
  try {
    const text = await extractText(kept.map(toContent), context.settings.extract);
    return { kind: "text", text };
  } catch (error) {
    if (error instanceof ExtractError) return none(error.message);
    // A word or a blank of megabytes exhausts the stack of a regular expression: the page's doing.
    if (error instanceof RangeError) return none("reading it takes more than the stack");
    throw error;
  }
}

/** What would change if a held answer were accepted. */
export interface HeldDifference {
  readonly comparison: Comparison;
  readonly before: string;
  readonly after: string;
}

/** Compares a held answer with what stands; null where no version stands yet, or no text is read. */
export type CompareHeld = (
  context: Pick<OperationsContext, "store" | "ownTopics">,
  held: Pick<HeldCheck, "check" | "declaration">,
  text: HeldText,
) => Promise<HeldDifference | null>;

const maxKeptBytes = 16 * 1024 * 1024;
const bytesOfChar = 2;
/** Clauses and their spans hold about each text again. */
const timesKept = 3;

/** Gives what compares held answers, and keeps what it found: whoever decides looks several times. */
export function createCompareHeld(): CompareHeld {
  const kept = createBoundedCache<HeldDifference>(
    maxKeptBytes,
    ({ before, after }) => (before.length + after.length) * timesKept * bytesOfChar,
  );
  return async ({ store, ownTopics }, { check, declaration }, held) => {
    const { latest } = await store.getTermsState(check.termsId);
    if (latest === null || held.kind === "none") return null;
    const [before, after] = [latest.text, held.text];
    const isList = declaration?.isList ?? false;
    // Rules that are read anew read another text, and what stands may be another by then.
    return kept.get(digestOfFields(check.id, before, after, String(isList)), async () => {
      const options = { isList, at: check.finishedAt, ownTopics };
      return { comparison: compareVersions(before, after, options), before, after };
    });
  };
}

function none(why: string): HeldText {
  return { kind: "none", why };
}
