import type { TermsChange } from "../../src/model/change.ts";
import { createTermsChange } from "../../src/model/change.ts";
import type { ClauseChange, Comparison, Span } from "../../src/model/comparison.ts";
import { digestOf } from "../../src/model/digest.ts";
import type { ChannelIncident, TermsIncident } from "../../src/model/incident.ts";
import { parseInstant } from "../../src/model/instant.ts";
import { createNotification } from "../../src/model/notification.ts";
import type { Channel } from "../../src/model/subscription.ts";
import type { Alert, ChannelIncidentAlert, TermsIncidentAlert } from "../../src/render/alert.ts";
import { createAlert } from "../../src/render/alert.ts";

const detectedAt = parseInstant("2026-04-02T09:30:00Z");

/** Reads `You may <del>not </del>resell` back into spans. */
export function toSpans(markup: string): Span[] {
  return markup.split(/(<del>[^]*?<\/del>|<ins>[^]*?<\/ins>)/).flatMap((part): Span[] => {
    if (part === "") return [];
    const [, tag, text] = /^<(del|ins)>([^]*)<\/\1>$/.exec(part) ?? [];
    if (tag === undefined || text === undefined) return [{ op: "same", text: part }];
    return [{ op: tag === "del" ? "removed" : "added", text }];
  });
}

/** A clause change whose sides follow from its redline; a tightened one about other matters unless told. */
export function createClauseChange(
  redline: string | readonly Span[],
  fields: Partial<ClauseChange> & { readonly path?: readonly string[] } = {},
): ClauseChange {
  const { path = ["2. Use"], ...rest } = fields;
  const spans = typeof redline === "string" ? toSpans(redline) : redline;
  const side = (left: Span["op"]) => {
    const text = spans.map((span) => (span.op === left ? "" : span.text)).join("");
    return text === "" ? null : { text, path, start: 0, end: text.length };
  };
  const before = side("added");
  const after = side("removed");
  const kind = before === null ? "added" : after === null ? "removed" : "modified";
  return {
    kind,
    before,
    after,
    spans,
    materiality: "substantive",
    topics: ["other"],
    direction: "tightened",
    confidence: 0.9,
    cues: [],
    ...rest,
  };
}

export function createChange(
  changes: readonly ClauseChange[],
  fields: Partial<Comparison> & Partial<Pick<TermsChange, "reversalOf">> = {},
): TermsChange {
  const { reversalOf = null, ...comparison } = fields;
  return createTermsChange({
    termsId: "acme/terms-of-service",
    beforeId: digestOf("before"),
    afterId: digestOf("after"),
    detectedAt,
    reversalOf,
    comparison: {
      schemaVersion: 1,
      materiality: "substantive",
      summary: "1 substantive change.",
      continuity: 0.9,
      replaced: false,
      dates: {
        lastUpdated: { before: "2026-03-03", after: "2026-03-03" },
        effective: { before: null, after: "2026-05-01" },
      },
      notices: { before: [], after: [] },
      silent: false,
      undated: false,
      changes,
      ...comparison,
    },
  });
}

export interface SampleOptions {
  readonly channel?: Channel;
  readonly target?: string;
  readonly change?: Parameters<typeof createChange>[1];
  readonly terms?: Partial<Alert["terms"]>;
  readonly alert?: Partial<Alert>;
  readonly changeIndexes?: readonly number[];
}

/** An alert that chose all its changes, in order, unless told otherwise. */
export function createSampleAlert(
  changes: readonly ClauseChange[],
  options: SampleOptions = {},
): Alert {
  const change = createChange(changes, options.change);
  const notification = createNotification({
    subject: "change",
    subjectId: change.id,
    subscriptionId: "legal-team",
    channel: options.channel ?? "email",
    target: options.target ?? "legal@example.com",
    changeIndexes: options.changeIndexes ?? [...changes.keys()],
    createdAt: detectedAt,
  });
  return createAlert({
    notification,
    terms: {
      id: "acme/terms-of-service",
      serviceName: "Acme AI",
      termsType: "Terms of Service",
      urls: ["https://acme.example/legal/terms"],
      ...options.terms,
    },
    change,
    beforeSeenAt: parseInstant("2026-03-03T00:00:00Z"),
    reversedToSeenAt: null,
    permalink: null,
    threadStartId: null,
    mailDomain: "alerts.example.com",
    ...options.alert,
  });
}

export function createSampleIncident(
  channel: Channel,
  fields: Partial<TermsIncident> = {},
): TermsIncidentAlert {
  const id = digestOf("incident");
  return {
    kind: "incident",
    notification: createNotification({
      subject: "incident",
      subjectId: id,
      subscriptionId: "operators",
      channel,
      target: "ops@example.com",
      changeIndexes: [],
      createdAt: detectedAt,
    }),
    terms: {
      id: "acme/terms-of-service",
      serviceName: "Acme AI",
      termsType: "Terms of Service",
      urls: ["https://acme.example/legal/terms"],
    },
    incident: {
      id,
      termsId: "acme/terms-of-service",
      kind: "quarantined",
      fault: "login-wall",
      detail: "a form asks for a password",
      openedAt: detectedAt,
      closedAt: null,
      ...fields,
    },
    threadStartId: null,
    mailDomain: "alerts.example.com",
  };
}

export function createSampleChannelIncident(
  channel: Channel,
  fields: Partial<ChannelIncident> = {},
): ChannelIncidentAlert {
  const { notification, threadStartId, mailDomain } = createSampleIncident(channel);
  return {
    kind: "incident",
    notification,
    threadStartId,
    mailDomain,
    incident: {
      id: notification.subjectId,
      kind: "undeliverable",
      channel: "email",
      target: "reader@example.com",
      fault: "gone",
      detail: "550 5.1.1 no such user",
      openedAt: detectedAt,
      closedAt: null,
      ...fields,
    },
  };
}
