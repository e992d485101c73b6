import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:http";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hostileTexts } from "../render/hostile.ts";
import type { IdentityServer } from "../servers/identity-provider.ts";
import { startIdentityServer } from "../servers/identity-provider.ts";
import { listViolations } from "./axe.ts";
import type { ServedHistory } from "./served-history.ts";
import { serveHistory } from "./served-history.ts";
import type { Ended } from "./workspace.ts";
import { launchBrowser, phone, visit } from "./web-browser.ts";

const password = "correct horse battery";

let browser: Browser;
let provider: IdentityServer;
let served: ServedHistory;

beforeAll(async () => {
  browser = await launchBrowser();
  provider = await startIdentityServer();
  provider.people.set("ada", { email: "ada@example.com", email_verified: true, groups: ["legal"] });
  const oidc = {
    issuer: provider.issuer,
    clientId: provider.clientId,
    scopes: ["openid", "email", "groups"],
    roles: { reviewer: ["legal"] },
  };
  served = await serveHistory({
    config: { web: { port: 0, read: "signed-in", oidc } },
    env: toSecrets(),
  });
  await provider.serve(`${served.origin}/sign-in/oidc/callback`);
}, 60_000);

afterAll(async () => {
  await served?.[Symbol.asyncDispose]();
  await provider?.[Symbol.asyncDispose]();
  await browser?.close();
});

/** Every command is run with the same configuration, and so with its secrets. */
function toSecrets(): NodeJS.ProcessEnv {
  return {
    CLAUSEWATCH_ADMIN_PASSWORD: password,
    CLAUSEWATCH_OIDC_SECRET: provider.clientSecret,
  };
}

async function run(...args: string[]): Promise<Ended> {
  return served.workspace.startWith({ env: toSecrets() }, ...args).ended;
}

async function fillIn(page: Page, name: string, typed: string): Promise<void> {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(typed);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The browser says so itself of a page whose status is an error; the page's own words are looked at instead. */
const isOwnFault = (fault: string): boolean => !fault.startsWith("Failed to load resource");

describe("signing in", () => {
  it("with a password leads to the page that was asked for, and out again", async () => {
    await using visitor = await visit(browser, { viewport: { width: 1280, height: 800 } });
    const { page, faults, look } = visitor;
    await page.goto(`${served.origin}/documents`);
    expect(new URL(page.url()).pathname).toBe("/sign-in");
    await look();
    expect(await listViolations(page)).toEqual([]);

    await fillIn(page, "admin", "wrong password");
    expect(await page.getByRole("alert").textContent()).toContain(
      "The name or the password is wrong.",
    );
    expect(await page.getByLabel("Name").inputValue()).toBe("admin");
    expect(await page.getByLabel("Password").inputValue()).toBe("");
    await look();
    expect(await listViolations(page)).toEqual([]);

    await fillIn(page, "admin", password);
    await page.waitForURL(`${served.origin}/documents`);
    expect(await page.evaluate("document.cookie")).toBe("");

    await page.getByRole("link", { name: "admin" }).click();
    await look();
    expect(await listViolations(page)).toEqual([]);
    expect(await page.getByRole("main").textContent()).toContain("Chrome on Linux (this browser)");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("You have signed out");
    await look();
    await page.goBack();
    await page.goto(`${served.origin}/account`);
    expect(new URL(page.url()).pathname).toBe("/sign-in");
    expect(faults.filter(isOwnFault)).toEqual([]);
  });

  it("works on a phone by keyboard alone, in the dark and without script", async () => {
    await using visitor = await visit(browser, {
      ...phone,
      javaScriptEnabled: false,
      colorScheme: "dark",
    });
    const { page, faults, look } = visitor;
    await page.goto(`${served.origin}/sign-in`);
    await look();
    await page.getByLabel("Name").focus();
    await page.keyboard.type("admin");
    await page.keyboard.press("Tab");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await page.waitForURL(`${served.origin}/`);
    await page.goto(`${served.origin}/account`);
    await look();
    expect(faults.filter(isOwnFault)).toEqual([]);
  });

  it("through the organisation’s account needs no password here, and ends everywhere at once", async () => {
    await using one = await visit(browser, {});
    await using other = await visit(browser, phone);
    for (const { page } of [one, other]) {
      await page.goto(`${served.origin}/account`);
      await page.getByRole("link", { name: /^Go on to / }).click();
      await page.getByLabel("Who are you?").fill("ada");
      await page.getByRole("button", { name: "Go on" }).click();
      await page.waitForURL(`${served.origin}/account`);
    }
    await other.look();
    expect(await listViolations(other.page)).toEqual([]);
    const main = one.page.getByRole("main");
    await one.page.reload();
    expect(await main.textContent()).toContain("ada@example.com");
    expect(await main.textContent()).toContain("through your organisation’s account");
    expect(await main.getByRole("listitem").count()).toBe(2);
    await one.page.getByRole("button", { name: "Sign out everywhere" }).click();
    await other.page.reload();
    expect(new URL(other.page.url()).pathname).toBe("/sign-in");
    expect([...one.faults, ...other.faults].filter(isOwnFault)).toEqual([]);
  });

  it("says kindly whom the provider has not let in", async () => {
    await using visitor = await visit(browser, {});
    const { page, look } = visitor;
    await page.goto(`${served.origin}/sign-in`);
    await page.getByRole("link", { name: /^Go on to / }).click();
    await page.getByLabel("Who are you?").fill("mallory");
    await page.getByRole("button", { name: "Go on" }).click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
      "You have not been signed in",
    );
    await look();
    expect(await listViolations(page)).toEqual([]);
  });

  it("runs nothing of what is typed", async () => {
    await using visitor = await visit(browser, {});
    const { page, faults } = visitor;
    page.on("dialog", (dialog) => faults.push(`a dialog: ${dialog.message()}`));
    const name = hostileTexts.map(([, text]) => text).join("");
    await page.goto(`${served.origin}/sign-in?to=${encodeURIComponent(`/${name}`.slice(0, 1500))}`);
    await fillIn(page, name, "x");
    expect(await page.getByRole("alert").count()).toBe(1);
    expect(await page.getByLabel("Name").inputValue()).toContain("<script>alert(1)</script>");
    expect(await page.locator("main script, main img, main style, main iframe").count()).toBe(0);
    expect(faults.filter(isOwnFault)).toEqual([]);
  });
});

