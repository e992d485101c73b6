import { describe, expect, it } from "vitest";
import { createOpenIdProvider } from "../../src/adapters/identity/openid.ts";
import type { RoleRules } from "../../src/core/accounts/claims.ts";
import type { IdentityServer } from "../servers/identity-provider.ts";
import { passThrough, startIdentityServer } from "../servers/identity-provider.ts";
import type { Scene } from "./scene.ts";
import { baseUrl, createScene, quickPasswords } from "./scene.ts";

const callback = "/sign-in/oidc/callback";
const rules: RoleRules = {
  claim: "groups",
  values: { reader: ["staff"], reviewer: ["legal"], admin: ["ops"] },
  emailDomains: [],
};

interface ProviderScene extends AsyncDisposable {
  readonly scene: Scene;
  readonly server: IdentityServer;
}

/** The page, and a provider that knows Ada of the legal department and a guest. */
async function create(): Promise<ProviderScene> {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await startIdentityServer());
  await server.serve(`${baseUrl}${callback}`);
  server.people.set("ada", { email: "ada@example.com", email_verified: true, groups: ["legal"] });
  server.people.set("guest", { email: "g@example.com", email_verified: true });
  const { issuer, clientId, clientSecret } = server;
  const scopes = ["openid", "email", "groups"];
  const identity = createOpenIdProvider({ issuer, clientId, clientSecret, scopes });
  const signIn = { passwords: quickPasswords, provider: { identity, rules } };
  const scene = stack.use(await createScene({ signIn }));
  const owned = stack.move();
  return { scene, server, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

interface Away {
  /** What the browser keeps meanwhile. */
  readonly cookie: string;
  readonly address: string;
}

async function leave(scene: Scene, to = ""): Promise<Away> {
  const answer = await scene.get(`/sign-in/oidc?to=${encodeURIComponent(to)}`);
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return { cookie, address: answer.headers.get("location") ?? "" };
}

/** Back from the provider: the path with its query. */
async function comeBack(address: string, login: string): Promise<string> {
  const { pathname, search } = new URL(await passThrough(address, login));
  return `${pathname}${search}`;
}

describe("signing in through a provider", () => {
  it("leads there and back, and on to where somebody wanted to go", async () => {
    await using stage = await create();
    const { scene } = stage;
    const page = await (await scene.get("/sign-in?to=%2Fmanage")).text();
    expect(page).toContain('href="/sign-in/oidc?to=%2Fmanage"');
    const { cookie, address } = await leave(scene, "/manage");
    const answer = await scene.get(await comeBack(address, "ada"), { cookie });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/manage"]);
    const session = answer.headers.getSetCookie().find((line) => line.includes("clausewatch="));
    expect(session).toContain("HttpOnly; Secure; SameSite=Lax");
    const account = await scene.get("/account", { cookie: session?.split(";")[0] ?? "" });
    const text = await account.text();
    expect(text).toContain("ada@example.com");
    expect(text).toContain("<dd>reviewer</dd>");
  });

  it("keeps what belongs to a sign-in in a cookie of its own, for a quarter of an hour", async () => {
    await using stage = await create();
    const answer = await stage.scene.get("/sign-in/oidc");
    expect(answer.headers.get("set-cookie")).toMatch(
      /^__Host-clausewatch-sign-in=\S+; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it("signs nobody in whose browser did not begin it", async () => {
    await using stage = await create();
    const { scene } = stage;
    const { address } = await leave(scene);
    const back = await comeBack(address, "ada");
    const victim = await leave(scene);
    const answers = [
      await scene.get(back),
      await scene.get(back, { cookie: victim.cookie }),
      await scene.get(back, { cookie: "__Host-clausewatch-sign-in=%7B%7D" }),
      await scene.get(callback, { cookie: victim.cookie }),
      await scene.get(`${callback}?error=access_denied&state=x`, { cookie: victim.cookie }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
    const set = answers.flatMap(({ headers }) => headers.getSetCookie());
    expect(set.filter((line) => !line.startsWith("__Host-clausewatch-sign-in=;"))).toEqual([]);
  });

  it("leads to no other site afterwards", async () => {
    await using stage = await create();
    const { scene } = stage;
    const { cookie, address } = await leave(scene, "//evil.example");
    const answer = await scene.get(await comeBack(address, "ada"), { cookie });
    expect(answer.headers.get("location")).toBe("/");
  });

  it("says kindly that somebody has no role here", async () => {
    await using stage = await create();
    const { scene } = stage;
    const { cookie, address } = await leave(scene);
    const answer = await scene.get(await comeBack(address, "guest"), { cookie });
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining("has given you nothing to do here"),
    ]);
  });

  it("says kindly that the provider is down, and logs why", async () => {
    await using stage = await create();
    const { scene, server } = stage;
    await server[Symbol.asyncDispose]();
    const answer = await scene.get("/sign-in/oidc");
    expect([answer.status, await answer.text()]).toEqual([
      503,
      expect.stringContaining("does not answer at the moment"),
    ]);
    expect(scene.logged).toMatchObject([{ level: "warn", fields: { kind: "unreachable" } }]);
  });

  it("is not there where no provider is set up", async () => {
    await using scene = await createScene();
    expect((await scene.get("/sign-in/oidc")).status).toBe(404);
    expect(await (await scene.get("/sign-in")).text()).not.toContain("organisation");
  });
});
