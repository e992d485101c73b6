import { compareVersions } from "../core/compare.ts";
import { rankClauseChanges } from "../core/rank.ts";
import { createTermsChange } from "../model/change.ts";
import { digestOf } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import { addMs } from "../model/instant.ts";
import type { Message } from "../model/message.ts";
import { createNotification } from "../model/notification.ts";
import type { Channel } from "../model/subscription.ts";
import { createAlert } from "../render/alert.ts";
import { renderMessage } from "../render/message.ts";
import { renderWebhookEvent } from "../render/webhook.ts";

const notice =
  "This is a test of Clausewatch: no provider has changed anything, and nothing of it is kept.";
const dayMs = 86_400_000;

/** A page under a date, with a clause that gains a restriction. */
function renderTerms(updatedAt: Instant, effectiveAt: Instant, restriction: string): string {
  return `# Terms of Service

Last updated: ${updatedAt.slice(0, 10)}. Effective date: ${effectiveAt.slice(0, 10)}.

## 2. A made-up clause, to test Clausewatch

You may use the output of the service for any lawful purpose${restriction}.
`;
}

export interface TestMessageOptions {
  readonly channel: Channel;
  readonly target: string;
  readonly now: Instant;
  /** Right-hand side of mail ids. */
  readonly mailDomain: string;
}

/**
 * Gives a message that shows a reader what alerts look like: a made-up change, compared and rendered as any other, and
 * marked as a test. A webhook gets an event of type `test` instead: a program might take the other for a change.
 */
export function renderTestMessage({
  channel,
  target,
  now,
  mailDomain,
}: TestMessageOptions): Message {
  const beforeSeenAt = addMs(now, -90 * dayMs);
  const before = renderTerms(beforeSeenAt, beforeSeenAt, "");
  const restriction = ", except to develop models that compete with ours";
  const after = renderTerms(now, addMs(now, 30 * dayMs), restriction);
  const comparison = compareVersions(before, after, { at: now });
  const substantive = comparison.changes.filter(({ materiality }) => materiality === "substantive");
  const change = createTermsChange({
    termsId: "test/terms-of-service",
    beforeId: digestOf(before),
    afterId: digestOf(after),
    detectedAt: now,
    reversalOf: null,
    // Its dates are told beside it; that they changed is no news of its own.
    comparison: { ...comparison, summary: notice, changes: substantive },
  });
  const notification = createNotification({
    subject: "change",
    // No two tests are one mail to a mail reader.
    subjectId: digestOf(`test at ${now}`),
    subscriptionId: "test",
    channel,
    target,
    changeIndexes: rankClauseChanges(substantive),
    createdAt: now,
  });
  if (channel === "webhook") {
    const event = { type: "test", timestamp: now, data: { message: notice } };
    return renderWebhookEvent(target, notification.id, event);
  }
  return renderMessage(
    createAlert({
      notification,
      terms: {
        id: change.termsId,
        serviceName: "TEST, Example AI",
        termsType: "Terms of Service",
        urls: ["https://example.com/terms"],
      },
      change,
      beforeSeenAt,
      reversedToSeenAt: null,
      permalink: null,
      threadStartId: null,
      mailDomain,
    }),
  );
}
