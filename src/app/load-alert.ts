import type { LeadInOf } from "../core/clauses/lead-ins.ts";
import type { ChangeEvent } from "../model/change-event.ts";
import type { TermsChange } from "../model/change.ts";
import type { Digest } from "../model/digest.ts";
import { digestOfFields } from "../model/digest.ts";
import { isTermsIncident } from "../model/incident.ts";
import type { Notification } from "../model/notification.ts";
import type { Terms } from "../model/terms.ts";
import type { Store } from "../ports/store.ts";
import { loadExplanations } from "./explain-due.ts";
import type { Alert, IncidentAlert, SameChange } from "../render/alert.ts";
import { createAlert } from "../render/alert.ts";
import type { EventsByChange } from "./load-events.ts";
import { loadEvents } from "./load-events.ts";

/** What an alert says that the store does not know. */
export interface AlertSettings {
  readonly mailDomain?: string;
  readonly permalinkOf?: (changeId: Digest) => string | null;
  /** Makes a notification's fresh links; undefined where it gets none. @default () => undefined */
  readonly linksOf?: (notification: Notification) => Promise<Alert["links"]>;
  /** Events of the changes, where the caller has them. @default read when needed */
  readonly events?: EventsByChange;
  /** The event of one change, where the caller reads it once for many readers. */
  readonly findEvent?: (changeId: Digest) => Promise<ChangeEvent | undefined>;
  /** Reads the sentences that the clauses of a change complete. @default they are not shown */
  readonly findLeadIns?: (change: TermsChange) => Promise<LeadInOf>;
  /** Whether what a language model said is shown. @default false */
  readonly isExplaining?: boolean;
}

/**
 * Gives a function that reads all that one notification's message is made of; undefined when its
 * change, incident or terms is not in the store. The list of terms is read once and again only when
 * one is missing from it.
 */
export function createAlertLoader(
  store: Store,
  settings: AlertSettings,
): (notification: Notification) => Promise<Alert | IncidentAlert | undefined> {
  const { mailDomain = "clausewatch.invalid", permalinkOf = () => null } = settings;
  const { isExplaining = false } = settings;
  let known = new Map<string, Terms>();

  async function findTerms(termsId: string): Promise<Terms | undefined> {
    if (!known.has(termsId)) {
      known = new Map((await store.listTermsStatus()).map((terms) => [terms.id, terms]));
    }
    return known.get(termsId);
  }

  async function findThreadStart(notification: Notification, termsId: string) {
    const first = await store.findThreadStart(termsId, notification.target);
    return first === notification.id ? null : first;
  }

  async function loadIncident(notification: Notification): Promise<IncidentAlert | undefined> {
    const incident = await store.findIncident(notification.subjectId);
    if (incident === undefined) return undefined;
    const common = { kind: "incident", notification, mailDomain } as const;
    if (!isTermsIncident(incident)) {
      return { ...common, incident, threadStartId: toThreadStart(notification) };
    }
    const terms = await findTerms(incident.termsId);
    if (terms === undefined) return undefined;
    return {
      ...common,
      terms,
      incident,
      threadStartId: await findThreadStart(notification, terms.id),
    };
  }

  async function findEvent(change: TermsChange): Promise<ChangeEvent | undefined> {
    if (settings.findEvent) return settings.findEvent(change.id);
    const events = settings.events ?? (await loadEvents(store, [change]));
    return events.get(change.id);
  }

  async function loadSame(change: TermsChange): Promise<readonly SameChange[]> {
    const same: SameChange[] = [];
    for (const { id, termsId, detectedAt } of (await findEvent(change))?.changes ?? []) {
      const terms = id === change.id ? undefined : await findTerms(termsId);
      if (terms) same.push({ terms, changeId: id, detectedAt });
    }
    return same;
  }

  /** As it stands now: what was matched may have been another filter of the same subscription. */
  async function findAsked({ channel, target, subscriptionId }: Notification) {
    const subscriptions = await store.listSubscriptionsOf(channel, target);
    return subscriptions.find(({ id }) => id === subscriptionId);
  }

  async function loadChange(notification: Notification): Promise<Alert | undefined> {
    const change = await store.findChange(notification.subjectId);
    const terms = change && (await findTerms(change.termsId));
    const before = change && (await store.findVersion(change.beforeId));
    if (change === undefined || terms === undefined || before === undefined) return undefined;
    const returned =
      change.reversalOf === null ? undefined : await store.findVersion(change.reversalOf);
    const links = await settings.linksOf?.(notification);
    const asked = await findAsked(notification);
    const leadInOf = await settings.findLeadIns?.(change);
    return createAlert({
      notification,
      terms,
      change,
      beforeSeenAt: before.fetchedAt,
      reversedToSeenAt: returned?.fetchedAt ?? null,
      permalink: permalinkOf(change.id),
      threadStartId: await findThreadStart(notification, terms.id),
      mailDomain,
      ...(asked && { asked }),
      ...(links && { links }),
      ...(leadInOf && { leadInOf }),
      alsoIn: await loadSame(change),
      ...(isExplaining && {
        explanations: await loadExplanations(store, change.comparison.changes),
      }),
    });
  }

  return (notification) =>
    notification.subject === "change" ? loadChange(notification) : loadIncident(notification);
}

/** Of a channel's incident: what told this operator that it opened. Ids are digests of what they name. */
function toThreadStart({ subject, subjectId, subscriptionId }: Notification): Digest | null {
  return subject === "recovery" ? digestOfFields("incident", subjectId, subscriptionId) : null;
}
