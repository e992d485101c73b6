import { createSecrets } from "../../src/adapters/system/secrets.ts";
import { indexClauses } from "../../src/app/index-clauses.ts";
import { reviewClauses } from "../../src/app/review-clauses.ts";
import { createLinks } from "../../src/app/self-service/links.ts";
import { compareVersions } from "../../src/core/compare.ts";
import { noOwnTopics } from "../../src/core/topics/own-topics.ts";
import type { SubscriptionRequest } from "../../src/model/access-token.ts";
import { createTermsChange } from "../../src/model/change.ts";
import type { Digest } from "../../src/model/digest.ts";
import { digestOf } from "../../src/model/digest.ts";
import { addMs, parseInstant } from "../../src/model/instant.ts";
import { wholeFilter } from "../../src/model/subscription.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { WebStore } from "../../src/ports/web-store.ts";
import { sampleTerms, sampleVersion } from "../contract/samples.ts";
import { hostileTexts } from "../render/hostile.ts";
import { holdAnswer } from "./held-answer.ts";

/** What somebody could write, as a database of text keeps it. */
export const texts = hostileTexts.map(([, said]) => said.toWellFormed());
/** All of it at once. */
export const allTexts = texts.join("\n\n");

export const evilId = "evil/terms-of-service";

/** Where what was written by somebody hostile can be seen. */
export interface HostileHistory {
  readonly beforeId: Digest;
  readonly afterId: Digest;
  readonly changeId: Digest;
  readonly clauseId: Digest;
  /** The check whose answer was held back. */
  readonly checkId: Digest;
  /** Of mails, without an origin. */
  readonly links: Readonly<Record<"confirm" | "manage" | "unsubscribe", string>>;
}

const at = parseInstant("2026-04-01T06:00:00Z");
const address = `"${texts[0]}"@evil.example`;

const request: SubscriptionRequest = {
  services: ["evil"],
  topics: ["competing-development"],
  directions: ["tightened"],
  // As many and as long as a form takes them.
  words: texts.slice(0, 10).map((said) => said.split("\n").join(" ").slice(0, 60).trim()),
  rhythm: "daily",
  timeZone: "UTC",
};

/** A text whose title, headings, numbers, clauses, list items and links are hostile, and read as restrictions too. */
function write(verb: string): string {
  const sections = texts.map(
    (said, index) =>
      `## ${index + 1}. ${said}\n\nYou ${verb} use Output to train models that compete with ours. ${said}\n\n` +
      `- [${said}](javascript:alert(1)) and [here](https://evil.example/?${said})\n- (${said}) ${verb} resell`,
  );
  return [`# ${allTexts}`, "Last updated: 1 March 2026", ...sections].join("\n\n");
}

/**
 * Records a provider that writes every hostile text wherever a provider can, and people, reviewers and programs whose
 * names, notes and answers are such texts too.
 */
export async function recordHostileHistory(store: WebStore, clock: Clock): Promise<HostileHistory> {
  const terms = sampleTerms(evilId, { serviceName: allTexts, tags: texts, urls: texts });
  const before = sampleVersion(write("may"), at, null, { termsId: evilId });
  const later = addMs(at, 86_400_000);
  const after = sampleVersion(write("must not"), later, before, { termsId: evilId });
  const comparison = compareVersions(before.text, after.text, { at: later });
  const change = createTermsChange({
    termsId: evilId,
    beforeId: before.id,
    afterId: after.id,
    detectedAt: later,
    reversalOf: null,
    comparison: {
      ...comparison,
      summary: allTexts,
      // So that the calendar has something to say of it.
      dates: { ...comparison.dates, effective: { before: null, after: "2026-05-01" } },
    },
  });
  await store.importHistory(terms, [before, after], [change]);
  await recordPeople(store, clock);
  await reviewClauses(
    { store, clock },
    { ...change, ...comparison, subject: change.id },
    {
      clause: "all",
      state: "escalated",
      note: allTexts,
      seen: null,
      reviewer: texts[0] ?? "",
    },
  );
  const checkId = await holdAnswer(store);
  await indexClauses({ store, ownTopics: noOwnTopics });
  const [spell] = await store.listClauseSpells({ termsIds: [evilId] });
  if (spell === undefined) throw new Error("no clause is indexed");
  return {
    beforeId: before.id,
    afterId: after.id,
    changeId: change.id,
    clauseId: spell.clauseId,
    checkId,
    links: await recordReader(store, clock),
  };
}

async function recordPeople(store: WebStore, clock: Clock): Promise<void> {
  for (const [index, name] of texts.entries()) {
    const account = {
      name: `${name}${index}`,
      role: "reader",
      origin: "provider",
      passwordHash: null,
      subject: digestOf(name),
      createdAt: at,
      signedInAt: null,
    } as const;
    const entry = { at: clock.now(), actor: name, action: "account-added", subject: name } as const;
    await store.addAccount(account, { ...entry, detail: name });
  }
}

async function recordReader(store: WebStore, clock: Clock): Promise<HostileHistory["links"]> {
  const subscription = {
    ...wholeFilter,
    ...request,
    id: "reader-evil",
    channel: "email",
    target: address,
    source: "database",
  } as const;
  const secrets = createSecrets();
  const context = { store, clock, secrets, settings: { baseUrl: "" } };
  const [confirm, manage, unsubscribe] = await createLinks(context, [
    { purpose: "confirm", address, request },
    { purpose: "manage", address },
    { purpose: "unsubscribe", address, subscriptionId: subscription.id },
  ] as const);
  await store.putSubscription(subscription);
  return { confirm, manage, unsubscribe };
}
