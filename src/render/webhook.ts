import type { Timing } from "../core/dates/timing.ts";
import { readTiming } from "../core/dates/timing.ts";
import type { Explanations } from "../core/explain/explanation.ts";
import type { ClauseReturn } from "../model/change.ts";
import type { Comparison } from "../model/comparison.ts";
import type { Digest } from "../model/digest.ts";
import { digestOfFields } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import type { Message } from "../model/message.ts";
import type { Alert, AlertDigest, SameChange } from "./alert.ts";
import type { ExplanationJson } from "./explanation-json.ts";
import { toExplanationJson } from "./explanation-json.ts";
import { findLeadIn } from "./lead-in.ts";
import { cutText, takeUrls, takeWithin } from "./webhook-bounds.ts";
import type { FittedComparison, Truncation } from "./webhook-comparison.ts";
import { fitComparison } from "./webhook-comparison.ts";

type WebhookMessage = Extract<Message, { channel: "webhook" }>;

/**
 * Of the comparisons of one body; receivers are advised to take small bodies, and most are below 20 KB. With what stands
 * beside them, no alert has more than 600 KB, and no digest more than 1.5 MB.
 */
const maxComparisonBytes = 256 * 1024;
/** Less than this of a comparison says nothing; the alerts that are left without one are named all the same. */
const minComparisonBytes = 8 * 1024;
const maxAlerts = 500;
const maxSame = 100;
/** Of each list beside a comparison, the share of the comparison's bytes; and what there is always room for. */
const shareBeside = 1 / 4;
const minBesideBytes = 200;
const maxName = 200;
const maxQuote = 2000;

/** What a webhook's body says of a document. */
export interface WebhookTerms {
  readonly id: string;
  readonly service: string;
  readonly type: string;
}

/** A change as one subscription is told of it. */
export interface WebhookChange {
  readonly notificationId: Digest;
  readonly subscriptionId: string;
  readonly changeId: Digest;
  readonly terms: WebhookTerms & { readonly urls: readonly string[] };
  readonly detectedAt: Instant;
  readonly permalink: string | null;
  /** The earlier version whose wording has returned. */
  readonly reversalOf: Digest | null;
  readonly returns: readonly ClauseReturn[];
  readonly timing: Timing | null;
  /** The same change in other documents, as many as there is room for, 100 at most. */
  readonly alsoIn: readonly {
    readonly changeId: Digest;
    readonly terms: WebhookTerms;
    readonly detectedAt: Instant;
  }[];
  /** Into `comparison.changes`: what the subscription asked for, most important first. */
  readonly changeIndexes: readonly number[];
  /** Null in a digest that has no room for it; it is at the permalink, and in `clausewatch show`. */
  readonly comparison: Comparison | null;
  /** The sentences that clauses which were asked for complete, as "You must not:". */
  readonly leadIns: readonly { readonly changeIndex: number; readonly text: string }[];
  readonly explanations?: readonly ExplanationJson[];
  readonly truncated: Truncation | null;
}

/** An event as Standard Webhooks describes one: what it is, when it happened, and what it says. */
export type WebhookEvent =
  | {
      readonly type: "change.detected";
      readonly timestamp: Instant;
      readonly data: WebhookChange;
    }
  | {
      readonly type: "change.digest";
      readonly timestamp: Instant;
      readonly data: {
        readonly why: AlertDigest["why"];
        /** In the order in which they were recorded. */
        readonly changes: readonly WebhookChange[];
        /** Changes that are not even named; 0 but in the largest of digests. */
        readonly left: number;
      };
    };

/**
 * Gives an alert as a JSON body. Its id and its time are the notification's and the change's, so that the body is the
 * same at each attempt.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function renderWebhook(alert: Alert): WebhookMessage {
  const { id, target } = alert.notification;
  return renderWebhookEvent(target, id, {
    type: "change.detected",
    timestamp: alert.change.detectedAt,
    data: toWebhookChange(alert, maxComparisonBytes),
  });
}

/** Gives several alerts as one body, which has the time of the latest of them. */
export function renderWebhookDigest({ alerts, why }: AlertDigest): WebhookMessage {
  const named = alerts.slice(0, maxAlerts);
  const share = Math.max(minComparisonBytes, Math.floor(maxComparisonBytes / named.length));
  const withRoom = Math.floor(maxComparisonBytes / share);
  const times = alerts.map(({ notification }) => notification.createdAt).toSorted();
  const [{ notification }] = alerts;
  return renderWebhookEvent(
    notification.target,
    digestOfFields(...alerts.map((alert) => alert.notification.id)),
    {
      type: "change.digest",
      timestamp: times.at(-1) ?? notification.createdAt,
      data: {
        why,
        changes: named.map((alert, at) => toWebhookChange(alert, at < withRoom ? share : 0)),
        left: alerts.length - named.length,
      },
    },
  );
}

