import { join } from "node:path";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import { notifyJudged } from "../../src/app/notify-readers.ts";
import { compareVersions } from "../../src/core/compare.ts";
import type { Matcher } from "../../src/core/match/matcher.ts";
import { createMatcher } from "../../src/core/match/matcher.ts";
import { createTermsChange } from "../../src/model/change.ts";
import type { TermsChange } from "../../src/model/change.ts";
import type { Instant } from "../../src/model/instant.ts";
import type { Notification } from "../../src/model/notification.ts";
import type { Channel, Subscription } from "../../src/model/subscription.ts";
import { wholeFilter } from "../../src/model/subscription.ts";
import type { Terms } from "../../src/model/terms.ts";
import type { Version } from "../../src/model/version.ts";
import type { Store } from "../../src/ports/store.ts";
import { sampleCheck, sampleRecord, sampleVersion } from "../contract/samples.ts";

/** Channels that a network lies in front of: a quarter of the subscribers each. */
export const loadChannels = ["email", "slack", "teams", "webhook"] as const;
export type LoadChannel = (typeof loadChannels)[number];

/** How many clauses move from one version to the next; what has many of them takes Slack a thread. */
const clausesMoved = [1, 3, 16, 2, 5];

/** Changes of one document, each of which every subscriber of it hears of. */
export const changesPerDocument = clausesMoved.length;

export interface Load {
  readonly subscriptions: readonly Subscription[];
  readonly changes: number;
  /** In the order they were written. */
  readonly notifications: readonly Notification[];
}

/** Gives one subscriber after the other, each of one document, their channels and documents mixed. */
export function toSubscribers(count: number, documents: number): readonly Subscription[] {
  return Array.from({ length: count }, (_, at) => {
    const channel = loadChannels[at % loadChannels.length] ?? "email";
    const document = Math.floor(at / loadChannels.length) % documents;
    return {
      ...wholeFilter,
      id: `s-${at}`,
      channel,
      target: toTarget(channel, at),
      documents: [toDocument(document).id],
      minMateriality: "noise",
      rhythm: "instant",
      source: "database",
    };
  });
}

function toTarget(channel: Channel, at: number): string {
  if (channel === "email") return `reader-${at}@mail.example`;
  return channel === "slack" ? `C${String(at).padStart(8, "0")}` : `${channel}-${at}`;
}

/**
 * Writes documents, their versions and changes into the database of a data folder, and who subscribed, and with each
 * change what is owed for it, as a crawl does.
 */
export async function fillOutbox(
  dataDir: string,
  { subscribers, documents, now }: { subscribers: number; documents: number; now: Instant },
): Promise<Load> {
  await using store = await createSqliteStore({ path: join(dataDir, "clausewatch.db") });
  const terms = Array.from({ length: documents }, (_, at) => toDocument(at));
  const subscriptions = toSubscribers(subscribers, documents);
  await store.putTerms(terms);
  for (const subscription of subscriptions) await store.putSubscription(subscription);
  const notifications: Notification[] = [];
  const matcher = createMatcher();
  const latest = new Map<Terms, Version>();
  for (let edition = 0; edition <= changesPerDocument; edition += 1) {
    for (const [at, document] of terms.entries()) {
      const before = latest.get(document) ?? null;
      const after = sampleVersion(writeTerms(at, edition), now, before, { termsId: document.id });
      notifications.push(
        ...(await recordEdition(store, matcher, { terms: document, before, after })),
      );
      latest.set(document, after);
    }
  }
  return { subscriptions, changes: documents * changesPerDocument, notifications };
}

interface Edition {
  readonly terms: Terms;
  readonly before: Version | null;
  readonly after: Version;
}

async function recordEdition(
  store: Store,
  matcher: Matcher,
  { terms, before, after }: Edition,
): Promise<readonly Notification[]> {
  const now = after.fetchedAt;
  const outcome = before === null ? "first" : "changed";
  const fields = { id: after.id, termsId: terms.id, versionId: after.id };
  const change = before && compare(before, after);
  const notifications = change
    ? await notifyJudged(
        store,
        {
          change,
          keys: matcher.toKeys(change, terms),
          judge: (filters) => matcher.match(change, terms, filters),
        },
        now,
      )
    : [];
  await store.recordCheck(
    sampleRecord(sampleCheck(outcome, now, fields), { versions: [after], change, notifications }),
  );
  return notifications;
}

function compare(before: Version, after: Version): TermsChange {
  return createTermsChange({
    termsId: after.termsId,
    beforeId: before.id,
    afterId: after.id,
    detectedAt: after.fetchedAt,
    reversalOf: null,
    comparison: compareVersions(before.text, after.text, { at: after.fetchedAt }),
  });
}

function toDocument(at: number): Terms {
  const serviceId = `provider-${at}`;
  return {
    id: `${serviceId}/terms-of-service`,
    serviceId,
    serviceName: `Provider ${at}`,
    termsType: "Terms of Service",
    tags: ["load"],
    urls: [`https://${serviceId}.example/terms`],
  };
}

const subjects = ["models", "outputs", "prompts", "agents", "voices", "images", "logs", "plugins"];
const acts = ["resell", "publish", "copy", "benchmark", "translate", "archive"];
const sectionCount = 12;

/** Invented terms; from one edition to the next as many clauses say something else as are to move. */
function writeTerms(document: number, edition: number): string {
  // Each clause counts the editions in which it was among those that moved.
  const moved = (clause: number): number =>
    clausesMoved
      .slice(0, edition)
      .filter((count, at) => (clause + at * 7) % (sectionCount * 3) < count).length;
  const lines = [`# Terms of Service of Provider ${document}`];
  for (let section = 0; section < sectionCount; section += 1) {
    const subject = `${subjects[(section + document) % subjects.length]}`;
    lines.push(`## ${section + 1}. Rules for ${subject} in part ${section + 1}`);
    for (let part = 0; part < 3; part += 1) {
      const clause = section * 3 + part;
      lines.push(
        writeClause(`${section + 1}.${part + 1}`, subject, document + clause, moved(clause)),
      );
    }
  }
  return lines.join("\n\n");
}

function writeClause(number: string, subject: string, salt: number, moved: number): string {
  const act = acts[salt % acts.length];
  const days = 30 + salt - moved * 3;
  const permission = moved % 2 === 0 ? "may" : "may not";
  return (
    `${number} You ${permission} ${act} the ${subject} of plan ${salt} that the service gives you, ` +
    `and you must tell us of it within ${days} days, in writing, at the address that stands at the end of these terms.` +
    (moved > 1 ? ` A fee of ${moved * 10} dollars is owed for each of the ${subject}.` : "")
  );
}
