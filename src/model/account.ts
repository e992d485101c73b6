import type { Digest } from "./digest.ts";
import type { Instant } from "./instant.ts";

/** What somebody who has signed in may do; each role may do what those before it may. */
export const roles = ["reader", "reviewer", "admin"] as const;
export type Role = (typeof roles)[number];

/** Somebody who has signed in, or a program with a key. */
export interface Viewer {
  /** Of the account or key: what the audit log calls them. */
  readonly name: string;
  readonly role: Role;
  /** What forms of this session must bring back; null for a key, which no browser sends by itself. */
  readonly formToken: string | null;
}

/** Whether somebody may do what a role may. */
export function hasRole(viewer: Pick<Viewer, "role"> | null, role: Role): boolean {
  return viewer !== null && roles.indexOf(viewer.role) >= roles.indexOf(role);
}

/** `environment`: its password is the operator's secret · `password`: one of its own · `provider`: OpenID Connect. */
export const accountOrigins = ["environment", "password", "provider"] as const;
export type AccountOrigin = (typeof accountOrigins)[number];

/** Somebody who can sign in. */
export interface Account {
  /** Unique; what the audit log calls them. */
  readonly name: string;
  readonly role: Role;
  readonly origin: AccountOrigin;
  /** As `Passwords.hash` wrote it; null for those whom a provider vouches for. */
  readonly passwordHash: string | null;
  /** Of the issuer and what it calls them; null for those with a password. Unique. */
  readonly subject: Digest | null;
  readonly createdAt: Instant;
  /** Last; null for never. */
  readonly signedInAt: Instant | null;
}

/** The one account that the operator's secret opens. */
export const adminName = "admin";

/** Characters of whatever kind: length is what guessing fails at (NIST SP 800-63B). */
export const minPasswordLength = 12;
