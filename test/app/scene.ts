import type { CrawlContext, CrawlSummary } from "../../src/app/crawl.ts";
import { crawl } from "../../src/app/crawl.ts";
import { parseService } from "../../src/core/declaration.ts";
import { parseSubscriptions } from "../../src/core/subscription.ts";
import type { Declaration } from "../../src/model/declaration.ts";
import type { LogFields } from "../../src/ports/log.ts";
import type { SnapshotStore } from "../../src/ports/snapshot-store.ts";
import type { Store } from "../../src/ports/store.ts";
import type { FakeClock } from "../fakes/fake-clock.ts";
import { createFakeClock } from "../fakes/fake-clock.ts";
import type { FakeFetcher } from "../fakes/fake-fetcher.ts";
import { createFakeFetcher } from "../fakes/fake-fetcher.ts";
import { createMemorySnapshots } from "../fakes/memory-snapshots.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";

export const address = "https://northwind.example/usage-policy";
const day = 86_400_000;

/** One declared terms, one subscriber and one operator, over fakes of every port. */
export interface Scene {
  readonly store: Store;
  readonly snapshots: SnapshotStore;
  readonly fetcher: FakeFetcher;
  readonly clock: FakeClock;
  readonly context: CrawlContext;
  readonly declaration: Declaration;
  readonly errors: readonly (readonly [string, LogFields | undefined])[];
  /** A crawl so many days later, confirmations waited for. */
  crawlAfter(days: number, declarations?: readonly Declaration[]): Promise<CrawlSummary>;
}

export interface SceneOptions {
  readonly terms?: unknown;
  readonly confirmDelayMs?: number;
  /** @default one in memory */
  readonly store?: Store;
}

export function declareTerms(terms: unknown): readonly Declaration[] {
  return parseService("northwind", { name: "Northwind AI", terms }).declarations;
}

export async function createScene(options: SceneOptions = {}): Promise<Scene> {
  const clock = createFakeClock();
  const store = options.store ?? createMemoryStore();
  const snapshots = createMemorySnapshots();
  const fetcher = createFakeFetcher(clock);
  const errors: (readonly [string, LogFields | undefined])[] = [];
  const context: CrawlContext = {
    store,
    snapshots,
    fetcher,
    clock,
    log: {
      debug() {},
      info() {},
      warn() {},
      error: (message, fields) => void errors.push([message, fields]),
    },
    settings: {
      rules: {
        confirmDelayMs: options.confirmDelayMs ?? 60_000,
        variantHoldMs: 3 * day,
        variantSightings: 3,
        settledMs: 7 * day,
      },
      fullFetchEveryMs: 7 * day,
      operators: [{ channel: "email", target: "operator@example.com" }],
      staleAfterIntervals: 2,
    },
  };
  const subscriptions = [{ id: "counsel", channel: "email", to: "counsel@example.com" }];
  await store.putFileSubscriptions(parseSubscriptions({ subscriptions }, "subscriptions.json"));
  const terms = options.terms ?? { "Acceptable Use Policy": { fetch: address } };
  const [declaration] = declareTerms(terms);
  if (!declaration) throw new Error("nothing declared");
  return {
    store,
    snapshots,
    fetcher,
    clock,
    context,
    declaration,
    errors,
    crawlAfter(days, declarations = [declaration]) {
      clock.advance(days * day);
      return crawl(context, declarations, { waitForConfirmationMs: 15 * 60_000 });
    },
  };
}
