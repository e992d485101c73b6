import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { sharedDir } from "./corpus.ts";

export interface ReplayDocument {
  readonly id: string;
  readonly service: string;
  readonly terms: string;
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
