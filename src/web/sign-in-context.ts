import type { AccountContext, SignIn } from "../app/accounts/context.ts";
import type { BegunSession } from "../app/accounts/sessions.ts";
import { beginSession, endSession } from "../app/accounts/sessions.ts";
import { toBrowserName } from "../core/accounts/browser-name.ts";
import type { Account } from "../model/account.ts";
import { toMs } from "../model/instant.ts";
import { addresses } from "./addresses.ts";
import type { Request, Web } from "./context.ts";
import type { Cookie } from "./cookies.ts";
import { createCookie } from "./cookies.ts";
import { toOwnPath } from "./own-path.ts";
import type { Visitors } from "./visitors.ts";
import { createVisitors } from "./visitors.ts";

/** What the pages of signing in work with. */
export interface SignInWeb extends Web {
  readonly accounts: AccountContext;
  readonly provider: SignIn["provider"];
  readonly sessionCookie: Cookie;
  /** Attempts from one client, and under one name from all of them. */
  readonly attempts: { readonly perClient: Visitors; readonly perName: Visitors };
}

const quarterHourMs = 900_000;
/** A household or an office that mistypes, and no more. */
const perClient = { count: 20, withinMs: quarterHourMs };
/** At this rate a password of twelve letters outlives everybody; whoever it belongs to waits for minutes. */
const perName = { count: 40, withinMs: quarterHourMs };

export function createSignInWeb(
  web: Web,
  { passwords, provider }: SignIn,
  sessionCookie: Cookie,
): SignInWeb {
  const { store, clock, secrets } = web;
  const attempts = { perClient: createVisitors(perClient), perName: createVisitors(perName) };
  const accounts = { store, clock, secrets, passwords };
  return { ...web, accounts, provider, sessionCookie, attempts };
}

export function createSessionCookie(baseUrl: string): Cookie {
  return createCookie(baseUrl, "clausewatch");
}

/** Begins a session in this browser, ends the one that it may have held, and leads on to where somebody wanted to go. */
export async function letIn(
  web: SignInWeb,
  c: Request,
  {
    account,
    by,
    to,
  }: { readonly account: Account; readonly by: string; readonly to: string | null },
): Promise<Response> {
  const earlier = web.sessionCookie.read(c);
  if (earlier !== null) await endSession(web.accounts, earlier, account.name);
  const browser = toBrowserName(c.req.header("User-Agent"));
  const begun = await beginSession(web.accounts, account, { browser, detail: `${by}, ${browser}` });
  keep(web, c, begun);
  c.header("Cache-Control", "no-store");
  return c.redirect(web.paths.to(toOwnPath(to) ?? addresses.home()), 303);
}

function keep({ sessionCookie, clock }: SignInWeb, c: Request, begun: BegunSession): void {
  const leftMs = toMs(begun.expiresAt) - toMs(clock.now());
  sessionCookie.write(c, begun.token, Math.floor(leftMs / 1000));
}