describe("clausewatch accounts", () => {
  it("adds somebody who can sign in at once, until they are removed", async () => {
    const { origin } = served;
    const added = await run("accounts", "add", "bo", "--role", "reader");
    expect([added.code, added.out]).toEqual([0, expect.stringMatching(/^[\w-]{24}\n$/)]);
    await using visitor = await visit(browser, {});
    const { page } = visitor;
    await page.goto(`${origin}/account`);
    await fillIn(page, "bo", added.out.trim());
    await page.waitForURL(`${origin}/account`);
    expect(await page.getByRole("main").textContent()).toContain("reader");
    const removed = await run("accounts", "remove", "bo");
    expect(removed.code).toBe(0);
    await page.reload();
    expect(new URL(page.url()).pathname).toBe("/sign-in");
  });

  it("takes a password from standard input, and lists who there is", async () => {
    const { workspace } = served;
    const stdin = { input: "a dozen letters\n", env: toSecrets() };
    const args = ["accounts", "add", "cy", "--role", "reviewer", "--password-stdin"];
    const added = await workspace.startWith(stdin, ...args).ended;
    expect([added.code, added.out]).toEqual([0, ""]);
    const listed = await run("accounts");
    expect(listed.out).toContain("admin     admin  (password of the environment, signed in ");
    expect(listed.out).toContain("reviewer  cy  (own password, never signed in)");
    const doctor = await run("doctor");
    expect(doctor.out).toContain(
      "web page: only who has signed in reads; sign-in by the admin password, OpenID Connect, 1 account of your own\n",
    );
  });
});

describe("clausewatch keys", () => {
  it("prints a key once, which opens feeds and nothing more", async () => {
    const { origin } = served;
    const added = await run("keys", "add", "reading-list", "--role", "reader");
    const key = added.out.trim();
    expect(key).toMatch(/^cwk_[\w-]{43}$/);
    const authorization = `Basic ${btoa(`me:${key}`)}`;
    const feed = await fetch(`${origin}/feed.atom`, { headers: { authorization } });
    expect([feed.status, await feed.text()]).toEqual([200, expect.stringContaining("<entry>")]);
    expect((await fetch(`${origin}/feed.atom`)).status).toBe(401);
    const audit = await fetch(`${origin}/operations`, { headers: { authorization } });
    expect(audit.status).toBe(403);
    const listed = await run("keys");
    expect(listed.out).toMatch(/^reader {4}reading-list {2}\(used \d{4}-\d\d-\d\d\)\n$/);
  });
});

describe("clausewatch serve", () => {
  it("does not start where others reach it and nobody can sign in", async () => {
    const { workspace } = served;
    await workspace.write("open.json", { web: { host: "0.0.0.0", port: 0, allowPublic: true } });
    const env = { CLAUSEWATCH_CONFIG: "open.json" };
    const refused = await workspace.startWith({ env }, "serve").ended;
    expect(refused.code).toBe(2);
    expect(refused.err).toContain("web.host: is reached from elsewhere");
    expect(refused.err).toContain("CLAUSEWATCH_ADMIN_PASSWORD");
  });

  it("answers under no name that is not its own", async () => {
    const statuses: (number | undefined)[] = [];
    for (const host of ["localhost", "evil.example", "127.0.0.1.evil.example"]) {
      const asking = request(`${served.origin}/sign-in`, { headers: { host } }).end();
      const [answer] = (await once(asking, "response")) as [IncomingMessage];
      answer.resume();
      statuses.push(answer.statusCode);
    }
    expect(statuses).toEqual([200, 421, 421]);
  });
});
