import { createPasswords } from "./adapters/system/passwords.ts";
import type { SignIn } from "./app/accounts/context.ts";
import type { SignInServices } from "./cli/context.ts";
import type { SignInConfig } from "./config-sign-in.ts";

/** What signing in takes. The library behind a provider is loaded where pages are served, and one is set up. */
export function createSignInServices({ adminPassword, oidc }: SignInConfig): SignInServices {
  const passwords = createPasswords();
  return {
    adminPassword,
    passwords,
    hasProvider: oidc !== null,
    async openProvider(): Promise<SignIn["provider"]> {
      if (oidc === null) return null;
      const { rules, ...options } = oidc;
      const { createOpenIdProvider } = await import("./adapters/identity/openid.ts");
      return { identity: createOpenIdProvider(options), rules };
    },
  };
}
