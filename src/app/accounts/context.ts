import type { RoleRules } from "../../core/accounts/claims.ts";
import type { AccountStore } from "../../ports/accounts.ts";
import type { AuditLog } from "../../ports/audit-log.ts";
import type { Clock } from "../../ports/clock.ts";
import type { IdentityProvider } from "../../ports/identity-provider.ts";
import type { Passwords } from "../../ports/passwords.ts";
import type { Secrets } from "../../ports/secrets.ts";

/** What it takes to know who somebody is. */
export interface AccountContext {
  readonly store: AccountStore & AuditLog;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly passwords: Passwords;
}

/** How people sign in. */
export interface SignIn {
  readonly passwords: Passwords;
  /** Null: by password alone. */
  readonly provider: { readonly identity: IdentityProvider; readonly rules: RoleRules } | null;
}

/** Who is said to have done what nobody had signed in for. */
export const nobody = "(nobody)";
