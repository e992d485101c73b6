/** Keeps two processes on one machine from doing the same work; given back when the holder dies, however it dies. */
export interface RunLock {
  /** Null when another process holds it. Never waits. */
  acquire(name: "crawl" | "deliver"): Promise<AsyncDisposable | null>;
}
