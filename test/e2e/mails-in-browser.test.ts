import type { Browser } from "playwright";
import { chromium } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBrowser } from "../../src/adapters/fetch/find-browser.ts";
import { createHostileAlert, createHostileIncident, hostileTexts } from "../render/hostile.ts";
import { surfaces } from "../render/surfaces.ts";

const executablePath = findBrowser({
  configured: process.env["CLAUSEWATCH_BROWSER"],
  path: process.env["PATH"],
  platform: process.platform,
});
// Without a browser nothing here can be shown. On a developer's machine that is said; where it counts, it fails.
const isRequired = process.env["CI"] === "true";
if (executablePath === undefined)
  process.stderr.write("SKIPPED: no browser to show hostile mails in\n");

const withHtml = surfaces.filter(({ name }) => /email|feed/.test(name));

/** Each HTML part that is made of the text. */
function listHtml(text: string): string[] {
  return withHtml.flatMap(({ channel, toParts }) =>
    toParts(createHostileAlert(text, channel), createHostileIncident(text, channel))
      .filter(({ kind }) => kind === "mail" || kind === "html")
      .map((part) => part.text),
  );
}

/** In the page, as text: what there is that could act, after everything was touched. */
const touchAll = `[...document.querySelectorAll("*")].flatMap((element) => {
  const handlers = element.getAttributeNames().filter((name) => name.startsWith("on"));
  for (const type of ["mouseover", "focus", "load", "error"])
    element.dispatchEvent(new Event(type, { bubbles: true }));
  const isActive = /^(?:SCRIPT|IFRAME|OBJECT|EMBED|FORM|IMG|SVG|LINK|BASE)$/i.test(element.tagName);
  return [
    ...handlers.map((name) => element.tagName + " has " + name),
    ...(isActive ? ["there is a " + element.tagName] : []),
  ];
})`;

/** Shows the documents one after another, touches what is in them, and gives what they did by themselves. */
async function listDeeds(browser: Browser, documents: readonly string[]): Promise<string[]> {
  const page = await browser.newPage();
  const deeds: string[] = [];
  await page.route("**", (route) => {
    deeds.push(`asked for ${route.request().url()}`);
    return route.abort();
  });
  page.on("dialog", (dialog) => {
    deeds.push(`said ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", () => deeds.push("opened a window"));
  for (const html of documents) {
    await page.setContent(html, { waitUntil: "load" });
    const live = await page.evaluate<string[]>(touchAll);
    deeds.push(...live);
  }
  if (page.url() !== "about:blank") deeds.push(`went to ${page.url()}`);
  await page.close();
  return deeds;
}

describe.skipIf(executablePath === undefined && !isRequired)("a mail in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath !== undefined && { executablePath }),
      chromiumSandbox: false,
    });
  });
  afterAll(() => browser.close());

  it("would be caught at what it does", async () => {
    const deeds = await listDeeds(browser, [
      "<script>alert(1)</script><img src='http://evil.example/x.png' onerror='alert(2)'>",
    ]);
    expect(deeds).toContain("said 1");
    expect(deeds).toContain("asked for http://evil.example/x.png");
    expect(deeds).toContain("IMG has onerror");
  });

  it.each(hostileTexts)("does nothing by itself with %s", async (_, text) => {
    const parts = listHtml(text);
    expect(parts.length).toBeGreaterThanOrEqual(withHtml.length);
    expect(await listDeeds(browser, parts)).toEqual([]);
  });
});
