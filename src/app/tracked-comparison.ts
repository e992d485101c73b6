import { layOutDocument } from "../core/redline/document.ts";
import type { Digest } from "../model/digest.ts";
import type { TrackedOptions, TrackedParagraph } from "../render/tracked.ts";
import { toTrackedParagraphs } from "../render/tracked.ts";
import type { Comparisons, LoadedComparison } from "./load-comparison.ts";

/** A comparison, and both of its texts as the paragraphs of one. */
export interface TrackedComparison extends LoadedComparison {
  readonly paragraphs: readonly TrackedParagraph[];
}

/** Gives what a redline to be taken away is made of; undefined where one of the versions is not in the store. */
export async function loadTrackedComparison(
  comparisons: Comparisons,
  { beforeId, afterId }: { readonly beforeId: Digest; readonly afterId: Digest },
  options: TrackedOptions,
): Promise<TrackedComparison | undefined> {
  const loaded = await comparisons.load(beforeId, afterId);
  if (loaded === undefined) return undefined;
  const texts = { before: loaded.before.text, after: loaded.after.text };
  const { changes } = loaded.comparison;
  const rows = layOutDocument({ ...texts, changes });
  return { ...loaded, paragraphs: toTrackedParagraphs({ ...texts, changes, rows }, options) };
}
