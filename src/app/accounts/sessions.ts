import type { Account, Viewer } from "../../model/account.ts";
import { digestOf, digestOfFields } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";
import { addMs } from "../../model/instant.ts";
import type { Session } from "../../model/session.ts";
import type { AccountContext } from "./context.ts";

type SessionContext = Pick<AccountContext, "store" | "clock" | "secrets">;

const hourMs = 3_600_000;
/** A working day's break is shorter, and a night is longer. */
export const idleMs = 12 * hourMs;
/** Whatever is done in it. */
const maxAgeMs = 14 * 24 * hourMs;
/** Of those whose role a provider gives, so that one which it takes away is gone a day later. */
const maxProviderAgeMs = 24 * hourMs;
/** Each use is not a write: what was seen is known to this. */
const touchEveryMs = 600_000;

/** A session as its browser holds it. */
export interface BegunSession {
  readonly token: string;
  readonly expiresAt: Instant;
}

/** Begins a session with a token of its own, whatever the browser held before. */
export async function beginSession(
  { store, clock, secrets }: SessionContext,
  account: Pick<Account, "name" | "origin">,
  { browser, detail }: { readonly browser: string; readonly detail: string },
): Promise<BegunSession> {
  const token = secrets.createToken();
  const at = clock.now();
  await store.pruneSessions(at, addMs(at, -idleMs));
  const expiresAt = addMs(at, account.origin === "provider" ? maxProviderAgeMs : maxAgeMs);
  const session: Session = {
    digest: digestOf(token),
    account: account.name,
    browser,
    createdAt: at,
    seenAt: at,
    expiresAt,
  };
  const audit = { at, actor: account.name, action: "signed-in", subject: account.name } as const;
  await store.beginSession(session, { ...audit, detail });
  return { token, expiresAt };
}

/** A session that holds, and whose it is. */
export interface OpenSession {
  readonly session: Session;
  readonly account: Account;
  readonly viewer: Viewer;
}

/** Gives the session of a token, and notes that it was seen; null where there is none, or it has expired. */
export async function openSession(
  { store, clock, secrets }: SessionContext,
  token: string,
): Promise<OpenSession | null> {
  const digest = digestOf(token);
  const found = await store.findSession(digest);
  if (found === undefined || !secrets.isSame(found.session.digest, digest)) return null;
  const { session, account } = found;
  const now = clock.now();
  if (session.expiresAt <= now || addMs(session.seenAt, idleMs) <= now) return null;
  if (addMs(session.seenAt, touchEveryMs) <= now) await store.touchSession(digest, now);
  const { name, role } = account;
  return { session, account, viewer: { name, role, formToken: toFormToken(token) } };
}

/** Ends the session of a token; repeatable. */
export async function endSession(
  { store, clock }: SessionContext,
  token: string,
  name: string,
): Promise<void> {
  const audit = { at: clock.now(), actor: name, action: "signed-out", subject: name } as const;
  await store.endSessions({ digest: digestOf(token) }, { ...audit, detail: "" });
}

/** Ends every session of an account. */
export async function endAllSessions(
  { store, clock }: SessionContext,
  name: string,
): Promise<void> {
  const audit = { at: clock.now(), actor: name, action: "signed-out", subject: name } as const;
  await store.endSessions({ account: name }, { ...audit, detail: "everywhere" });
}

/** What the session's forms bring back: as hard to guess as its token, which it does not tell. */
function toFormToken(token: string): string {
  return digestOfFields("form token", token);
}
