import { adminName } from "../../model/account.ts";
import type { AccountContext } from "./context.ts";
import { nobody } from "./context.ts";

/**
 * Makes the account `admin` what the operator's secret says: there with that password, or not there where there is no
 * secret. Another password ends the sessions that the earlier one began.
 */
export async function keepAdmin(
  { store, clock, passwords }: AccountContext,
  password: string | null,
): Promise<void> {
  const known = await store.findAccount(adminName);
  const at = clock.now();
  const told = { at, actor: nobody, subject: adminName, detail: "by the environment" } as const;
  if (password === null) {
    if (known?.origin === "environment")
      await store.removeAccount(adminName, { ...told, action: "account-removed" });
    return;
  }
  if (known === undefined) {
    const passwordHash = await passwords.hash(password);
    await store.addAccount(
      {
        name: adminName,
        role: "admin",
        origin: "environment",
        passwordHash,
        subject: null,
        createdAt: at,
        signedInAt: null,
      },
      { ...told, action: "account-added" },
    );
    return;
  }
  if (await passwords.verify(password, known.passwordHash)) return;
  const passwordHash = await passwords.hash(password);
  await store.changeAccount(adminName, { passwordHash }, { ...told, action: "account-changed" });
}
