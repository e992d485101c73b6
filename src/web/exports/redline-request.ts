import type { LoadedComparison } from "../../app/load-comparison.ts";
import type { TrackedComparison } from "../../app/tracked-comparison.ts";
import { loadTrackedComparison } from "../../app/tracked-comparison.ts";
import type { Digest } from "../../model/digest.ts";
import { digestOfFields, isDigest } from "../../model/digest.ts";
import type { CitedWork } from "../../render/citation.ts";
import type { Address } from "../addresses.ts";
import { addresses } from "../addresses.ts";
import type { Request, Web } from "../context.ts";

/** Which redline is asked for, and the page that it is taken away from. */
export interface RedlineRequest {
  readonly beforeId: Digest;
  readonly afterId: Digest;
  readonly page: Address;
}

/** Reads `/changes/:id/…` or `/compare/:before/:after/…`; undefined where no such thing is recorded. */
export async function readRedlineRequest(
  { store }: Pick<Web, "store">,
  c: Request,
): Promise<RedlineRequest | undefined> {
  const { id, before = "", after = "" } = c.req.param();
  if (id !== undefined) {
    const change = isDigest(id) ? await store.findChange(id) : undefined;
    const { beforeId, afterId } = change ?? {};
    if (change === undefined || beforeId === undefined || afterId === undefined) return undefined;
    return { beforeId, afterId, page: addresses.change(change.id) };
  }
  if (!isDigest(before) || !isDigest(after)) return undefined;
  return { beforeId: before, afterId: after, page: addresses.comparison(before, after) };
}

/** A redline that was asked for: what is in it, and how it is cited. */
export interface AskedRedline {
  readonly tracked: TrackedComparison;
  readonly work: CitedWork;
}

export async function loadAskedRedline(
  { comparisons, clock, settings }: Pick<Web, "comparisons" | "clock" | "settings">,
  request: RedlineRequest,
  isChangesOnly: boolean,
): Promise<AskedRedline | undefined> {
  const tracked = await loadTrackedComparison(comparisons, request, { isChangesOnly });
  if (tracked === undefined) return undefined;
  const address = `${settings.baseUrl}${request.page}`;
  return { tracked, work: toCitedWork(tracked, address, clock.now()) };
}

/** How a comparison is cited. */
function toCitedWork(
  { terms, termsBefore, before, after }: LoadedComparison,
  address: string,
  retrievedAt: CitedWork["retrievedAt"],
): CitedWork {
  return {
    before: { terms: termsBefore, version: before },
    after: { terms, version: after },
    address,
    retrievedAt,
  };
}

/** A digest of all that a file depends on, without making it: it holds the day on which it is taken away. */
export function signRedline(
  { tracked: { before, after, change, comparison }, work }: AskedRedline,
  kind: string,
): Digest {
  return digestOfFields(
    kind,
    work.address,
    work.retrievedAt.slice(0, 10),
    before.id,
    after.id,
    change?.id ?? "",
    comparison.judgedBy ?? "",
    comparison.summary,
  );
}

/** `halcyon-ai-terms-of-service-2025-02-18-2025-06-30`. */
export function toFileStem({ tracked: { terms, before, after } }: AskedRedline): string {
  return [terms.id, before.fetchedAt.slice(0, 10), after.fetchedAt.slice(0, 10)].join("-");
}
