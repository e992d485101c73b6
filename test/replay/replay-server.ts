import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Real captures live beside the project and are never part of it. */
const sharedDir = join(import.meta.dirname, "../../../shared");

export const replayDir = join(sharedDir, "corpus/replay");

/** Whether the corpus is there; says so aloud when it is not, as a skipped test must not look like a passed one. */
export function hasCorpus(): boolean {
  if (existsSync(join(replayDir, "manifest.json"))) return true;
  process.stderr.write(
    "SKIPPED: the corpus of real captures is not beside the project (../shared)\n",
  );
  return false;
}

export interface ReplayDocument {
  readonly id: string;
  readonly service: string;
  readonly terms: string;
}

/** Where another archive's text of the same captures changed. */
export interface ReferenceChange {
  readonly after: string;
  readonly by: string;
  readonly text: "new" | "seen before";
}

export function readReferenceChanges(): Readonly<Record<string, readonly ReferenceChange[]>> {
  return JSON.parse(readFileSync(join(replayDir, "changes.json"), "utf8"));
}

/** The captures served over loopback as they stood at a time of our choice. */
export interface ReplayServer extends AsyncDisposable {
  readonly origin: string;
  readonly documents: readonly ReplayDocument[];
  /** Capture times of one document, or of all, ascending. */
  listTimes(id?: string): Promise<readonly string[]>;
  setClock(at: string): Promise<void>;
  /** The next `times` requests for this document misbehave. */
  setFault(id: string, mode: string, times?: number): Promise<void>;
  clearFault(id: string): Promise<void>;
}

export async function startReplayServer(args: readonly string[] = []): Promise<ReplayServer> {
  const script = join(sharedDir, "tools/replay-server.mjs");
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface(child.stdout), "line");
  const { url: origin, documents } = JSON.parse(String(line));
  const call = async (method: string, path: string, body?: string): Promise<unknown> => {
    const response = await fetch(`${origin}${path}`, {
      method,
      ...(body !== undefined && { body }),
    });
    if (!response.ok)
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  return {
    origin,
    documents,
    async listTimes(id) {
      return (await call("GET", id ? `/_times/${id}` : "/_times")) as readonly string[];
    },
    setClock: async (at) => void (await call("PUT", "/_clock", at)),
    setFault: async (id, mode, times) =>
      void (await call("PUT", `/_fault/${id}`, JSON.stringify({ mode, ...(times && { times }) }))),
    clearFault: async (id) => void (await call("DELETE", `/_fault/${id}`)),
    async [Symbol.asyncDispose]() {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}
