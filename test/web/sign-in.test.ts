import { describe, expect, it } from "vitest";
import { addAccount, addKey, password, signIn } from "./people.ts";
import type { Scene } from "./scene.ts";
import { createScene, quickPasswords } from "./scene.ts";
import { findInvalidParts } from "./page-faults.ts";

const hourMs = 3_600_000;

async function isSignedIn(scene: Scene, cookie: string): Promise<boolean> {
  return (await scene.get("/account", { cookie })).status === 200;
}

async function actionsOf({ store }: Scene): Promise<readonly string[]> {
  const records = await store.listAudit({ limit: 20, before: null });
  return records.map(({ action, actor, subject }) => `${action} ${actor} ${subject}`);
}

describe("POST /sign-in", () => {
  it("begins a session in a cookie that no script and no other site can use", async () => {
    await using scene = await createScene();
    await addAccount(scene, "ada", "reviewer");
    const answer = await scene.post("/sign-in", { name: " Ada ", password, to: "/subscribe?x=1" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/subscribe?x=1");
    expect(answer.headers.get("set-cookie")).toMatch(
      /^__Host-clausewatch=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(await actionsOf(scene)).toContain("signed-in ada ada");
  });

  it("keeps neither the cookie's token nor the password", async () => {
    await using scene = await createScene();
    await addAccount(scene, "ada", "reader");
    const { cookie } = await signIn(scene, "ada");
    const kept = JSON.stringify([
      await scene.store.listSessions("ada"),
      await scene.store.listAccounts(),
      await scene.store.listAudit({ limit: 20, before: null }),
      scene.logged,
    ]);
    expect(kept).not.toContain(cookie.split("=")[1]);
    expect(kept).not.toContain(password);
  });

  it("without TLS holds the cookie under another name, as no browser takes it otherwise", async () => {
    const settings = { baseUrl: "http://127.0.0.1:8080" };
    await using scene = await createScene({ settings });
    await addAccount(scene, "ada", "reader");
    const answer = await scene.post("/sign-in", { name: "ada", password });
    expect(answer.headers.get("set-cookie")).toMatch(
      /^clausewatch=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it("answers the same whatever was wrong, and notes no name that there is not", async () => {
    await using scene = await createScene();
    await addAccount(scene, "ada", "admin");
    const texts: string[] = [];
    for (const [name, typed] of [
      ["ada", "wrong password"],
      ["bob", password],
      ["bob", "x".repeat(500)],
    ] as const) {
      const answer = await scene.post("/sign-in", { name, password: typed });
      expect([answer.status, answer.headers.get("set-cookie")]).toEqual([400, null]);
      texts.push((await answer.text()).replace(`value="${name}"`, ""));
    }
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain("The name or the password is wrong.");
    expect(texts[0]).not.toContain("wrong password");
    expect(await actionsOf(scene)).toEqual([
      "sign-in-refused (nobody) (unknown name)",
      "sign-in-refused (nobody) ada",
      "account-added (nobody) ada",
    ]);
  });

  it.each([
    ["https://evil.example/"],
    ["//evil.example"],
    ["/\\evil.example"],
    ["javascript:alert(1)"],
  ])("leads nowhere else than to a page of ours: not to %s", async (to) => {
    await using scene = await createScene();
    await addAccount(scene, "ada", "reader");
    const answer = await scene.post("/sign-in", { name: "ada", password, to });
    expect(answer.headers.get("location")).toBe("/");
    const shown = await scene.get(`/sign-in?to=${encodeURIComponent(to)}`);
    expect(await shown.text()).not.toContain("evil.example");
  });

  it("takes no form of another site: nobody is signed in as somebody else", async () => {
    await using scene = await createScene();
    await addAccount(scene, "ada", "reader");
    const fields = { name: "ada", password };
    const answer = await scene.post("/sign-in", fields, { "Sec-Fetch-Site": "cross-site" });
    expect([answer.status, answer.headers.get("set-cookie")]).toEqual([403, null]);
    expect((await scene.post("/sign-in", fields, { Origin: "https://evil.example" })).status).toBe(
      403,
    );
  });

  it("gives each sign-in a token of its own, and ends what the browser held before", async () => {
    await using scene = await createScene();
    await addAccount(scene, "ada", "reader");
    const { cookie } = await signIn(scene, "ada");
    const answer = await scene.post("/sign-in", { name: "ada", password }, { cookie });
    const [fresh = ""] = (answer.headers.get("set-cookie") ?? "").split(";");
    expect(fresh).not.toBe(cookie);
    expect([await isSignedIn(scene, cookie), await isSignedIn(scene, fresh)]).toEqual([
      false,
      true,
    ]);
  });

  it("lets a client try twenty times in a quarter of an hour", async () => {
    await using scene = await createScene();
    await addAccount(scene, "ada", "reader");
    const attempt = async () =>
      (await scene.post("/sign-in", { name: "ada", password: "x" })).status;
    for (let tried = 0; tried < 20; tried += 1) expect(await attempt()).toBe(400);
    const refused = await scene.post("/sign-in", { name: "ada", password });
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "900"]);
    scene.clock.advance(hourMs / 4);
    expect((await scene.post("/sign-in", { name: "ada", password })).status).toBe(303);
  });

  it("lets all clients together try a name forty times in a quarter of an hour", async () => {
    await using scene = await createScene({ trustsProxy: true });
    await addAccount(scene, "ada", "reader");
    const attempt = async (name: string, at: number) =>
      (
        await scene.post(
          "/sign-in",
          { name, password: "x" },
          { "X-Forwarded-For": `192.0.2.${at}` },
        )
      ).status;
    for (let tried = 0; tried < 40; tried += 1) expect(await attempt("ada", tried)).toBe(400);
    expect([await attempt("ada", 100), await attempt("bob", 101)]).toEqual([429, 400]);
  });

  it.each([
    [{ name: "", password: "x" }],
    [{ name: "ada", password: "" }],
    [{ name: "ada", password: ["a", "b"] }],
  ])("asks again for what is missing in %j", async (fields) => {
    await using scene = await createScene();
    const answer = await scene.post("/sign-in", fields);
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining("Fill in both"),
    ]);
  });

  it("shows a hostile name as text", async () => {
    await using scene = await createScene();
    const name = `"><script>alert(1)</script>`;
    const text = await (await scene.post("/sign-in", { name, password: "x" })).text();
    expect(text).toContain("&quot;&gt;&lt;script&gt;");
    expect(text).not.toContain("<script>");
  });
});

describe("the pages of signing in", () => {
  it("are valid HTML, and hold nothing that a strict policy forbids", async () => {
    await using scene = await createScene({
      signIn: {
        passwords: quickPasswords,
        provider: {
          identity: {
            name: "id.example.com",
            begin: async () => ({ address: "", pending: { state: "", nonce: "", verifier: "" } }),
            finish: async () => ({ issuer: "", subject: "", claims: {} }),
          },
          rules: { claim: "", values: { reader: [], reviewer: [], admin: [] }, emailDomains: [] },
        },
      },
    });
    await addAccount(scene, "ada", "admin");
    const { cookie, formToken } = await signIn(scene, "ada");
    const answers = [
      await scene.get("/sign-in?to=%2Fdocuments"),
      await scene.post("/sign-in", { name: "<x>", password: "x" }),
      await scene.get("/sign-in/oidc/callback"),
      await scene.get("/account", { cookie }),
      await scene.post("/account/sign-out-everywhere", { formToken }, { cookie }),
    ];
    for (const answer of answers) {
      const text = await answer.text();
      expect(findInvalidParts(text)).toEqual([]);
      expect(text).not.toMatch(/\sstyle=|<style|\son\w+=|<script/i);
    }
  });
});

describe("a session", () => {
  it("ends after twelve hours in which it was not used", async () => {
    await using scene = await createScene();
    await addAccount(scene, "ada", "reader");
    const { cookie } = await signIn(scene, "ada");
    for (let used = 0; used < 3; used += 1) {
      scene.clock.advance(11 * hourMs);
      expect(await isSignedIn(scene, cookie)).toBe(true);
    }
    scene.clock.advance(12 * hourMs);
    expect(await isSignedIn(scene, cookie)).toBe(false);
  });

  it("ends after fourteen days, however much it is used", async () => {
    await using scene = await createScene();
    await addAccount(scene, "ada", "reader");
    const { cookie } = await signIn(scene, "ada");
    let hours = 0;
    while (await isSignedIn(scene, cookie)) {
      scene.clock.advance(6 * hourMs);
      hours += 6;
    }
    expect(hours).toBe(14 * 24);
  });

  it("ends when somebody signs out, whatever still holds its cookie", async () => {
    await using scene = await createScene();
    await addAccount(scene, "ada", "reader");
    const { cookie, formToken } = await signIn(scene, "ada");
    expect((await scene.post("/sign-out", {}, { cookie })).status).toBe(403);
    expect(await isSignedIn(scene, cookie)).toBe(true);
    const answer = await scene.post("/sign-out", { formToken }, { cookie });
    expect(await answer.text()).toContain("You have signed out");
    expect(answer.headers.get("set-cookie")).toMatch(/^__Host-clausewatch=; Max-Age=0; Path=\//);
    expect(await isSignedIn(scene, cookie)).toBe(false);
    expect((await actionsOf(scene))[0]).toBe("signed-out ada ada");
  });

  it("ends everywhere at once, and for nobody else", async () => {
    await using scene = await createScene();
    await addAccount(scene, "ada", "reader");
    await addAccount(scene, "bo", "reader");
    const [one, other] = [await signIn(scene, "ada"), await signIn(scene, "ada")];
    const bo = await signIn(scene, "bo");
    const page = await (await scene.get("/account", { cookie: one.cookie })).text();
    expect(page.match(/last seen/g)).toHaveLength(2);
    expect(page.match(/\(this browser\)/g)).toHaveLength(1);
    const fields = { formToken: one.formToken };
    await scene.post("/account/sign-out-everywhere", fields, { cookie: one.cookie });
    expect(await isSignedIn(scene, one.cookie)).toBe(false);
    expect(await isSignedIn(scene, other.cookie)).toBe(false);
    expect(await isSignedIn(scene, bo.cookie)).toBe(true);
  });

  it("takes no form with the token of another session", async () => {
    await using scene = await createScene();
    await addAccount(scene, "ada", "reader");
    const [one, other] = [await signIn(scene, "ada"), await signIn(scene, "ada")];
    const fields = { formToken: other.formToken };
    expect((await scene.post("/sign-out", fields, { cookie: one.cookie })).status).toBe(403);
  });

  it("is of no use without its whole token", async () => {
    await using scene = await createScene();
    await addAccount(scene, "ada", "reader");
    const { cookie } = await signIn(scene, "ada");
    for (const guess of [cookie.slice(0, -1), `${cookie}A`, cookie.split("=")[0] ?? ""])
      expect(await isSignedIn(scene, guess)).toBe(false);
  });
});

describe("a key", () => {
  it("stands for its role, and is noted by the day", async () => {
    await using scene = await createScene({ isReadByAll: false });
    const key = await addKey(scene, "dashboard", "reader");
    expect(key).toMatch(/^cwk_[\w-]{43}$/);
    const answer = await scene.get("/account", { authorization: `Bearer ${key}` });
    expect(await answer.text()).toContain("key:dashboard");
    const [kept] = await scene.store.listApiKeys();
    expect(kept).toMatchObject({ name: "dashboard", lastUsedOn: "2026-01-01" });
    expect(JSON.stringify(kept)).not.toContain(key.slice(4));
  });

  it("opens feeds as the password of a reader that knows nothing else", async () => {
    await using scene = await createScene({ isReadByAll: false });
    const key = await addKey(scene, "feeds", "reader");
    const authorization = `Basic ${btoa(`anything:${key}`)}`;
    const nobody = await scene.get("/feed.atom");
    expect(nobody.status).toBe(401);
    expect(nobody.headers.get("www-authenticate")).toBe(
      'Basic realm="Clausewatch", charset="UTF-8"',
    );
    const answer = await scene.get("/feed.atom", { authorization });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([
      200,
      "private, max-age=900",
    ]);
  });

  it("as a password changes nothing: a browser would send it by itself", async () => {
    await using scene = await createScene();
    const key = await addKey(scene, "ops", "admin");
    const basic = `Basic ${btoa(`ops:${key}`)}`;
    expect((await scene.post("/sign-out", {}, { authorization: basic })).status).toBe(401);
    const bearer = `Bearer ${key}`;
    expect((await scene.post("/sign-out", {}, { authorization: bearer })).status).toBe(200);
  });

  it.each([
    "Bearer",
    "Bearer ",
    "Bearer cwk_",
    "Bearer cwk_unknown",
    "Basic !!!",
    "Basic Y3drXw==",
    "Digest x",
  ])("is not what %j shows", async (authorization) => {
    await using scene = await createScene();
    await addKey(scene, "ops", "admin");
    expect((await scene.get("/account", { authorization })).status).toBe(303);
  });

  it("opens nothing once it is removed", async () => {
    await using scene = await createScene();
    const authorization = `Bearer ${await addKey(scene, "ops", "admin")}`;
    expect((await scene.get("/account", { authorization })).status).toBe(200);
    const at = scene.clock.now();
    const audit = { at, actor: "admin", action: "key-removed", subject: "key:ops" } as const;
    await scene.store.removeApiKey("ops", { ...audit, detail: "" });
    expect((await scene.get("/account", { authorization })).status).toBe(303);
  });
});
