import type { Generated } from "kysely";
import type { Silence } from "../../model/comparison.ts";
import type { TermsId } from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";
import type { AccessTokenTables } from "./access-token-tables.ts";
import type { AccountTables } from "./account-tables.ts";
import type { ClauseIndexTables } from "./clause-index-tables.ts";
import type { ExplanationTables } from "./explanation-tables.ts";
import type { FilterTables } from "./filter-tables.ts";
import type { OutboxTables } from "./outbox-tables.ts";
import type { ReviewTables } from "./review-tables.ts";
import type { SubscriberTables } from "./subscriber-table.ts";

/*
 * Rows as both databases hold them; columns are the same words in snake_case. Whatever comes out of a
 * closed set or as JSON is `string` here and is parsed where it is read (columns.ts). `seq` is the order
 * of writing: "last" and "first" of what we did ourselves go by it, since a clock may be set back.
 */

export interface Tables
  extends
    AccessTokenTables,
    AccountTables,
    ClauseIndexTables,
    ExplanationTables,
    FilterTables,
    OutboxTables,
    ReviewTables,
    SubscriberTables {
  terms: TermsRow;
  snapshots: SnapshotRow;
  texts: TextRow;
  versions: VersionRow;
  versionSnapshots: VersionSnapshotRow;
  checks: CheckRow;
  checkSnapshots: CheckSnapshotRow;
  changes: ChangeRow;
  changeTopics: ChangeTopicRow;
  changeSigns: ChangeSignRow;
  supersededJudgements: SupersededJudgementRow;
  pendingWordings: PendingRow;
  variants: VariantRow;
  schemaVersion: SchemaVersionRow;
}

/** JSON text. */
type Json = string;

export interface SchemaVersionRow {
  number: number;
}

export interface TermsRow {
  id: TermsId;
  serviceId: string;
  serviceName: string;
  termsType: string;
  tags: Json;
  urls: Json;
}

export interface SnapshotRow {
  id: Digest;
  termsId: TermsId;
  digest: Digest;
  byteLength: number;
  requestedUrl: string;
  finalUrl: string;
  redirects: Json;
  status: number;
  headers: Json;
  via: string;
  remoteAddress: string | null;
  robots: string;
  requestedAt: Instant;
  fetchedAt: Instant;
}

/** Texts apart from versions: many versions share one, and a list of versions needs none. */
export interface TextRow {
  digest: Digest;
  /** UTF-8 as a zstd frame. */
  body: Uint8Array;
}

export interface VersionRow {
  seq: Generated<number>;
  id: Digest;
  termsId: TermsId;
  previousId: Digest | null;
  digest: Digest;
  fingerprint: Digest;
  extractorVersion: number;
  declarationDigest: Digest;
  fetchedAt: Instant;
  origin: string;
}

export interface VersionSnapshotRow {
  versionId: Digest;
  position: number;
  snapshotId: Digest;
}

export interface CheckRow {
  seq: Generated<number>;
  id: Digest;
  termsId: TermsId;
  startedAt: Instant;
  finishedAt: Instant;
  outcome: string;
  fault: string | null;
  detail: string | null;
  versionId: Digest | null;
}

export interface CheckSnapshotRow {
  checkId: Digest;
  position: number;
  snapshotId: Digest;
}

export interface ChangeRow {
  seq: Generated<number>;
  id: Digest;
  termsId: TermsId;
  beforeId: Digest;
  afterId: Digest;
  detectedAt: Instant;
  reversalOf: Digest | null;
  /** Position in `materialities`; -1 for `none`. */
  materialityRank: number;
  /** Null for neither. */
  silence: Silence | null;
  /** JSON as a zstd frame: a comparison repeats the clauses that it judges. */
  comparison: Uint8Array;
  /** As the comparison says; null where that is from before rules had a name. */
  judgedBy: string | null;
  /** Null for none. */
  returns: Json | null;
}

export interface SupersededJudgementRow {
  seq: Generated<number>;
  changeId: Digest;
  judgedBy: string | null;
  /** As it lay in `changes`, byte for byte. */
  comparison: Uint8Array;
  supersededAt: Instant;
  supersededBy: string;
}

/** What a change has in common with its like in other documents; none for one without a substantive clause. */
export interface ChangeSignRow {
  changeId: Digest;
  digest: Digest;
  words: number;
}

export interface ChangeTopicRow {
  changeId: Digest;
  topic: string;
  /** Of the weightiest clause change on this topic. */
  materialityRank: number;
}

export interface PendingRow {
  termsId: TermsId;
  fingerprint: Digest;
  kind: string;
  firstSeenAt: Instant;
  sightings: number;
  snapshotIds: Json;
}

export interface VariantRow {
  termsId: TermsId;
  fingerprint: Digest;
  firstSeenAt: Instant;
  lastSeenAt: Instant;
  sightings: number;
  versionId: Digest | null;
  reversals: number;
}
