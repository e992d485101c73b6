import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createSqliteStore } from "../../../src/adapters/store/sqlite/store.ts";
import type { Account } from "../../../src/model/account.ts";
import type { ApiKey } from "../../../src/model/api-key.ts";
import type { AuditAction, AuditEntry } from "../../../src/model/audit.ts";
import { digestOf } from "../../../src/model/digest.ts";
import { addMs, parseInstant } from "../../../src/model/instant.ts";
import type { Session } from "../../../src/model/session.ts";
import type { WebStore } from "../../../src/ports/web-store.ts";

const dir = await mkdtemp(join(tmpdir(), "clausewatch-accounts-"));
let count = 0;
const open = async (): Promise<WebStore> => {
  count += 1;
  return createSqliteStore({ path: join(dir, `${count}.db`) });
};
afterAll(() => rm(dir, { recursive: true, force: true }));

const at = parseInstant("2026-03-01T09:00:00Z");
const dayMs = 86_400_000;
const ada: Account = {
  name: "ada",
  role: "reviewer",
  origin: "password",
  passwordHash: "hashed",
  subject: null,
  createdAt: at,
  signedInAt: null,
};
const bo: Account = { ...ada, name: "bo", passwordHash: null, subject: digestOf("bo") };
const key: ApiKey = {
  digest: digestOf("cwk_x"),
  name: "dashboard",
  role: "reader",
  createdAt: at,
  lastUsedOn: null,
};

function sessionOf(account: string, token: string): Session {
  return {
    digest: digestOf(token),
    account,
    browser: "Firefox on Linux",
    createdAt: at,
    seenAt: at,
    expiresAt: addMs(at, dayMs),
  };
}

function told(action: AuditAction, subject: string): AuditEntry {
  return { at, actor: "admin", action, subject, detail: "" };
}

async function actionsOf(store: WebStore): Promise<readonly string[]> {
  const records = await store.listAudit({ limit: 100, before: null });
  return records.map(({ action, subject }) => `${action} ${subject}`);
}

