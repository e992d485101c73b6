import { createWorkspace } from "./workspace.ts";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SmtpServer } from "../servers/smtp.ts";
import { startSmtpServer } from "../servers/smtp.ts";
import type { Stage } from "./stage.ts";
import { createStage, parseLines } from "./stage.ts";
import { launchBrowser, listBarriers, phone, visit } from "./web-browser.ts";
import type { Started } from "./workspace.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

interface Served extends AsyncDisposable {
  readonly stage: Stage;
  readonly smtp: SmtpServer;
  readonly server: Started;
  readonly origin: string;
  /** The link of the newest mail, once there are so many. */
  linkOf(kind: string, count: number): Promise<string>;
}

/** The page as an operator serves it, with three providers to choose from. */
async function serve(): Promise<Served> {
  await using stack = new AsyncDisposableStack();
  const smtp = stack.use(await startSmtpServer());
  const stage = stack.use(await createStage());
  const mail = { host: "127.0.0.1", port: smtp.port, from: "Clausewatch <alerts@example.com>" };
  await stage.configure({ smtp: mail, web: { port: 0 } });
  await stage.workspace.run("crawl", "--no-deliver");
  const server = stage.workspace.start("serve");
  stack.defer(async () => {
    server.child.kill("SIGTERM");
    await server.ended;
  });
  const said = await server.untilErr("stop with Ctrl-C");
  const [, origin = ""] = /at (http:\S+)\//.exec(said) ?? [];
  const owned = stack.move();
  return {
    stage,
    smtp,
    server,
    origin,
    async linkOf(kind, count) {
      while (smtp.mails.length < count) await delay(20);
      const text = smtp.mails[count - 1]?.text ?? "";
      const [link] = new RegExp(`${origin}/${kind}/[\\w-]{43}`).exec(text) ?? [];
      if (link === undefined) throw new Error(`no ${kind} in: ${text}`);
      return link;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function listSubscriptions({ stage }: Served) {
  return parseLines((await stage.workspace.run("subscribe", "list", "--json")).out);
}

describe("listBarriers", () => {
  it("finds them where they are", async () => {
    await using visited = await visit(browser, {});
    await visited.page.setContent(
      `<main><h1>A</h1><h3 id="x">B</h3><input id="x"><button></button><a href="#y">c</a></main>`,
    );
    expect(await listBarriers(visited.page)).toEqual([
      "0 of header",
      "0 of footer",
      "0 of head > title",
      "navs: ",
      "no language",
      'no name: <input id="x">',
      "no name: <button></button>",
      "twice: x",
      "twice: x",
      "leads nowhere: #y",
      "skipped to H3",
    ]);
  });
});

describe("clausewatch serve", () => {
  it.each([
    ["with script", { timezoneId: "Europe/Berlin" }, "Europe/Berlin"],
    ["without script, on a phone", { javaScriptEnabled: false, ...phone }, "UTC"],
  ])("lets a reader subscribe, manage and leave %s", async (_, options, zone) => {
    await using served = await serve();
    await using visited = await visit(browser, options);
    const { page, look } = visited;
    await page.goto(`${served.origin}/`);
    await look();
    await page.getByRole("link", { name: "Subscribe", exact: true }).click();
    await look();
    expect(await page.getByLabel("Your time zone").inputValue()).toBe(zone);
    await page.getByLabel("E-mail address").fill("Reader@Example.com");
    await page.getByLabel("Training on outputs").check();
    await page.getByText("Only some providers").click();
    await page.getByLabel("birch").check();
    await page.getByRole("button", { name: "Subscribe" }).click();
    await look();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
      "Look into your inbox",
    );

    const confirm = await served.linkOf("confirm", 1);
    expect(served.smtp.mails[0]?.to).toBe("reader@example.com");
    await page.goto(confirm);
    await look();
    expect(await listSubscriptions(served)).toEqual([]);
    await page.getByRole("button", { name: "Confirm the subscription" }).click();
    await look();
    expect(await listSubscriptions(served)).toMatchObject([
      {
        target: "reader@example.com",
        topics: ["competing-development", "output-training"],
        services: ["birch"],
        source: "database",
      },
    ]);

    await page.getByRole("link", { name: "Change what you are told" }).click();
    await look();
    await page.getByText("Change it").click();
    await page.getByRole("article").getByLabel("Indemnity").check();
    await page.getByRole("article").getByLabel("Once a week").check();
    await page.getByRole("article").getByRole("button", { name: "Save" }).click();
    expect(await page.getByRole("status").textContent()).toContain("Your changes are saved.");
    await page.getByLabel("Quiet from").fill("21:00");
    await page.getByLabel("until", { exact: true }).fill("07:00");
    await page.getByRole("button", { name: "Save" }).last().click();
    expect(await page.getByLabel("Quiet from").inputValue()).toBe("21:00");
    await page.getByRole("button", { name: /^Pause/ }).click();
    expect(await page.getByRole("heading", { level: 2 }).first().textContent()).toContain("paused");
    await look();
    await page.getByRole("button", { name: /^Go on/ }).click();
    expect(await listSubscriptions(served)).toMatchObject([{ rhythm: "weekly" }]);

    await served.linkOf("manage", 2);
    const welcome = served.smtp.mails[1];
    expect(welcome?.headers["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
    const [, target = ""] = /<(http[^>]+)>/.exec(welcome?.headers["list-unsubscribe"] ?? "") ?? [];
    const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
    const click = await fetch(target, { method: "POST", body, redirect: "error" });
    expect(click.status).toBe(200);
    expect(await listSubscriptions(served)).toEqual([]);

    await page.reload();
    expect(await page.getByText("There is none at the moment").isVisible()).toBe(true);
    await page.getByText("Remove everything and forget my address").click();
    await page.getByRole("button", { name: "Remove everything" }).click();
    await look();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
      "Everything is removed",
    );
    expect(visited.faults).toEqual([]);
  });

  it("leads from a form that was not taken to the field that is wrong, by keyboard", async () => {
    await using served = await serve();
    await using visited = await visit(browser, {});
    const { page, look } = visited;
    await page.goto(`${served.origin}/subscribe`);
    await page.getByLabel("E-mail address").fill("reader@");
    await page.keyboard.press("Enter");
    const alert = page.getByRole("alert");
    await alert.getByRole("link", { name: "E-mail address" }).focus();
    await page.keyboard.press("Enter");
    await look();
    const field = page.getByLabel("E-mail address");
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    expect(await field.getAttribute("aria-describedby")).toBe("new-email-fault");
    expect(new URL(page.url()).hash).toBe("#new-email");
    expect(visited.faults.filter((fault) => !fault.includes("400 (Bad Request)"))).toEqual([]);
    expect(served.smtp.mails).toEqual([]);
  });

  it("stops at SIGTERM with 0", async () => {
    await using served = await serve();
    served.server.child.kill("SIGTERM");
    expect(await served.server.ended).toMatchObject({ code: 0, signal: null });
  });

  it("says which port is in use, and the daemon watches on without the page", async () => {
    await using stage = await createStage();
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    await stage.configure({ web: { port }, logLevel: "error" });
    const { code, err } = await stage.workspace.run("serve");
    expect(code).toBe(1);
    expect(err).toContain(`127.0.0.1:${port} is in use by another program`);
    await stage.workspace.run("crawl");
    const daemon = stage.workspace.start("daemon");
    await daemon.untilErr("watching goes on without it");
    daemon.child.kill("SIGTERM");
    expect(await daemon.ended).toMatchObject({ code: 0 });
    taken.close();
  });

  it("is not served to others without TLS by mistake", async () => {
    await using stage = await createStage();
    await stage.configure({ web: { host: "0.0.0.0" } });
    const { code, err } = await stage.workspace.run("serve");
    expect(code).toBe(2);
    expect(err).toContain("web.host");
  });
});

describe("clausewatch start", () => {
  it("serves the pages beside its first crawl", async () => {
    await using workspace = await createWorkspace();
    // It takes connections and says nothing, so that the crawl cannot end.
    const silent = createServer();
    silent.listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const config = { web: { port: 0 }, fetch: { allowHosts: ["127.0.0.1"] } };
    await workspace.write("clausewatch.json", config);
    await workspace.write("watchlist/birch.json", {
      name: "Birch",
      terms: { "Terms of Service": { fetch: `http://127.0.0.1:${port}/terms` } },
    });
    const started = workspace.start("start");
    const said = await started.untilErr("the web page is at");
    const [origin = ""] = /http:\/\/127[^/\s]+/.exec(said) ?? [];
    expect((await fetch(`${origin}/`)).status).toBe(200);
    expect(said).not.toContain("watching");
    started.child.kill("SIGKILL");
    await started.ended;
    silent.close();
  });
});
