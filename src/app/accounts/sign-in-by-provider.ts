import type { RoleRules } from "../../core/accounts/claims.ts";
import { toAccountName, toRole, toSubjectName } from "../../core/accounts/claims.ts";
import type { Account } from "../../model/account.ts";
import { digestOfFields } from "../../model/digest.ts";
import type { Identity } from "../../ports/identity-provider.ts";
import type { AccountContext } from "./context.ts";
import { nobody } from "./context.ts";

type ProviderContext = Pick<AccountContext, "store" | "clock">;

/**
 * Gives the account of somebody whom a provider vouches for, with the role that it gives them today; null where that is
 * none. Whoever comes with another role than last time has lost the sessions that they had.
 */
export async function recogniseIdentity(
  { store, clock }: ProviderContext,
  identity: Identity,
  rules: RoleRules,
): Promise<Account | null> {
  const { issuer, subject: sub, claims } = identity;
  const at = clock.now();
  const role = toRole(claims, rules);
  const subject = digestOfFields("subject", issuer, sub);
  const known = await store.findAccountOfSubject(subject);
  if (role === null) {
    const told = { at, actor: nobody, action: "sign-in-refused" } as const;
    const name = known?.name ?? toAccountName(claims, { issuer, subject: sub });
    await store.recordAudit({ ...told, subject: name, detail: "no role" });
    // What the provider has taken away is gone here too.
    if (known !== undefined)
      await store.removeAccount(known.name, {
        ...told,
        action: "account-removed",
        subject: known.name,
        detail: "the provider gives no role any more",
      });
    return null;
  }
  const audit = { at, actor: nobody, detail: `${role}, by the provider` } as const;
  if (known !== undefined) {
    if (known.role === role) return known;
    const changed = { ...audit, action: "account-changed", subject: known.name } as const;
    await store.changeAccount(known.name, { role }, changed);
    return { ...known, role };
  }
  // An address may have passed from one person to another, who must not inherit the first one's account.
  for (const name of [
    toAccountName(claims, { issuer, subject: sub }),
    toSubjectName({ issuer, subject: sub }),
  ]) {
    const account: Account = {
      name,
      role,
      origin: "provider",
      passwordHash: null,
      subject,
      createdAt: at,
      signedInAt: null,
    };
    const added = { ...audit, action: "account-added", subject: name } as const;
    if (await store.addAccount(account, added)) return account;
  }
  // Both names are taken: by the same person, in another browser, just now.
  return (await store.findAccountOfSubject(subject)) ?? null;
}
