import { describe, expect, it } from "vitest";
import {
  addAccount,
  changePassword,
  changeRole,
  removeAccount,
} from "../../../src/app/accounts/keep-accounts.ts";
import { keepAdmin } from "../../../src/app/accounts/keep-admin.ts";
import { beginSession, openSession } from "../../../src/app/accounts/sessions.ts";
import { createRecognition } from "../../../src/app/accounts/sign-in.ts";
import { UsageError } from "../../../src/model/errors.ts";
import type { AccountScene } from "./scene.ts";
import { createAccountScene } from "./scene.ts";

const role = "reviewer";
const own = "a dozen letters";

async function begin(scene: AccountScene, name: string): Promise<string> {
  const account = { name, origin: "password" } as const;
  return (await beginSession(scene, account, { browser: "Firefox", detail: "" })).token;
}

async function canSignIn(scene: AccountScene, name: string, password: string): Promise<boolean> {
  return (await createRecognition(scene)(name, password)).kind === "recognised";
}

describe("addAccount", () => {
  it("makes a password up, which opens the account", async () => {
    await using scene = await createAccountScene();
    const password = await addAccount(scene, { name: "ada", role, password: null });
    expect(password).toMatch(/^[\w-]{24}$/);
    expect(await canSignIn(scene, "ada", password)).toBe(true);
    expect(await canSignIn(scene, "ada", `${password}x`)).toBe(false);
  });

  it.each([
    ["admin", own, "CLAUSEWATCH_ADMIN_PASSWORD"],
    ["Ada", own, "a name is up to 64"],
    ["ada@example.com", own, "a name is up to 64"],
    ["ada", "short", "shorter than 12"],
    ["bo", own, "already"],
  ])("refuses %s with the password %j", async (name, password, words) => {
    await using scene = await createAccountScene();
    await addAccount(scene, { name: "bo", role, password: own });
    const adding = addAccount(scene, { name, role, password });
    await expect(adding).rejects.toThrow(UsageError);
    await expect(adding).rejects.toThrow(words);
    expect(await scene.store.listAccounts()).toHaveLength(1);
  });
});

describe("changePassword", () => {
  it("ends what the earlier password began", async () => {
    await using scene = await createAccountScene();
    await addAccount(scene, { name: "ada", role, password: own });
    const token = await begin(scene, "ada");
    const fresh = await changePassword(scene, { name: "ada", password: null });
    expect(await openSession(scene, token)).toBeNull();
    expect(await canSignIn(scene, "ada", own)).toBe(false);
    expect(await canSignIn(scene, "ada", fresh)).toBe(true);
    await expect(changePassword(scene, { name: "bo", password: null })).rejects.toThrow("no such");
  });
});

describe("changeRole", () => {
  it("ends sessions of the earlier role", async () => {
    await using scene = await createAccountScene();
    await addAccount(scene, { name: "ada", role, password: own });
    const token = await begin(scene, "ada");
    await changeRole(scene, { name: "ada", role: "admin" });
    expect(await openSession(scene, token)).toBeNull();
    expect((await openSession(scene, await begin(scene, "ada")))?.viewer.role).toBe("admin");
    expect((await scene.told())[1]).toBe("(command line) account-changed ada admin");
  });
});

describe("removeAccount", () => {
  it("leaves nothing that opens, and the log of what was", async () => {
    await using scene = await createAccountScene();
    await addAccount(scene, { name: "ada", role, password: own });
    const token = await begin(scene, "ada");
    await removeAccount(scene, "ada");
    expect(await openSession(scene, token)).toBeNull();
    expect(await canSignIn(scene, "ada", own)).toBe(false);
    await expect(removeAccount(scene, "ada")).rejects.toThrow("no such account");
    expect(await scene.told()).toContain("(command line) account-removed ada ");
  });
});

describe("keepAdmin", () => {
  it("has the account while the secret is there, with that password alone", async () => {
    await using scene = await createAccountScene();
    await keepAdmin(scene, own);
    expect(await canSignIn(scene, "admin", own)).toBe(true);
    await keepAdmin(scene, null);
    expect(await canSignIn(scene, "admin", own)).toBe(false);
    expect(await scene.store.listAccounts()).toEqual([]);
  });

  it("lets sessions go on where the secret is the same, and ends them where it is another", async () => {
    await using scene = await createAccountScene();
    await keepAdmin(scene, own);
    const token = await begin(scene, "admin");
    await keepAdmin(scene, own);
    expect((await openSession(scene, token))?.viewer).toMatchObject({
      name: "admin",
      role: "admin",
    });
    await keepAdmin(scene, "another dozen letters");
    expect(await openSession(scene, token)).toBeNull();
    expect(await canSignIn(scene, "admin", own)).toBe(false);
    expect(await canSignIn(scene, "admin", "another dozen letters")).toBe(true);
  });

  it("is nobody's to change by a command", async () => {
    await using scene = await createAccountScene();
    await keepAdmin(scene, own);
    for (const attempt of [
      removeAccount(scene, "admin"),
      changeRole(scene, { name: "admin", role: "reader" }),
      changePassword(scene, { name: "admin", password: own }),
    ])
      await expect(attempt).rejects.toThrow("CLAUSEWATCH_ADMIN_PASSWORD");
  });
});

describe("createRecognition", () => {
  it("turns away what more wait for than can be checked", async () => {
    await using scene = await createAccountScene();
    const recognise = createRecognition(scene);
    const kinds = (
      await Promise.all(Array.from({ length: 30 }, () => recognise("nobody", own)))
    ).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "busy")).toHaveLength(8);
    expect((await recognise("nobody", own)).kind).toBe("refused");
  });

  it("works as long for a name that there is not as for one that there is", async () => {
    await using scene = await createAccountScene();
    await addAccount(scene, { name: "ada", role, password: own });
    const asked: (string | null)[] = [];
    const passwords = {
      ...scene.passwords,
      verify: (password: string, hash: string | null) => {
        asked.push(hash === null ? null : "a hash");
        return scene.passwords.verify(password, hash);
      },
    };
    const recognise = createRecognition({ ...scene, passwords });
    await recognise("ada", "wrong");
    await recognise("nobody", "wrong");
    expect(asked).toEqual(["a hash", null]);
  });
});
