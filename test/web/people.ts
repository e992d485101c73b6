import { addApiKey } from "../../src/app/accounts/api-keys.ts";
import type { Role } from "../../src/model/account.ts";
import { parseInstant } from "../../src/model/instant.ts";
import type { Scene } from "./scene.ts";
import { quickPasswords } from "./scene.ts";
import { createSecrets } from "../../src/adapters/system/secrets.ts";

export const password = "correct horse battery";

const at = parseInstant("2026-01-01T00:00:00Z");

/** Adds an account with the password above. */
export async function addAccount({ store }: Scene, name: string, role: Role): Promise<void> {
  const account = {
    name,
    role,
    origin: "password",
    passwordHash: await quickPasswords.hash(password),
    subject: null,
    createdAt: at,
    signedInAt: null,
  } as const;
  const audit = { at, actor: "(nobody)", action: "account-added", subject: name } as const;
  await store.addAccount(account, { ...audit, detail: role });
}

/** A browser that has signed in. */
export interface SignedIn {
  readonly cookie: string;
  readonly formToken: string;
}

/** Signs in as a browser does; gives what it holds afterwards, and what its forms hold. */
export async function signIn(scene: Scene, name: string): Promise<SignedIn> {
  const answer = await scene.post("/sign-in", { name, password });
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const page = await (await scene.get("/account", { cookie })).text();
  const formToken = /name="formToken" value="([0-9a-f]{64})"/.exec(page)?.[1];
  if (formToken === undefined) throw new Error(`no form token after ${answer.status}`);
  return { cookie, formToken };
}

/** Adds a key; gives it. */
export async function addKey({ store, clock }: Scene, name: string, role: Role): Promise<string> {
  const context = { store, clock, secrets: createSecrets() };
  const key = await addApiKey(context, { name, role, actor: "admin" });
  if (key === null) throw new Error(`${name} is taken`);
  return key;
}
