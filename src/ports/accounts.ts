import type { Account, Role } from "../model/account.ts";
import type { ApiKey } from "../model/api-key.ts";
import type { AuditEntry } from "../model/audit.ts";
import type { Digest } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import type { Session } from "../model/session.ts";

/**
 * The part of a store that knows who may do what. Whatever it writes, it writes in one transaction with what the audit
 * log says of it.
 */
export interface AccountStore {
  /** By name. */
  listAccounts(): Promise<readonly Account[]>;
  findAccount(name: string): Promise<Account | undefined>;
  /** The account of somebody whom a provider calls that. */
  findAccountOfSubject(subject: Digest): Promise<Account | undefined>;
  /** False, and nothing done, where the name is taken. */
  addAccount(account: Account, audit: AuditEntry): Promise<boolean>;
  /** Gives another role, another password, or both, and ends all its sessions; false where there is no such account. */
  changeAccount(
    name: string,
    changed: { readonly role?: Role; readonly passwordHash?: string },
    audit: AuditEntry,
  ): Promise<boolean>;
  /** With its sessions; false where there is no such account. */
  removeAccount(name: string, audit: AuditEntry): Promise<boolean>;

  /** Adds it, and notes that its account has signed in. */
  beginSession(session: Session, audit: AuditEntry): Promise<void>;
  /**
   * The session whose digest begins with the first half of this one, and its account. The caller compares the whole,
   * in constant time, and judges whether it has expired.
   */
  findSession(
    digest: Digest,
  ): Promise<{ readonly session: Session; readonly account: Account } | undefined>;
  touchSession(digest: Digest, seenAt: Instant): Promise<void>;
  /** One, or all of an account; gives how many. */
  endSessions(
    ending: { readonly digest: Digest } | { readonly account: string },
    audit: AuditEntry,
  ): Promise<number>;
  /** Last seen first. */
  listSessions(account: string): Promise<readonly Session[]>;
  /** Forgets those that have expired by then, or that were not seen since; gives how many. */
  pruneSessions(at: Instant, notSeenSince: Instant): Promise<number>;

  /** By name. */
  listApiKeys(): Promise<readonly ApiKey[]>;
  /** The key whose digest begins with the first half of this one; the caller compares the whole, in constant time. */
  findApiKey(digest: Digest): Promise<ApiKey | undefined>;
  /** False, and nothing done, where the name is taken. */
  addApiKey(key: ApiKey, audit: AuditEntry): Promise<boolean>;
  touchApiKey(name: string, day: string): Promise<void>;
  /** False where there is none. */
  removeApiKey(name: string, audit: AuditEntry): Promise<boolean>;
}
