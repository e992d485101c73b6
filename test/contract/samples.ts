import type { TermsChange } from "../../src/model/change.ts";
import { createTermsChange } from "../../src/model/change.ts";
import type { Check, CheckOutcome } from "../../src/model/check.ts";
import type { ClauseChange, Comparison } from "../../src/model/comparison.ts";
import { digestOf, digestOfFields } from "../../src/model/digest.ts";
import type { CheckRecord } from "../../src/model/check-record.ts";
import type { Incident, TermsIncident } from "../../src/model/incident.ts";
import type { Instant } from "../../src/model/instant.ts";
import { addMs, parseInstant } from "../../src/model/instant.ts";
import type { Notification } from "../../src/model/notification.ts";
import { createNotification } from "../../src/model/notification.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import { wholeFilter } from "../../src/model/subscription.ts";
import type { Subscription } from "../../src/model/subscription.ts";
import type { TermsState } from "../../src/model/terms-state.ts";
import type { Terms } from "../../src/model/terms.ts";
import type { Materiality, Topic } from "../../src/model/topic.ts";
import type { PendingWording } from "../../src/model/variant.ts";
import type { Version } from "../../src/model/version.ts";
import { createVersion } from "../../src/model/version.ts";

export const termsId = "acme/terms-of-service";
export const otherTermsId = "bolt/usage-policy";

/** The n-th hour of the tests' day. */
export function hour(count: number): Instant {
  return addMs(parseInstant("2026-03-01T00:00:00Z"), count * 3_600_000);
}

/** What is known of a terms that was never checked. */
export const emptyTermsState: TermsState = {
  latest: null,
  lastSnapshots: [],
  latestSnapshots: [],
  lastFullFetchAt: null,
  lastVerifiedAt: null,
  pending: null,
  variants: [],
  openIncidents: [],
  failuresInRow: 0,
};

/** New words, first seen at the first hour. */
export function samplePending(): PendingWording {
  return {
    fingerprint: digestOf("new words"),
    kind: "new",
    firstSeenAt: hour(1),
    sightings: 1,
    snapshotIds: [digestOf("snapshot")],
  };
}

export function sampleTerms(id = termsId, fields: Partial<Terms> = {}): Terms {
  const serviceId = id.split("/")[0] ?? "";
  const termsType = "Terms of Service";
  const urls = [`https://${serviceId}.example/terms`];
  return { id, serviceId, serviceName: serviceId, termsType, tags: ["ai"], urls, ...fields };
}

export function sampleSnapshot(text: string, at: Instant, id = termsId): Snapshot {
  const bytes = new TextEncoder().encode(text);
  return {
    id: digestOfFields(id, at, text),
    termsId: id,
    digest: digestOf(bytes),
    byteLength: bytes.length,
    requestedUrl: "https://acme.example/terms",
    finalUrl: "https://acme.example/terms/",
    redirects: [{ status: 301, url: "https://acme.example/terms/" }],
    status: 200,
    headers: { etag: '"1"', "content-type": "text/html" },
    via: "http",
    remoteAddress: null,
    robots: "allowed",
    requestedAt: at,
    fetchedAt: at,
  };
}

export function sampleVersion(
  text: string,
  at: Instant,
  previous: Version | null = null,
  fields: Partial<Omit<Version, "id">> = {},
): Version {
  return createVersion({
    termsId,
    previousId: previous?.id ?? null,
    text,
    digest: digestOf(text),
    fingerprint: digestOf(`words of ${text}`),
    extractorVersion: 1,
    declarationDigest: digestOf("declaration"),
    snapshotIds: [],
    fetchedAt: at,
    origin: "crawl",
    ...fields,
  });
}

export function sampleComparison(
  materiality: Comparison["materiality"] = "substantive",
  clauses: readonly (readonly [Topic, Materiality])[] = [],
): Comparison {
  return {
    schemaVersion: 1,
    materiality,
    summary: "One clause added.",
    continuity: 0.9,
    replaced: false,
    dates: {
      lastUpdated: { before: null, after: "2026-03-01" },
      effective: { before: null, after: null },
    },
    notices: { before: [], after: [] },
    silent: false,
    undated: false,
    changes: clauses.map(([topic, weight]) => sampleClauseChange(topic, weight)),
  };
}

function sampleClauseChange(topic: Topic, materiality: Materiality): ClauseChange {
  const text = "You may not resell the service.";
  return {
    kind: "added",
    before: null,
    after: { text, path: ["Restrictions"], start: 0, end: text.length },
    spans: [{ op: "added", text }],
    materiality,
    topics: [topic],
    direction: "tightened",
    confidence: 0.8,
    cues: [{ side: "after", start: 0, end: 11, why: "prohibition" }],
  };
}

export function sampleChange(
  before: Version,
  after: Version,
  comparison: Comparison = sampleComparison(),
): TermsChange {
  return createTermsChange({
    termsId: after.termsId,
    beforeId: before.id,
    afterId: after.id,
    detectedAt: after.fetchedAt,
    reversalOf: null,
    comparison,
  });
}

export function sampleCheck(
  outcome: CheckOutcome,
  at: Instant,
  fields: Partial<Check> = {},
): Check {
  return {
    id: digestOfFields(fields.termsId ?? termsId, at, outcome),
    termsId,
    startedAt: at,
    finishedAt: addMs(at, 2000),
    outcome,
    fault: null,
    detail: null,
    snapshotIds: [],
    versionId: null,
    ...fields,
  };
}

export function sampleRecord(check: Check, fields: Partial<CheckRecord> = {}): CheckRecord {
  return {
    check,
    versions: [],
    change: null,
    matched: [],
    notifications: [],
    pending: null,
    variant: null,
    openedIncidents: [],
    closedIncidentIds: [],
    ...fields,
  };
}

export function sampleIncident(at: Instant, id = termsId): TermsIncident {
  return {
    id: digestOfFields(id, at),
    termsId: id,
    kind: "quarantined",
    fault: "login-wall",
    detail: "a password field stands where the text stood",
    openedAt: at,
    closedAt: null,
  };
}

export function sampleNotification(
  subject: TermsChange | Incident,
  subscriptionId: string,
  at: Instant,
  target = `${subscriptionId}@example.org`,
): Notification {
  return createNotification({
    subject: "comparison" in subject ? "change" : "incident",
    subjectId: subject.id,
    subscriptionId,
    channel: "email",
    target,
    changeIndexes: [1, 0],
    createdAt: at,
  });
}

/** To whatever is substantive. */
export function subscribeToAll(id: string, fields: Partial<Subscription> = {}): Subscription {
  return {
    id,
    channel: "email",
    target: `${id}@example.com`,
    ...wholeFilter,
    rhythm: "instant",
    source: "file",
    ...fields,
  };
}

/** Filtered by everything that it can be filtered by. */
export function sampleSubscription(
  id: string,
  source: Subscription["source"],
  fields: Partial<Subscription> = {},
): Subscription {
  return subscribeToAll(id, {
    services: ["acme"],
    termsTypes: ["Terms of Service"],
    topics: ["output-training"],
    directions: ["tightened"],
    source,
    ...fields,
  });
}
