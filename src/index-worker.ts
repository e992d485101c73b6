import { workerData } from "node:worker_threads";
import { createSqliteStore } from "./adapters/store/sqlite/store.ts";
import { indexClauses } from "./app/index-clauses.ts";
import type { IndexWork } from "./compose-index.ts";
import { createOwnTopics } from "./core/topics/own-topics.ts";

/** The thread that `indexInThread` starts: one run, and its end. */
const { path, topics }: IndexWork = workerData;
await using store = await createSqliteStore({ path });
await indexClauses({ store, ownTopics: createOwnTopics(topics) });
