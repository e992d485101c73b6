import type { OwnTopics } from "../../core/topics/own-topics.ts";
import type { Declaration } from "../../model/declaration.ts";
import type { RunLock } from "../../ports/run-lock.ts";
import type { WebStore } from "../../ports/web-store.ts";
import type { CheckContext } from "../check-context.ts";
import type { CrawlSettings } from "../crawl.ts";

/** What an operator's pages work with. */
export interface OperationsContext extends CheckContext {
  readonly store: WebStore;
  readonly settings: CrawlSettings;
  readonly ownTopics: OwnTopics;
  readonly lock: RunLock;
  /** Reads what is watched, as it is declared now. */
  loadDeclarations(): Promise<readonly Declaration[]>;
}
