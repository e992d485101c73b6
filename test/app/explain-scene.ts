import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createExplainer } from "../../src/adapters/llm/explainer.ts";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import type { ExplainSettings } from "../../src/app/explain-clauses.ts";
import type { ExplainDueContext } from "../../src/app/explain-due.ts";
import { matchSubscriptions } from "../../src/core/match.ts";
import type { TermsChange } from "../../src/model/change.ts";
import type { ClauseChange } from "../../src/model/comparison.ts";
import type { Instant } from "../../src/model/instant.ts";
import type { Subscription } from "../../src/model/subscription.ts";
import type { LogFields } from "../../src/ports/log.ts";
import type { Store } from "../../src/ports/store.ts";
import {
  sampleChange,
  sampleCheck,
  sampleComparison,
  sampleRecord,
  sampleTerms,
  sampleVersion,
  subscribeToAll,
} from "../contract/samples.ts";
import { createFakeClock } from "../fakes/fake-clock.ts";
import type { FakeClock } from "../fakes/fake-clock.ts";
import type { LanguageModelServer } from "../servers/language-model.ts";
import { startLanguageModelServer } from "../servers/language-model.ts";

export const modelKey = "sk-secret-0123456789";

/** A database in a file, a language model behind real HTTP, and one reader who asks for substantive changes. */
export interface ExplainScene extends AsyncDisposable {
  readonly dir: string;
  readonly store: Store;
  readonly server: LanguageModelServer;
  readonly clock: FakeClock;
  readonly logged: readonly (readonly [string, LogFields | undefined])[];
  readonly context: ExplainDueContext;
  readonly terms: ReturnType<typeof sampleTerms>;
  /** The same, with other bounds. */
  with(settings: ExplainSettings): ExplainDueContext;
  /** Records a check that finds these clause changes, and the alert of those who asked for them. */
  record(...changes: readonly ClauseChange[]): Promise<TermsChange>;
  listAlerted(): Promise<readonly (readonly number[])[]>;
}

export async function createExplainScene(
  subscription: Partial<Subscription> = {},
): Promise<ExplainScene> {
  const dir = await mkdtemp(join(tmpdir(), "clausewatch-explain-"));
  const store = await createSqliteStore({ path: join(dir, "clausewatch.db") });
  const server = await startLanguageModelServer();
  const clock = createFakeClock("2026-03-01T10:00:00Z");
  const logged: (readonly [string, LogFields | undefined])[] = [];
  const write = (message: string, fields?: LogFields) => void logged.push([message, fields]);
  const explainer = createExplainer({
    provider: "openai-compatible",
    model: "small-model",
    baseUrl: server.url,
    key: modelKey,
    hasSchemas: true,
    clock,
  });
  const context: ExplainDueContext = {
    store,
    explainer,
    clock,
    random: () => 0.5,
    log: { debug: write, info: write, warn: write, error: write },
    settings: {},
  };
  const terms = sampleTerms();
  const subscriptions = [subscribeToAll("counsel", subscription)];
  await store.putTerms([terms]);
  await store.putFileSubscriptions(subscriptions);
  let last = sampleVersion("version 0", clock.now());
  await store.recordCheck(sampleRecord(sampleCheck("first", clock.now()), { versions: [last] }));
  let count = 0;
  return {
    dir,
    store,
    server,
    clock,
    logged,
    context,
    terms,
    with: (settings) => ({ ...context, settings }),
    async record(...changes) {
      clock.advance(1000);
      const at: Instant = clock.now();
      count += 1;
      const next = sampleVersion(`version ${count}`, at, last);
      const change = sampleChange(last, next, { ...sampleComparison(), changes });
      const notifications = matchSubscriptions(change, terms, subscriptions, at);
      const record = { versions: [next], change, notifications };
      await store.recordCheck(sampleRecord(sampleCheck("changed", at), record));
      last = next;
      return change;
    },
    async listAlerted() {
      const entries = await store.listOutbox({ limit: 100 });
      return entries.map(({ changeIndexes }) => changeIndexes).toReversed();
    },
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await rm(dir, { recursive: true });
    },
  };
}
