import type { Role, Viewer } from "../../model/account.ts";
import { apiKeyPrefix } from "../../model/api-key.ts";
import { digestOf } from "../../model/digest.ts";
import type { AccountContext } from "./context.ts";

type KeyContext = Pick<AccountContext, "store" | "clock" | "secrets">;

/** Long enough for every key of ours, and nothing else. */
const maxKeyLength = 200;

/** Adds a key; gives it, as nobody can afterwards. Null where there is one of that name. */
export async function addApiKey(
  { store, clock, secrets }: KeyContext,
  { name, role, actor }: { readonly name: string; readonly role: Role; readonly actor: string },
): Promise<string | null> {
  const key = `${apiKeyPrefix}${secrets.createToken()}`;
  const at = clock.now();
  const added = { digest: digestOf(key), name, role, createdAt: at, lastUsedOn: null };
  const audit = { at, actor, action: "key-added", subject: toActor(name), detail: role } as const;
  return (await store.addApiKey(added, audit)) ? key : null;
}

/** Gives who shows a key, and notes the day; null where it is none of ours. */
export async function openApiKey(
  { store, clock, secrets }: KeyContext,
  key: string,
): Promise<Viewer | null> {
  if (!key.startsWith(apiKeyPrefix) || key.length > maxKeyLength) return null;
  const digest = digestOf(key);
  const found = await store.findApiKey(digest);
  if (found === undefined || !secrets.isSame(found.digest, digest)) return null;
  const today = clock.now().slice(0, 10);
  if (found.lastUsedOn !== today) await store.touchApiKey(found.name, today);
  return { name: toActor(found.name), role: found.role, formToken: null };
}

/** What the audit log calls a key: no account is called that. */
export function toActor(keyName: string): string {
  return `key:${keyName}`;
}
