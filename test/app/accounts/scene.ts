import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSqliteStore } from "../../../src/adapters/store/sqlite/store.ts";
import { createPasswords } from "../../../src/adapters/system/passwords.ts";
import { createSecrets } from "../../../src/adapters/system/secrets.ts";
import type { AccountContext } from "../../../src/app/accounts/context.ts";
import type { FakeClock } from "../../fakes/fake-clock.ts";
import { createFakeClock } from "../../fakes/fake-clock.ts";

/** Accounts over a real database. */
export interface AccountScene extends AccountContext, AsyncDisposable {
  readonly clock: FakeClock;
  /** What the audit log says, latest first. */
  told(): Promise<readonly string[]>;
}

export async function createAccountScene(): Promise<AccountScene> {
  await using stack = new AsyncDisposableStack();
  const dir = await mkdtemp(join(tmpdir(), "clausewatch-accounts-"));
  stack.defer(() => rm(dir, { recursive: true, force: true }));
  const store = stack.use(await createSqliteStore({ path: join(dir, "accounts.db") }));
  const owned = stack.move();
  return {
    store,
    clock: createFakeClock(),
    secrets: createSecrets(),
    passwords: createPasswords({ cost: { log2N: 4, r: 8, p: 1 } }),
    async told() {
      const records = await store.listAudit({ limit: 50, before: null });
      return records.map(({ actor, action, subject, detail }) =>
        [actor, action, subject, detail].join(" "),
      );
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
