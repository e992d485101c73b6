import type { Generated } from "kysely";
import type { Digest } from "../../model/digest.ts";

/** Who is told of what: filters apart from subscriptions, since many share one. */
export interface FilterTables {
  filters: FilterRow;
  filterKeys: FilterKeyRow;
  subscriptions: SubscriptionRow;
}

export interface FilterRow {
  seq: Generated<number>;
  /** Of the body. */
  digest: Digest;
  /** JSON of what it asks for; what lets everything through is left out. */
  body: string;
}

/** Where a filter is found (`FilterKey`): the inverted index. */
export interface FilterKeyRow {
  scope: number;
  aspect: number;
  filterId: number;
}

export interface SubscriptionRow {
  source: string;
  id: string;
  channel: string;
  target: string;
  rhythm: string;
  filterId: number;
}
