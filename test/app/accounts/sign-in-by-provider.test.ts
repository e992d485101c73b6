import { describe, expect, it } from "vitest";
import type { BegunSession } from "../../../src/app/accounts/sessions.ts";
import { beginSession, openSession } from "../../../src/app/accounts/sessions.ts";
import { recogniseIdentity } from "../../../src/app/accounts/sign-in-by-provider.ts";
import type { RoleRules } from "../../../src/core/accounts/claims.ts";
import type { Identity } from "../../../src/ports/identity-provider.ts";
import type { AccountScene } from "./scene.ts";
import { createAccountScene } from "./scene.ts";

const rules: RoleRules = {
  claim: "groups",
  values: { reader: ["staff"], reviewer: ["legal"], admin: ["ops"] },
  emailDomains: [],
};
const identityOf = (subject: string, groups: readonly string[]): Identity => ({
  issuer: "https://id.example.com",
  subject,
  claims: { groups, email: "ada@example.com", email_verified: true },
});

function begin(scene: AccountScene, name: string): Promise<BegunSession> {
  return beginSession(scene, { name, origin: "provider" }, { browser: "Firefox", detail: "" });
}

describe("recogniseIdentity", () => {
  it("adds an account at the first sign-in, and finds it at the next", async () => {
    await using scene = await createAccountScene();
    const account = await recogniseIdentity(scene, identityOf("u-1", ["legal"]), rules);
    expect(account).toMatchObject({
      name: "ada@example.com",
      role: "reviewer",
      origin: "provider",
    });
    expect(await recogniseIdentity(scene, identityOf("u-1", ["legal"]), rules)).toEqual(account);
    expect(await scene.store.listAccounts()).toHaveLength(1);
  });

  it("gives whoever comes with another role that one, and ends what they had open", async () => {
    await using scene = await createAccountScene();
    const before = await recogniseIdentity(scene, identityOf("u-1", ["ops"]), rules);
    const name = before?.name ?? "";
    const { token } = await begin(scene, name);
    const after = await recogniseIdentity(scene, identityOf("u-1", ["staff"]), rules);
    expect(after).toMatchObject({ name, role: "reader" });
    expect(await openSession(scene, token)).toBeNull();
  });

  it("removes the account of somebody who has no role any more", async () => {
    await using scene = await createAccountScene();
    await recogniseIdentity(scene, identityOf("u-1", ["ops"]), rules);
    const { token } = await begin(scene, "ada@example.com");
    expect(await recogniseIdentity(scene, identityOf("u-1", []), rules)).toBeNull();
    expect(await openSession(scene, token)).toBeNull();
    expect(await scene.store.listAccounts()).toEqual([]);
  });

  it("adds nobody who has no role", async () => {
    await using scene = await createAccountScene();
    expect(await recogniseIdentity(scene, identityOf("u-1", ["guests"]), rules)).toBeNull();
    expect(await scene.store.listAccounts()).toEqual([]);
    expect(await scene.told()).toEqual(["(nobody) sign-in-refused ada@example.com no role"]);
  });

  it("gives an address that has passed to somebody else no earlier account", async () => {
    await using scene = await createAccountScene();
    await recogniseIdentity(scene, identityOf("u-1", ["ops"]), rules);
    const other = await recogniseIdentity(scene, identityOf("u-2", ["staff"]), rules);
    expect(other).toMatchObject({ name: "u-2@id.example.com", role: "reader" });
    const elsewhere = { ...identityOf("u-1", ["staff"]), issuer: "https://other.example" };
    expect(await recogniseIdentity(scene, elsewhere, rules)).toMatchObject({
      name: "u-1@other.example",
      role: "reader",
    });
  });

  it("is asked again a day later, however much somebody has to do", async () => {
    await using scene = await createAccountScene();
    await recogniseIdentity(scene, identityOf("u-1", ["ops"]), rules);
    const { token } = await begin(scene, "ada@example.com");
    let hours = 0;
    while ((await openSession(scene, token)) !== null) {
      scene.clock.advance(3_600_000);
      hours += 1;
    }
    expect(hours).toBe(24);
  });
});
