import { describePasswordFault, isOwnName } from "../../core/accounts/names.ts";
import type { Account, Role } from "../../model/account.ts";
import { adminName } from "../../model/account.ts";
import { UsageError } from "../../model/errors.ts";
import type { AccountContext } from "./context.ts";

/** Whoever may run the command may do all of this: what the log calls them. */
export const commandLine = "(command line)";

/**
 * Adds an account with a password; gives the password, which is made up where none is given.
 * @throws {UsageError} where the name is taken or not fit for it, or the password is too short
 */
export async function addAccount(
  { store, clock, secrets, passwords }: AccountContext,
  wanted: { readonly name: string; readonly role: Role; readonly password: string | null },
): Promise<string> {
  const { name, role } = wanted;
  if (name === adminName) throw new UsageError(`${name}: ${ofEnvironment}`);
  if (!isOwnName(name)) throw new UsageError(`${name}: ${nameRule}`);
  const password = toPassword(wanted.password, secrets.createToken());
  const at = clock.now();
  const account: Account = {
    name,
    role,
    origin: "password",
    passwordHash: await passwords.hash(password),
    subject: null,
    createdAt: at,
    signedInAt: null,
  };
  const audit = { at, actor: commandLine, action: "account-added", subject: name } as const;
  if (!(await store.addAccount(account, { ...audit, detail: role })))
    throw new UsageError(`${name}: there is an account of that name already`);
  return password;
}

/** Gives another password, and ends all sessions of the account. @throws {UsageError} */
export async function changePassword(
  context: AccountContext,
  wanted: { readonly name: string; readonly password: string | null },
): Promise<string> {
  const { store, clock, secrets, passwords } = context;
  const { name } = await getOwn(context, wanted.name);
  const password = toPassword(wanted.password, secrets.createToken());
  const passwordHash = await passwords.hash(password);
  const audit = { at: clock.now(), actor: commandLine, action: "account-changed" } as const;
  await store.changeAccount(
    name,
    { passwordHash },
    { ...audit, subject: name, detail: "password" },
  );
  return password;
}

/** Gives another role, and ends all sessions of the account. @throws {UsageError} */
export async function changeRole(
  context: AccountContext,
  { name, role }: Pick<Account, "name" | "role">,
): Promise<void> {
  await getOwn(context, name);
  const { store, clock } = context;
  const audit = { at: clock.now(), actor: commandLine, action: "account-changed" } as const;
  await store.changeAccount(name, { role }, { ...audit, subject: name, detail: role });
}

/** With all its sessions. Somebody of a provider is added again when they next sign in. @throws {UsageError} */
export async function removeAccount(
  { store, clock }: Pick<AccountContext, "store" | "clock">,
  name: string,
): Promise<void> {
  if ((await store.findAccount(name))?.origin === "environment")
    throw new UsageError(`${name}: ${ofEnvironment}`);
  const audit = { at: clock.now(), actor: commandLine, action: "account-removed" } as const;
  if (!(await store.removeAccount(name, { ...audit, subject: name, detail: "" })))
    throw new UsageError(`${name}: there is no such account; \`clausewatch accounts\` lists them`);
}

export const nameRule =
  "a name is up to 64 of a-z, 0-9, dot, hyphen and underscore, and begins with a letter or digit";

const ofEnvironment =
  "this account is there while CLAUSEWATCH_ADMIN_PASSWORD is set, and has that password";

async function getOwn({ store }: Pick<AccountContext, "store">, name: string): Promise<Account> {
  const account = await store.findAccount(name);
  if (account === undefined)
    throw new UsageError(`${name}: there is no such account; \`clausewatch accounts\` lists them`);
  if (account.origin === "environment") throw new UsageError(`${name}: ${ofEnvironment}`);
  if (account.origin === "provider")
    throw new UsageError(`${name}: the provider says who they are and what they may do`);
  return account;
}

function toPassword(given: string | null, made: string): string {
  const password = given ?? made.slice(0, 24);
  const fault = describePasswordFault(password);
  if (fault !== undefined) throw new UsageError(`the password ${fault}`);
  return password;
}
