import { setTimeout as delay } from "node:timers/promises";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSmtpServer } from "../servers/smtp.ts";
import { createStage, restriction } from "./stage.ts";
import { launchBrowser, phone, visit } from "./web-browser.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

interface Alerted extends AsyncDisposable {
  readonly origin: string;
  /** What the alert's mail links to. */
  readonly link: string;
}

/** A provider whose page forbids more than before, a subscriber who was told by mail, and the page that it leads to. */
async function alert(): Promise<Alerted> {
  await using stack = new AsyncDisposableStack();
  const smtp = stack.use(await startSmtpServer());
  const stage = stack.use(await createStage());
  const mail = { host: "127.0.0.1", port: smtp.port, from: "Clausewatch <alerts@example.com>" };
  const counsel = { id: "counsel", channel: "email", to: "counsel@example.com" };
  await stage.configure({ smtp: mail, web: { port: 0 } });
  await stage.workspace.write("subscriptions.json", { subscriptions: [counsel] });
  await stage.workspace.run("crawl");
  const server = stage.workspace.start("serve");
  stack.defer(async () => {
    server.child.kill("SIGTERM");
    await server.ended;
  });
  const said = await server.untilErr("stop with Ctrl-C");
  const [, origin = ""] = /at (http:\S+)\//.exec(said) ?? [];
  await stage.configure({ smtp: mail, web: { port: 0 }, publicUrl: origin });
  const more = ["resell access to the service;", "use outputs to train other models;"];
  stage.publish("birch", restriction, ...more);
  await stage.workspace.run("crawl");
  while (smtp.mails.length === 0) await delay(20);
  const html = smtp.mails[0]?.html ?? "";
  const [link] = new RegExp(`${origin}/changes/[0-9a-f]{64}`).exec(html) ?? [];
  if (link === undefined) throw new Error(`no link in: ${html}`);
  const owned = stack.move();
  return { origin, link, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** Whether what the address names is at the top of the window, or as near as the page's end allows. */
async function isAtTarget(page: Page): Promise<boolean> {
  const box = await page.locator("article:target").boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  return box !== null && box.y >= 0 && box.y + Math.min(box.height, 200) <= height;
}

describe("the page of a change", () => {
  it.each([
    ["on a desk, in the dark", { viewport: { width: 1280, height: 800 }, colorScheme: "dark" }],
    ["without script, on a phone", { javaScriptEnabled: false, ...phone }],
  ] as const)("is where a mail leads, and leads on to each clause, %s", async (_, options) => {
    await using alerted = await alert();
    await using visited = await visit(browser, options);
    const { page, look } = visited;
    await page.goto(alerted.link);
    await look();
    expect(await page.locator("h1").textContent()).toContain("competing models");
    expect(await page.locator("article.clause").count()).toBe(3);
    const marked = page.locator("article", { hasText: "develop models that compete" });
    expect(await marked.locator(".redline").textContent()).toContain(`{+${restriction}+}`);
    expect(await marked.textContent()).toContain("Under: “You may not:”");

    const lines = page.locator(".first li a");
    expect(await lines.count()).toBe(3);
    for (const line of await lines.all()) {
      await line.click();
      expect(await isAtTarget(page)).toBe(true);
      await look();
    }

    const source = page.getByRole("link", { name: "/birch" });
    expect(await source.getAttribute("rel")).toBe("noreferrer");
    const json = await page.getByRole("link", { name: "as JSON" }).getAttribute("href");
    const answer = await page.request.get(`${alerted.origin}${json}`);
    expect(await answer.json()).toMatchObject({ termsId: "birch/acceptable-use-policy" });

    await page.getByRole("link", { name: "Clausewatch", exact: true }).click();
    await look();
    await page.locator(".gist a").click();
    expect(page.url()).toBe(alerted.link);
    expect(visited.faults).toEqual([]);
  });

  it("prints what it shows, in black and white", async () => {
    await using alerted = await alert();
    await using visited = await visit(browser, { colorScheme: "dark" });
    const { page } = visited;
    await page.emulateMedia({ media: "print" });
    await page.goto(alerted.link);
    const colours = await page.evaluate<readonly string[]>(`(() => {
      const seen = new Set();
      for (const element of document.querySelectorAll("main, main *")) {
        if (element.checkVisibility() === false) continue;
        const { color, backgroundColor } = getComputedStyle(element);
        seen.add(color).add(backgroundColor);
      }
      return [...seen].sort();
    })()`);
    expect(colours).toEqual(["rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"]);
    expect(await page.locator(".redline ins").first().isVisible()).toBe(true);
    expect(await page.locator(".site").isVisible()).toBe(false);
  });
});
