import type { Account } from "../../model/account.ts";
import { createLimit } from "../limit.ts";
import type { AccountContext } from "./context.ts";
import { nobody } from "./context.ts";

/** `busy`: too many passwords are being checked, and nothing was done. */
export type Recognition =
  | { readonly kind: "recognised"; readonly account: Account }
  | { readonly kind: "refused" }
  | { readonly kind: "busy" };

/** Each takes 32 MiB and a tenth of a second or two. */
const mostAtOnce = 2;
const mostWaiting = 20;

/**
 * Gives a function that recognises somebody by name and password. A refusal takes as long whatever was wrong, and says
 * nothing of it.
 */
export function createRecognition(
  context: AccountContext,
): (name: string, password: string) => Promise<Recognition> {
  const { store, clock, passwords } = context;
  const limit = createLimit(mostAtOnce);
  let waiting = 0;
  return async (name, password) => {
    if (waiting >= mostAtOnce + mostWaiting) return { kind: "busy" };
    waiting += 1;
    try {
      const account = await store.findAccount(name);
      const hash = account?.passwordHash ?? null;
      if ((await limit(() => passwords.verify(password, hash))) && account !== undefined)
        return { kind: "recognised", account };
      await store.recordAudit({
        at: clock.now(),
        actor: nobody,
        action: "sign-in-refused",
        // What stands where a name should may be a password that went into the wrong field.
        subject: account?.name ?? "(unknown name)",
        detail: "password",
      });
      return { kind: "refused" };
    } finally {
      waiting -= 1;
    }
  };
}