/** Gives the message: JSON in which every string is well-formed Unicode. */
export function renderWebhookEvent(
  to: string,
  id: string,
  event: { readonly type: string; readonly timestamp: Instant; readonly data: unknown },
): WebhookMessage {
  const body = JSON.stringify(event, (_, value: unknown) =>
    typeof value === "string" ? value.toWellFormed() : value,
  );
  return { channel: "webhook", to, id, body };
}

function toWebhookChange(alert: Alert, maxBytes: number): WebhookChange {
  const { notification, change, terms, alsoIn = [], explanations } = alert;
  const fitted = toFitted(alert, maxBytes);
  const besideBytes = Math.max(minBesideBytes, maxBytes * shareBeside);
  const generated = fitted && explanations && toGenerated(fitted, explanations);
  return {
    notificationId: notification.id,
    subscriptionId: notification.subscriptionId,
    changeId: change.id,
    terms: { ...toWebhookTerms(terms), urls: takeUrls(terms.urls, besideBytes) },
    detectedAt: change.detectedAt,
    permalink: alert.permalink,
    reversalOf: change.reversalOf,
    returns: takeWithin(change.returns ?? [], besideBytes),
    timing: toBoundTiming(alert, Math.min(maxQuote, besideBytes)),
    alsoIn: takeWithin(alsoIn.slice(0, maxSame).map(toSame), besideBytes),
    changeIndexes: fitted?.changeIndexes ?? [],
    comparison: fitted?.comparison ?? null,
    leadIns: fitted === null ? [] : takeWithin(toLeadIns(alert, fitted), besideBytes),
    ...(generated && { explanations: takeWithin(generated, besideBytes) }),
    truncated: fitted?.truncated ?? null,
  };
}

/** Of what the subscription asked for. */
function toGenerated(
  { comparison, changeIndexes }: FittedComparison,
  explanations: Explanations,
): ExplanationJson[] {
  const asked = new Set(changeIndexes);
  return toExplanationJson(comparison, explanations).filter(({ changeIndex }) =>
    asked.has(changeIndex),
  );
}

/** In the reader's order, as the indexes are. */
function* toLeadIns(
  { leadInOf }: Alert,
  { comparison, changeIndexes }: FittedComparison,
): Generator<WebhookChange["leadIns"][number]> {
  for (const changeIndex of changeIndexes) {
    const change = comparison.changes[changeIndex];
    const text = change === undefined ? "" : findLeadIn(change, leadInOf);
    if (text !== "") yield { changeIndex, text };
  }
}

function toSame({ changeId, terms, detectedAt }: SameChange): WebhookChange["alsoIn"][number] {
  return { changeId, terms: toWebhookTerms(terms), detectedAt };
}

function toBoundTiming({ change, beforeSeenAt }: Alert, maxChars: number): Timing | null {
  const timing = readTiming(change.comparison, { seenAt: change.detectedAt, beforeSeenAt });
  if (timing?.promise == null) return timing;
  const { quote } = timing.promise;
  const promise = { ...timing.promise, quote: { ...quote, text: cutText(quote.text, maxChars) } };
  return { ...timing, promise };
}

/** Null where there is no room for any of it. */
function toFitted({ change, chosen }: Alert, maxBytes: number): FittedComparison | null {
  if (maxBytes === 0) return null;
  const indexOf = new Map(change.comparison.changes.map((one, index) => [one, index]));
  const indexes = chosen.flatMap((one) => indexOf.get(one) ?? []);
  return fitComparison(change.comparison, indexes, maxBytes);
}

/** Gives a document as every event names it. */
export function toWebhookTerms({ id, serviceName, termsType }: WebhookTermsFields): WebhookTerms {
  return { id, service: cutText(serviceName, maxName), type: cutText(termsType, maxName) };
}

type WebhookTermsFields = Pick<Alert["terms"], "id" | "serviceName" | "termsType">;
