import type { SignedChange } from "../model/change-event.ts";
import type { ChangeHead, TermsChange } from "../model/change.ts";
import type { CheckRecord } from "../model/check-record.ts";
import type { Check } from "../model/check.ts";
import type { Comparison, Silence } from "../model/comparison.ts";
import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import type { Incident } from "../model/incident.ts";
import type { Instant } from "../model/instant.ts";
import type { JudgementOutcome, SupersededJudgement } from "../model/judgement.ts";
import type { Notification } from "../model/notification.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { LastCheck, TermsState } from "../model/terms-state.ts";
import type { Terms, TermsStatus } from "../model/terms.ts";
import type { Materiality, Topic } from "../model/topic.ts";
import type { Version } from "../model/version.ts";
import type { ExplanationStore } from "./explanation-store.ts";
import type { OutboxStore } from "./outbox-store.ts";
import type { SelfServiceStore } from "./self-service-store.ts";
import type { SubscriberStore } from "./subscriber-store.ts";
import type { SubscriptionStore } from "./subscription-store.ts";

export interface ChangeFilter {
  readonly termsId?: TermsId;
  readonly serviceId?: string;
  /** At least one clause change on this topic, itself of `minMateriality` or more. */
  readonly topic?: Topic;
  /** Silent or undated, as given; no reversal is either. */
  readonly silences?: readonly Silence[];
  /** Default: `editorial`. */
  readonly minMateriality?: Materiality;
  /** Detected then or later. */
  readonly since?: Instant;
  /** Detected earlier. */
  readonly until?: Instant;
  /** Default: 100. */
  readonly limit?: number;
}

/** As `ChangeFilter` has them. */
export type HeadFilter = Pick<ChangeFilter, "termsId" | "serviceId" | "since" | "until">;

/**
 * Everything that is remembered but bytes. Each method is one whole intention: it happens or it does not.
 * All throw `StoreError` when the database cannot do its part. Lists are newest first unless said otherwise.
 */
export interface Store
  extends
    ExplanationStore,
    SubscriptionStore,
    SubscriberStore,
    OutboxStore,
    SelfServiceStore,
    AsyncDisposable {
  /** Adds terms or brings their names up to date. */
  putTerms(terms: readonly Terms[]): Promise<void>;
  /** By id. */
  listTermsStatus(): Promise<readonly TermsStatus[]>;
  /** Those of the same type as these at any service, by id, these among them; none where the terms are unknown. */
  listTermsLike(termsId: TermsId): Promise<readonly Terms[]>;

  /** Keeps the circumstances of a snapshot; its bytes must already be kept. Repeatable. */
  putSnapshot(snapshot: Snapshot): Promise<void>;
  findSnapshot(id: Digest): Promise<Snapshot | undefined>;
  /** State of a terms; all empty for one never checked. */
  getTermsState(termsId: TermsId): Promise<TermsState>;
  /** One entry for each terms that has ever been checked. */
  listLastChecks(): Promise<readonly LastCheck[]>;
  /**
   * One transaction: check, versions, change, notifications, pending, variant, incidents. Readers are those whom
   * `listRecipients` gives for the matched filters then, told before others and as of the check's end. Repeatable.
   */
  recordCheck(record: CheckRecord): Promise<void>;
  listChecks(termsId: TermsId, limit: number): Promise<readonly Check[]>;

  /** Adds versions (oldest first) and changes of another archive; those already there are left alone. Gives how many versions were added. */
  importHistory(
    terms: Terms,
    versions: readonly Version[],
    changes: readonly TermsChange[],
  ): Promise<number>;

  findVersion(id: Digest): Promise<Version | undefined>;
  /** The version in force at a time. */
  findVersionAt(termsId: TermsId, at: Instant): Promise<Version | undefined>;
  /** Versions without regard to their text: `text` is empty. */
  listVersions(termsId: TermsId): Promise<readonly Version[]>;

  /** Resolves an id or an unambiguous prefix of at least 6 digits. */
  findChange(idOrPrefix: string): Promise<TermsChange | undefined>;
  listChanges(filter: ChangeFilter): Promise<readonly TermsChange[]>;
  /** All of them whatever their weight, in the order of writing, so that a long walk can go on where it ended. */
  listChangeHeads(filter: HeadFilter): Promise<readonly ChangeHead[]>;
  /** Those that are known by any of these signs, in the order of writing. */
  listSignedChanges(signs: readonly Digest[]): Promise<readonly SignedChange[]>;
  /**
   * Puts a new judgement in the place of a recorded change's and keeps the old one, in one transaction; tells
   * nobody. Nothing is written where the two are the same, and while an alert about the change is pending.
   */
  recordJudgement(
    changeId: Digest,
    comparison: Comparison & { readonly judgedBy: string },
    at: Instant,
  ): Promise<JudgementOutcome>;
  /** Judgements of a change that others have taken the place of, oldest first. */
  listSupersededJudgements(changeId: Digest): Promise<readonly SupersededJudgement[]>;
  listIncidents(options: { readonly open: boolean }): Promise<readonly Incident[]>;
  findIncident(id: Digest): Promise<Incident | undefined>;
  /** Opens and closes incidents outside a check (a document that went stale), with notifications to operators. */
  recordIncidents(
    opened: readonly Incident[],
    closedIds: readonly Digest[],
    at: Instant,
    notifications: readonly Notification[],
  ): Promise<void>;
}
