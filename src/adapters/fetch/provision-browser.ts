import { spawn } from "node:child_process";
import { access, mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { chromium } from "playwright";
import { findBrowser } from "./find-browser.ts";

export interface ProvisionOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Written once this has looked, whatever it found, so that the next start does not look again. */
  readonly answerFile: string;
  /** Told what is being done and what came of it. */
  readonly say: (text: string) => void;
}

/** A download that makes no headway must not hold up a start for ever. */
const downloadTimeoutMs = 5 * 60_000;

/** The browser that is here, Playwright's download included; undefined when there is none. */
export function findInstalledBrowser(
  env: Readonly<Record<string, string | undefined>>,
  configured?: string,
): string | undefined {
  return findBrowser({
    configured: configured ?? env["CLAUSEWATCH_BROWSER"],
    path: env["PATH"],
    platform: process.platform,
    downloaded: chromium.executablePath(),
  });
}

/**
 * The browser that is here, or one brought now: Playwright's own download, else, as root on Debian, the package
 * `chromium`. Undefined when neither can be had.
 */
export async function provisionBrowser(options: ProvisionOptions): Promise<string | undefined> {
  const path = await bringBrowser(options);
  await mkdir(dirname(options.answerFile), { recursive: true });
  await writeFile(options.answerFile, `${JSON.stringify({ path: path ?? null })}\n`);
  return path;
}

async function bringBrowser({ env, say }: ProvisionOptions): Promise<string | undefined> {
  const installed = findInstalledBrowser(env);
  if (installed !== undefined) return installed;
  say("no Chrome or Chromium found; downloading Playwright's");
  const playwright = join(
    dirname(createRequire(import.meta.url).resolve("playwright/package.json")),
    "cli.js",
  );
  await run(process.execPath, [playwright, "install", "chromium"]);
  const downloaded = findInstalledBrowser(env);
  if (downloaded !== undefined) return downloaded;
  if (process.getuid?.() === 0 && (await isDebian())) {
    say("that did not work; installing Debian's package chromium");
    const apt = { ...env, DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-qq"], apt);
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], apt);
  }
  return findInstalledBrowser(env);
}

async function isDebian(): Promise<boolean> {
  try {
    await access("/etc/debian_version");
    return true;
  } catch {
    return false;
  }
}

/** Whether it worked shows in whether a browser is there afterwards; its words go to standard error only if it fails. */
async function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<void> {
  const child = spawn(command, args, {
    env: { ...env },
    stdio: ["ignore", "ignore", "pipe"],
    timeout: downloadTimeoutMs,
  });
  let words = "";
  child.stderr
    .setEncoding("utf8")
    .on("data", (chunk: string) => (words = (words + chunk).slice(-2000)));
  const code = await new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null)).once("close", resolve);
  });
  if (code !== 0) process.stderr.write(`${words.trimEnd().replaceAll(/^/gm, "  ")}\n`);
}
