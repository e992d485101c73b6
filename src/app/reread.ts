import { extractText, extractorVersion } from "../core/extract/extract.ts";
import type { SourceContent } from "../core/extract/content.ts";
import type { Reread } from "../core/plan.ts";
import type { Declaration } from "../model/declaration.ts";
import { sourcesAt } from "../model/declaration.ts";
import { ExtractError } from "../model/errors.ts";
import type { TermsState } from "../model/terms-state.ts";
import type { CheckContext } from "./check-context.ts";
import { findBytes, toContent } from "./kept.ts";

/**
 * Gives the latest version's snapshots as today's rules read them, or null where the rules are still those it was
 * read by: a change of ours must never look like one of theirs.
 * @throws {StoreError} where the disk cannot be read; a snapshot that is damaged or gone is `lost`
 */
export async function rereadLatest(
  context: Pick<CheckContext, "snapshots" | "log" | "settings">,
  declaration: Declaration,
  { latest, latestSnapshots }: TermsState,
): Promise<Reread | null> {
  const isCurrent =
    !latest ||
    latest.origin === "import" ||
    (latest.extractorVersion === extractorVersion &&
      latest.declarationDigest === declaration.digest);
  if (isCurrent) return null;
  const contents: SourceContent[] = [];
  for (const [index, snapshot] of latestSnapshots.entries()) {
    const source = sourcesAt(declaration, snapshot.fetchedAt)[index];
    if (source?.url !== snapshot.requestedUrl) {
      return { kind: "lost", detail: "the declaration names other addresses now" };
    }
    const bytes = await findBytes(context, snapshot);
    if (!bytes) {
      return { kind: "lost", detail: "the earlier snapshot is damaged or gone: see the log" };
    }
    contents.push(toContent({ source, snapshot, bytes }));
  }
  try {
    return { kind: "text", text: await extractText(contents, context.settings.extract) };
  } catch (error) {
    // Of the stack, which a page can exhaust: it would break off every check from here on.
    if (!(error instanceof ExtractError || error instanceof RangeError)) throw error;
    const detail = `the earlier snapshot cannot be read by today's rules: ${error.message}`;
    return { kind: "lost", detail };
  }
}
