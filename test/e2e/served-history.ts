import { join } from "node:path";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import type { WebStore } from "../../src/ports/web-store.ts";
import { recordInventedHistory } from "../invented-history.ts";
import type { Workspace } from "./workspace.ts";
import { createWorkspace } from "./workspace.ts";

/** Fictional providers' history, served by the command as an operator runs it. */
export interface ServedHistory extends AsyncDisposable {
  /** `http://127.0.0.1:…` */
  readonly origin: string;
  readonly workspace: Workspace;
}

export interface ServedHistoryOptions {
  /** Into `clausewatch.json`, beside a free port. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly env?: NodeJS.ProcessEnv;
  /** Records more, before anything is served. */
  readonly record?: (store: WebStore) => Promise<void>;
}

export async function serveHistory(options: ServedHistoryOptions = {}): Promise<ServedHistory> {
  const { config = {}, env = {}, record } = options;
  await using stack = new AsyncDisposableStack();
  const workspace = stack.use(await createWorkspace());
  await workspace.write("clausewatch.json", { web: { port: 0 }, logLevel: "warn", ...config });
  {
    const path = join(workspace.dir, "snapshots/clausewatch.db");
    await using store = await createSqliteStore({ path });
    await recordInventedHistory(store);
    await record?.(store);
  }
  const server = workspace.startWith({ env }, "serve");
  stack.defer(async () => {
    server.child.kill("SIGTERM");
    await server.ended;
  });
  const said = await server.untilErr("stop with Ctrl-C");
  const [, origin = ""] = /(http:\/\/[^/\s]+)/.exec(said) ?? [];
  const owned = stack.move();
  return { origin, workspace, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
