import type { SignInWeb } from "../sign-in-context.ts";
import { accountRoutes } from "./account.ts";
import type { Route } from "./route.ts";
import { providerRoutes } from "./sign-in-by-provider.ts";
import { signInRoutes } from "./sign-in.ts";

/** All that has to do with who somebody is. */
export function peopleRoutes(web: SignInWeb): readonly Route[] {
  return [...signInRoutes(web), ...providerRoutes(web), ...accountRoutes(web)];
}
