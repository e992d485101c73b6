import type { ExtractLimits } from "../core/extract/limits.ts";
import type { Operator } from "../core/match.ts";
import type { OwnTopics } from "../core/topics/own-topics.ts";
import type { WordingRules } from "../core/wording.ts";
import type { Clock } from "../ports/clock.ts";
import type { Fetcher } from "../ports/fetcher.ts";
import type { Log } from "../ports/log.ts";
import type { SnapshotStore } from "../ports/snapshot-store.ts";
import type { Store } from "../ports/store.ts";

export interface CheckContext {
  readonly store: Store;
  readonly snapshots: SnapshotStore;
  readonly fetcher: Fetcher;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: CheckSettings;
  /** Topics that a team added. @default none */
  readonly ownTopics?: OwnTopics;
}

export interface CheckSettings {
  readonly rules: WordingRules;
  /** At least this often a page is fetched whole, whatever its validators say; milliseconds. */
  readonly fullFetchEveryMs: number;
  readonly operators: readonly Operator[];
  /** What a body may cost; absent bounds are the extractor's own. */
  readonly extract?: Partial<ExtractLimits>;
}
