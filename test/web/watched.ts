import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRunLock } from "../../src/adapters/store/sqlite/run-lock.ts";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import { noOwnTopics } from "../../src/core/topics/own-topics.ts";
import type { Check } from "../../src/model/check.ts";
import type { RunLock } from "../../src/ports/run-lock.ts";
import type { WebStore } from "../../src/ports/web-store.ts";
import type { Scene as CrawlScene } from "../app/scene.ts";
import { address, createScene as createCrawlScene } from "../app/scene.ts";
import { renderTerms } from "../servers/site.ts";
import type { Scene } from "./scene.ts";
import { createScene } from "./scene.ts";
import { byHeader, signIn } from "./signed-in.ts";

/** One document that is watched, and the pages of whoever looks after that. */
export interface Watched extends AsyncDisposable {
  readonly crawl: CrawlScene;
  readonly web: Scene;
  readonly store: WebStore;
  readonly lock: RunLock;
  readonly admin: ReturnType<typeof signIn>;
  /** Has an answer held back that shows this beside a part of the terms, a day later. */
  hold(page: string): Promise<Check>;
}

export async function createWatched(): Promise<Watched> {
  await using stack = new AsyncDisposableStack();
  const dir = await mkdtemp(join(tmpdir(), "clausewatch-watched-"));
  stack.defer(() => rm(dir, { recursive: true, force: true }));
  const store = stack.use(await createSqliteStore({ path: join(dir, "watched.db") }));
  const crawl = await createCrawlScene({ store });
  const { declaration, context, clock } = crawl;
  const lock = createRunLock({ dir });
  const operations = {
    ...context,
    store,
    lock,
    ownTopics: noOwnTopics,
    loadDeclarations: async () => [declaration],
  };
  const web = stack.use(await createScene({ ...byHeader, store, clock, operations }));
  crawl.fetcher.answer(address, renderTerms("Northwind"));
  await crawl.crawlAfter(0);
  const owned = stack.move();
  return {
    crawl,
    web,
    store,
    lock,
    admin: signIn(web, "root", "admin"),
    async hold(page) {
      crawl.fetcher.answer(address, page);
      await crawl.crawlAfter(1);
      const [check] = await store.listChecks(declaration.id, 1);
      if (check?.outcome !== "quarantined") throw new Error(`not held back: ${check?.outcome}`);
      return check;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The terms with most of their clauses gone, and whatever else. */
export function renderCollapsed(more = ""): string {
  return renderTerms("Northwind")
    .replace(/<h2>1[^]*<h2>4/, "<h2>4")
    .replace("</body>", `${more}</body>`);
}
