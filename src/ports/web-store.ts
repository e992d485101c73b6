import type { AccountStore } from "./accounts.ts";
import type { AuditLog } from "./audit-log.ts";
import type { ClauseIndex } from "./clause-index.ts";
import type { HistoryStamp } from "./history-stamp.ts";
import type { OperationsStore } from "./operations-store.ts";
import type { ReviewStore } from "./review-store.ts";
import type { Store } from "./store.ts";
import type { VersionLookup } from "./version-lookup.ts";

/** What pages, exports and the API work with: the store, and what is kept for those who look things up. */
export interface WebStore
  extends
    Store,
    HistoryStamp,
    VersionLookup,
    ReviewStore,
    OperationsStore,
    ClauseIndex,
    AccountStore,
    AuditLog {}
