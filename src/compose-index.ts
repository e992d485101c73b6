import { Worker } from "node:worker_threads";
import { listDue } from "./app/index-clauses.ts";
import type { OwnTopics } from "./core/topics/own-topics.ts";
import type { OwnTopic } from "./model/own-topic.ts";
import type { WebStore } from "./ports/web-store.ts";

/** What the thread is given. */
export interface IndexWork {
  /** The database's. */
  readonly path: string;
  readonly topics: readonly OwnTopic[];
}

export interface IndexInThreadOptions {
  readonly store: WebStore;
  /** Of the same database. */
  readonly path: string;
  readonly ownTopics: OwnTopics;
  /** Told of work that takes longer than a moment, and of its end. */
  readonly say: (text: string) => void;
}

/** As many documents take some seconds. */
const longCount = 10;

/**
 * Indexes the clauses that are not indexed as they stand, in a thread of its own: what takes a minute for years of
 * history holds up no page. Ends at once when the signal aborts: what was not finished is taken up the next time.
 */
export async function indexInThread(
  { store, path, ownTopics, say }: IndexInThreadOptions,
  signal: AbortSignal,
): Promise<void> {
  const due = await listDue(store, ownTopics);
  if (signal.aborted || due.length === 0) return;
  const isLong = due.length >= longCount;
  if (isLong) say(`reading ${due.length} documents clause by clause, for search and topics\n`);
  const workerData: IndexWork = { path, topics: ownTopics.topics };
  const worker = new Worker(new URL("./index-worker.ts", import.meta.url), { workerData });
  const stop = (): void => void worker.terminate();
  signal.addEventListener("abort", stop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      worker.once("error", reject);
      worker.once("exit", () => resolve());
    });
  } finally {
    signal.removeEventListener("abort", stop);
  }
  if (isLong && !signal.aborted) say(`${due.length} documents are read\n`);
}
