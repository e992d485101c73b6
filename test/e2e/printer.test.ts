import { join } from "node:path";
import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, it } from "vitest";
import { findInstalledBrowser } from "../../src/adapters/fetch/provision-browser.ts";
import { createPagePrinter } from "../../src/adapters/print/printer.ts";
import { parseInstant } from "../../src/model/instant.ts";
import type { Clock } from "../../src/ports/clock.ts";
import { listen } from "../servers/listening.ts";

const answerFile = join(import.meta.dirname, "../../.runtime/browser.json");
const browserPath = await findInstalledBrowser({ env: process.env, answerFile });

/** A clock whose sleepers wake when they are told to. */
function createHeldClock() {
  const sleepers: { readonly ms: number; readonly wake: () => void; isAborted: boolean }[] = [];
  const clock: Clock = {
    now: () => parseInstant("2026-01-01T00:00:00Z"),
    async sleep(ms, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const sleeper = { ms, wake: resolve, isAborted: false };
      sleepers.push(sleeper);
      signal?.addEventListener("abort", () => {
        sleeper.isAborted = true;
        reject(signal.reason);
      });
      return promise;
    },
  };
  return { clock, sleepers };
}

async function readWords(bytes: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: true });
  return text.replaceAll(/\s+/g, " ");
}

const page = { html: "<!doctype html><title>T</title><p>Hello, paper.</p>", foot: "<p></p>" };

describe("createPagePrinter", () => {
  it("prints a document that asks for nothing and runs nothing", async () => {
    const asked: string[] = [];
    await using listening = await listen(async (request, response) => {
      asked.push(request.url ?? "");
      response.end();
    });
    const { origin } = listening;
    const { clock } = createHeldClock();
    await using printer = createPagePrinter({ browserPath, clock });
    const html = `<!doctype html><title>T</title>
      <link rel="stylesheet" href="${origin}/style" /><img src="${origin}/img" />
      <style>@import "${origin}/import"; p { background: url("${origin}/background") }</style>
      <script src="${origin}/script"></script>
      <p id="words">as written</p>
      <script>document.getElementById("words").textContent = "by script"; fetch("${origin}/fetch")</script>`;
    const leading = `<meta http-equiv="refresh" content="0; url=${origin}/refresh" />
      <iframe src="${origin}/frame"></iframe><p>elsewhere</p>`;
    const words = await readWords(await printer.print({ html, foot: "<p>the foot</p>" }));
    expect(words).toContain("as written");
    expect(words).not.toContain("by script");
    // Whether one that leads elsewhere is printed is all the same.
    await Promise.allSettled([printer.print({ html: leading, foot: "<p></p>" })]);
    expect(asked).toEqual([]);
  });

  it("keeps one browser for all who print, and ends it when nobody has for a while", async () => {
    const { clock, sleepers } = createHeldClock();
    await using printer = createPagePrinter({ browserPath, clock, idleMs: 180_000 });
    await Promise.all([printer.print(page), printer.print(page), printer.print(page)]);
    expect(sleepers.map(({ ms, isAborted }) => [ms, isAborted]).at(-1)).toEqual([180_000, false]);
    expect(await readWords(await printer.print(page))).toContain("Hello, paper.");
    expect(sleepers.slice(0, -1).every(({ isAborted }) => isAborted)).toBe(true);
    sleepers.at(-1)?.wake();
    expect(await readWords(await printer.print(page))).toContain("Hello, paper.");
  });

  it("says what to do where there is no browser, or none that starts", async () => {
    const { clock } = createHeldClock();
    await using none = createPagePrinter({ browserPath: undefined, clock });
    await using broken = createPagePrinter({ browserPath: process.execPath, clock });
    await expect(none.print(page)).rejects.toMatchObject({
      kind: "browser-missing",
      message: expect.stringContaining("CLAUSEWATCH_BROWSER"),
    });
    await expect(broken.print(page)).rejects.toMatchObject({
      kind: "browser-missing",
      message: expect.stringContaining("run it by hand"),
    });
  });

  it("gives up what takes too long, and refuses what would wait behind too many", async () => {
    const { clock } = createHeldClock();
    await using hasty = createPagePrinter({
      browserPath,
      clock,
      timeoutMs: 0,
      maxConcurrent: 1,
      maxWaiting: 0,
    });
    const printing = hasty.print(page);
    await expect(hasty.print(page)).rejects.toMatchObject({ kind: "busy" });
    await expect(printing).rejects.toMatchObject({ kind: "timeout" });
  });
});
