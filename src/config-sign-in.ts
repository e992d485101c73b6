import type { Environment } from "./config-environment.ts";
import { secret } from "./config-environment.ts";
import type { ConfigInput } from "./config-schema.ts";
import { isThisMachine } from "./config-web-schema.ts";
import { minPasswordLength } from "./model/account.ts";
import type { Issue } from "./model/errors.ts";

type OidcInput = NonNullable<NonNullable<ConfigInput["web"]>["oidc"]>;

/** A provider of identities that somebody has set up. */
export interface OidcConfig extends Readonly<Pick<OidcInput, "issuer" | "clientId">> {
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  /** Whom it gives which role. */
  readonly rules: {
    readonly claim: string;
    readonly values: Readonly<Record<"reader" | "reviewer" | "admin", readonly string[]>>;
    readonly emailDomains: readonly string[];
  };
}

/** How people sign in, beside accounts of the database. */
export interface SignInConfig {
  /** Of the account `admin`; null: there is none. */
  readonly adminPassword: string | null;
  readonly oidc: OidcConfig | null;
}

/**
 * What the file and the environment say of signing in; problems go to `issues`. A page that others reach without a proxy
 * in between is not served without somebody who can sign in to it.
 */
export function combineSignIn(
  web: ConfigInput["web"],
  env: Environment,
  issues: Issue[],
): SignInConfig {
  const adminPassword = readPassword(env, issues);
  const oidc = combineOidc(web?.oidc ?? null, env, issues);
  const isOpen = web !== null && web.allowPublic && !isThisMachine(web.host);
  if (isOpen && adminPassword === null && (web.oidc ?? null) === null) {
    const message =
      "is reached from elsewhere: set CLAUSEWATCH_ADMIN_PASSWORD, or `web.oidc`, so that somebody can sign in";
    issues.push({ path: "web.host", message });
  }
  return { adminPassword, oidc };
}

function readPassword(env: Environment, issues: Issue[]): string | null {
  const path = "CLAUSEWATCH_ADMIN_PASSWORD";
  const password = secret(env, path);
  if (password === null) return null;
  if (Array.from(password).length < minPasswordLength) {
    issues.push({ path, message: `is shorter than ${minPasswordLength} characters` });
  }
  if (/\p{Cc}/u.test(password)) issues.push({ path, message: "holds a control character" });
  return password;
}

function combineOidc(
  input: OidcInput | null,
  env: Environment,
  issues: Issue[],
): OidcConfig | null {
  const path = "CLAUSEWATCH_OIDC_SECRET";
  const clientSecret = secret(env, path);
  if (input === null) {
    if (clientSecret !== null) {
      issues.push({ path, message: "is set, but the file has no `web.oidc` with an issuer" });
    }
    return null;
  }
  if (clientSecret === null) {
    issues.push({ path: "web.oidc", message: `is set, but ${path} is not` });
  }
  const { issuer, clientId, scopes, emailDomains, roles } = input;
  const { protocol, hostname } = new URL(issuer);
  if (protocol !== "https:" && !isThisMachine(hostname.replaceAll(/[[\]]/g, ""))) {
    const message = "would be asked in plain text: use https, or a provider on this machine";
    issues.push({ path: "web.oidc.issuer", message });
  }
  const { claim, ...values } = roles;
  if (![...Object.values(values), emailDomains].some((list) => list.length > 0)) {
    const message = "gives nobody a role: list groups in `roles`, or addresses in `emailDomains`";
    issues.push({ path: "web.oidc", message });
  }
  const allScopes = [...new Set(["openid", ...scopes])];
  const rules = { claim, values, emailDomains };
  return { issuer, clientId, clientSecret: clientSecret ?? "", scopes: allScopes, rules };
}
