import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright";
import { chromium } from "playwright";
import { findInstalledBrowser } from "../../src/adapters/fetch/provision-browser.ts";

/** The browser that the project uses itself. */
export async function launchBrowser(): Promise<Browser> {
  const answerFile = join(import.meta.dirname, "../../.runtime/browser.json");
  const executablePath = await findInstalledBrowser({ env: process.env, answerFile });
  if (executablePath === undefined) throw new Error("no browser was found");
  return chromium.launch({ executablePath, chromiumSandbox: false });
}

/**
 * What stands in the way of somebody who hears a page or uses no mouse: what has no name, ids that stand twice, more
 * or fewer main parts and headings than one, ways on that share a name, levels of headings that are skipped. Run inside the page.
 */
const findBarriers = `(() => {
  const faults = [];
  const count = (selector) => document.querySelectorAll(selector).length;
  for (const one of ["main", "h1", "header", "footer", "head > title"]) {
    if (count(one) !== 1) faults.push(count(one) + " of " + one);
  }
  const navs = [...document.querySelectorAll("nav")].map((nav) =>
    nav.getAttribute("aria-label") ?? document.getElementById(nav.getAttribute("aria-labelledby"))?.textContent.trim(),
  );
  if (navs.length === 0 || new Set(navs.filter(Boolean)).size < navs.length) faults.push("navs: " + navs);
  if (!document.documentElement.lang) faults.push("no language");
  const nameOf = (element) =>
    [...(element.labels ?? [])].map((label) => label.textContent).join(" ") +
    (element.getAttribute("aria-label") ?? "") +
    (/^(A|BUTTON|SUMMARY)$/.test(element.tagName) ? element.textContent : "");
  for (const element of document.querySelectorAll("a, button, summary, input, select, textarea")) {
    if (element.type !== "hidden" && nameOf(element).trim() === "") faults.push("no name: " + element.outerHTML);
  }
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push("twice: " + id);
  for (const element of document.querySelectorAll("[aria-describedby], [aria-labelledby]")) {
    const named = element.getAttribute("aria-describedby") ?? element.getAttribute("aria-labelledby");
    for (const id of named.split(" ")) if (!ids.includes(id)) faults.push("described by nothing: " + id);
  }
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    if (!ids.includes(link.hash.slice(1))) faults.push("leads nowhere: " + link.hash);
  }
  let level = 1;
  for (const { tagName } of document.querySelectorAll("h1, h2, h3, h4")) {
    if (Number(tagName[1]) > level + 1) faults.push("skipped to " + tagName);
    level = Number(tagName[1]);
  }
  for (const set of document.querySelectorAll("fieldset")) {
    if (!set.querySelector(":scope > legend")) faults.push("no legend");
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.push("wider than the window");
  return faults;
})()`;

export async function listBarriers(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(findBarriers);
}

export const phone = { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true };

export interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** What the browser complained of, policy violations among it, and barriers of the pages seen. */
  readonly faults: string[];
  /** Looks at the page that is open now. */
  readonly look: () => Promise<void>;
}

/** Gives a page of a browser that keeps what goes wrong on it. */
export async function visit(browser: Browser, options: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("requestfailed", (request) => {
    // Whoever goes on before the icon is there gives it up.
    const isGivenUp = request.failure()?.errorText === "net::ERR_ABORTED";
    if (!isGivenUp || !request.url().endsWith("/icon.svg")) faults.push(`failed: ${request.url()}`);
  });
  return {
    page,
    faults,
    async look() {
      // Playwright evaluates in a world of its own, whether the page may run scripts or not.
      faults.push(...(await listBarriers(page)));
    },
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** The same with a page open already. */
export async function visitAt(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
): Promise<Visit> {
  const visited = await visit(browser, options);
  await visited.page.goto(address);
  return visited;
}
