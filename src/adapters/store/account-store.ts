import type { Kysely } from "kysely";
import type { AccountStore } from "../../ports/accounts.ts";
import { createPeopleStore } from "./accounts.ts";
import { createKeyStore } from "./api-keys.ts";
import { createSessionStore } from "./sessions.ts";
import type { Tables } from "./tables.ts";

export function createAccountStore(db: Kysely<Tables>): AccountStore {
  return { ...createPeopleStore(db), ...createSessionStore(db), ...createKeyStore(db) };
}