describe("createAccountStore", () => {
  it("gives back the accounts that were added, by name", async () => {
    await using store = await open();
    expect(await store.addAccount(bo, told("account-added", "bo"))).toBe(true);
    expect(await store.addAccount(ada, told("account-added", "ada"))).toBe(true);
    expect(await store.listAccounts()).toEqual([ada, bo]);
    expect(await store.findAccount("ada")).toEqual(ada);
    expect(await store.findAccount("ADA")).toBeUndefined();
    expect(await store.findAccountOfSubject(digestOf("bo"))).toEqual(bo);
    expect(await store.findAccountOfSubject(digestOf("ada"))).toBeUndefined();
  });

  it("adds no second account of a name or a subject, and says nothing of it in the log", async () => {
    await using store = await open();
    await store.addAccount(bo, told("account-added", "bo"));
    const audit = told("account-added", "again");
    expect(await store.addAccount({ ...ada, name: "bo" }, audit)).toBe(false);
    expect(await store.addAccount({ ...bo, name: "other" }, audit)).toBe(false);
    expect(await store.listAccounts()).toEqual([bo]);
    expect(await actionsOf(store)).toEqual(["account-added bo"]);
  });

  it("ends what is open of an account whose role or password becomes another", async () => {
    await using store = await open();
    await store.addAccount(ada, told("account-added", "ada"));
    await store.addAccount(bo, told("account-added", "bo"));
    await store.beginSession(sessionOf("ada", "a"), told("signed-in", "ada"));
    await store.beginSession(sessionOf("bo", "b"), told("signed-in", "bo"));
    const audit = told("account-changed", "ada");
    expect(await store.changeAccount("ada", { role: "reader" }, audit)).toBe(true);
    expect(await store.findSession(digestOf("a"))).toBeUndefined();
    expect(await store.findSession(digestOf("b"))).toBeDefined();
    expect((await store.findAccount("ada"))?.role).toBe("reader");
    expect(await store.changeAccount("nobody", { role: "reader" }, audit)).toBe(false);
  });

  it("removes an account with its sessions, once", async () => {
    await using store = await open();
    await store.addAccount(ada, told("account-added", "ada"));
    await store.beginSession(sessionOf("ada", "a"), told("signed-in", "ada"));
    const audit = told("account-removed", "ada");
    expect(await store.removeAccount("ada", audit)).toBe(true);
    expect(await store.removeAccount("ada", audit)).toBe(false);
    expect(await store.findSession(digestOf("a"))).toBeUndefined();
    expect(await actionsOf(store)).toEqual([
      "account-removed ada",
      "signed-in ada",
      "account-added ada",
    ]);
  });

  it("finds a session by the digest of its token, with its account", async () => {
    await using store = await open();
    await store.addAccount(ada, told("account-added", "ada"));
    const session = sessionOf("ada", "a");
    await store.beginSession(session, told("signed-in", "ada"));
    const seenAt = addMs(at, 60_000);
    await store.touchSession(session.digest, seenAt);
    expect(await store.findSession(session.digest)).toEqual({
      session: { ...session, seenAt },
      account: { ...ada, signedInAt: at },
    });
    expect(await store.findSession(digestOf("other"))).toBeUndefined();
  });

  it("ends one session or all of an account", async () => {
    await using store = await open();
    await store.addAccount(ada, told("account-added", "ada"));
    for (const token of ["a", "b", "c"])
      await store.beginSession(sessionOf("ada", token), told("signed-in", "ada"));
    const audit = told("signed-out", "ada");
    expect(await store.endSessions({ digest: digestOf("a") }, audit)).toBe(1);
    expect(await store.endSessions({ digest: digestOf("a") }, audit)).toBe(0);
    expect(await store.listSessions("ada")).toHaveLength(2);
    expect(await store.endSessions({ account: "ada" }, audit)).toBe(2);
    expect(await store.listSessions("ada")).toEqual([]);
  });

  it("forgets sessions that have expired or were left alone", async () => {
    await using store = await open();
    await store.addAccount(ada, told("account-added", "ada"));
    for (const [token, seenMs, expiresMs] of [
      ["over", 10, 20],
      ["idle", 1, 1000],
      ["open", 10, 1000],
    ] as const) {
      const session = {
        ...sessionOf("ada", token),
        seenAt: addMs(at, seenMs),
        expiresAt: addMs(at, expiresMs),
      };
      await store.beginSession(session, told("signed-in", "ada"));
    }
    expect(await store.pruneSessions(addMs(at, 20), addMs(at, 5))).toBe(2);
    const left = await store.listSessions("ada");
    expect(left.map(({ digest }) => digest)).toEqual([digestOf("open")]);
  });

  it("keeps keys by their digest, each name once", async () => {
    await using store = await open();
    expect(await store.addApiKey(key, told("key-added", "dashboard"))).toBe(true);
    const namesake = { ...key, digest: digestOf("cwk_y") };
    expect(await store.addApiKey(namesake, told("key-added", "dashboard"))).toBe(false);
    await store.touchApiKey("dashboard", "2026-03-02");
    const used = { ...key, lastUsedOn: "2026-03-02" };
    expect(await store.listApiKeys()).toEqual([used]);
    expect(await store.findApiKey(key.digest)).toEqual(used);
    expect(await store.removeApiKey("dashboard", told("key-removed", "dashboard"))).toBe(true);
    expect(await store.removeApiKey("dashboard", told("key-removed", "dashboard"))).toBe(false);
    expect(await actionsOf(store)).toEqual(["key-removed dashboard", "key-added dashboard"]);
  });
});

describe("createAuditLog", () => {
  it("gives what was written, latest first, page by page", async () => {
    await using store = await open();
    for (const subject of ["one", "two", "three"])
      await store.recordAudit(told("signed-in", subject));
    const [last, middle, ...rest] = await store.listAudit({ limit: 2, before: null });
    expect([last?.subject, middle?.subject, rest]).toEqual(["three", "two", []]);
    const older = await store.listAudit({ limit: 2, before: middle?.seq ?? null });
    expect(older).toEqual([{ ...told("signed-in", "one"), seq: 1 }]);
  });
});
