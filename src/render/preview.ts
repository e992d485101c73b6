import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import type { Rhythm } from "../model/subscription.ts";
import type { Alert } from "./alert.ts";
import { toShortId } from "./alert.ts";
import { toCount, toDay } from "./labels.ts";
import { toGist, toTitle } from "./story.ts";

/** One alert of a preview, nothing escaped. */
export interface PreviewedAlert {
  readonly changeId: Digest;
  readonly termsId: TermsId;
  readonly seenAt: Instant;
  /** `Acme AI · Terms of Service and 2 more documents`. */
  readonly title: string;
  /** As in the alert's subject. */
  readonly gist: string;
  /** The same change in other documents. */
  readonly alsoIn: readonly { readonly changeId: Digest; readonly termsId: TermsId }[];
}

/** What a preview's first line speaks of. */
export interface PreviewCount {
  readonly since: Instant;
  readonly until: Instant;
  readonly alertCount: number;
  readonly messageCount: number;
  readonly recordedSince: Instant | null;
}

export function toPreviewed(alert: Alert): PreviewedAlert {
  const { change, terms, alsoIn = [] } = alert;
  return {
    changeId: change.id,
    termsId: terms.id,
    seenAt: change.detectedAt,
    title: toTitle(terms, alsoIn.length),
    gist: toGist(alert),
    alsoIn: alsoIn.map((same) => ({ changeId: same.changeId, termsId: same.terms.id })),
  };
}

/** `28 Feb 2026  1a2b3c4d5e6f  Acme AI · Terms of Service: stricter rules on building competing models`. */
export function renderPreviewLine({ changeId, seenAt, title, gist }: PreviewedAlert): string {
  return `${toDay(seenAt).padStart(11)}  ${toShortId(changeId)}  ${title}: ${gist}\n`;
}

/**
 * Gives what a preview comes to in one line: `Over the last 12 months this subscription would have alerted 14 times, in 9
 * daily digests.`, and a second one where less than that is recorded.
 * @param span how the time is called; null: by its first and last day
 */
export function renderPreviewCount(
  { since, until, alertCount, messageCount, recordedSince }: PreviewCount,
  rhythm: Rhythm,
  span: string | null,
): string {
  const when = span === null ? `From ${toDay(since)} to ${toDay(until)}` : `Over ${span}`;
  const digests = toCount(messageCount, `${rhythm} digest`, `${rhythm} digests`);
  const messages = rhythm === "instant" || alertCount === 0 ? "" : `, in ${digests}`;
  const times = alertCount === 0 ? "not have alerted" : `have alerted ${toTimes(alertCount)}`;
  const said = `${when} this subscription would ${times}${messages}.\n`;
  if (recordedSince === null) return `${said}No change is recorded yet: nothing can be said.\n`;
  return recordedSince > since
    ? `${said}No change is recorded that is older than ${toDay(recordedSince)}.\n`
    : said;
}

function toTimes(count: number): string {
  return count === 1 ? "once" : toCount(count, "time", "times");
}
