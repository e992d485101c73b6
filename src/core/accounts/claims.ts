import type { Role } from "../../model/account.ts";
import { roles } from "../../model/account.ts";

/** Who of a provider's people may do what. */
export interface RoleRules {
  /** Name of the claim that lists groups; a dotted one reaches into objects, such as `realm_access.roles`. */
  readonly claim: string;
  /** The claim's values that give each role. */
  readonly values: Readonly<Record<Role, readonly string[]>>;
  /** Whoever has a verified address there is a reader. */
  readonly emailDomains: readonly string[];
}

export type Claims = Readonly<Record<string, unknown>>;

/** Gives the highest role that somebody's claims allow; null where they allow none. */
export function toRole(claims: Claims, { claim, values, emailDomains }: RoleRules): Role | null {
  const held = readList(claims, claim);
  const role = roles.findLast((one) => values[one].some((value) => held.includes(value)));
  if (role !== undefined) return role;
  const domain = readAddress(claims)?.split("@")[1];
  const isKnown = emailDomains.some((one) => one.toLowerCase() === domain);
  return isKnown ? "reader" : null;
}

/**
 * Gives what to call somebody: their verified address; what the provider calls them where it vouches for none. It always
 * holds an `@`, as no account of ours does.
 */
export function toAccountName(
  claims: Claims,
  { issuer, subject }: { readonly issuer: string; readonly subject: string },
): string {
  return readAddress(claims) ?? toSubjectName({ issuer, subject });
}

/** The name of last resort: nobody else has it. */
export function toSubjectName(of: { readonly issuer: string; readonly subject: string }): string {
  const subject = of.subject.replaceAll(/[^\x21-\x7e]/g, "_");
  return `${subject.slice(0, 128)}@${new URL(of.issuer).host}`;
}

/** In lower case; undefined where the provider does not say that it is theirs. */
function readAddress(claims: Claims): string | undefined {
  const { email, email_verified: isVerified } = claims;
  if (typeof email !== "string" || isVerified !== true) return undefined;
  return /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,190}$/u.test(email) ? email.toLowerCase() : undefined;
}

/** A claim's values; a single one counts as a list of it. A claim with dots in its own name is found too. */
function readList(claims: Claims, path: string): readonly string[] {
  const whole = claims[path];
  const value = whole === undefined ? readPath(claims, path.split(".")) : whole;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one): one is string => typeof one === "string");
}

function readPath(value: unknown, [first, ...rest]: readonly string[]): unknown {
  if (first === undefined) return value;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, first)) return undefined;
  return readPath(new Map(Object.entries(value)).get(first), rest);
}
