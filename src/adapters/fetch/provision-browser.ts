import { spawn } from "node:child_process";
import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { findBrowser } from "./find-browser.ts";

export interface FindInstalledOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where set-up keeps what it found or brought, so that nobody has to look again. */
  readonly answerFile: string;
}

export interface ProvisionOptions extends FindInstalledOptions {
  /** Told what is being done and what came of it. */
  readonly say: (text: string) => void;
}

/** A download that makes no headway must not hold up a start for ever. */
const downloadTimeoutMs = 5 * 60_000;

/** The browser that is configured, installed, or was brought by set-up; undefined when there is none. */
export async function findInstalledBrowser(
  { env, answerFile }: FindInstalledOptions,
  configured?: string,
): Promise<string | undefined> {
  return find(env, { configured, downloaded: await readAnswer(answerFile) });
}

/**
 * The browser that is here, or one brought now: Playwright's own download, else, as root on Debian, the package
 * `chromium`. Undefined when neither can be had. The answer is kept either way.
 */
export async function provisionBrowser(options: ProvisionOptions): Promise<string | undefined> {
  const path = await bringBrowser(options);
  await mkdir(dirname(options.answerFile), { recursive: true });
  await writeFile(options.answerFile, `${JSON.stringify({ path: path ?? null })}\n`);
  return path;
}

async function bringBrowser({ env, say }: ProvisionOptions): Promise<string | undefined> {
  // Loaded where it is needed: it takes longer to load than most commands to run.
  const { chromium } = await import("playwright");
  const downloaded = chromium.executablePath();
  const installed = find(env, { downloaded });
  if (installed !== undefined) return installed;
  say("no Chrome or Chromium found; downloading Playwright's");
  const manifest = createRequire(import.meta.url).resolve("playwright/package.json");
  const refusal = await run(process.execPath, [
    join(dirname(manifest), "cli.js"),
    "install",
    "chromium",
  ]);
  if (refusal !== null) say(`that did not work: ${refusal}`);
  const fetched = find(env, { downloaded });
  if (fetched !== undefined) return fetched;
  if (process.getuid?.() === 0 && (await isDebian())) {
    say("installing Debian's package chromium");
    const apt = { ...env, DEBIAN_FRONTEND: "noninteractive" };
    const packages = [
      "install",
      "-y",
      "-qq",
      "--no-install-recommends",
      "chromium",
      "chromium-sandbox",
    ];
    await run("apt-get", ["update", "-qq"], apt);
    const failure = await run("apt-get", packages, apt);
    if (failure !== null) say(`that did not work either: ${failure}`);
  }
  return find(env, { downloaded });
}

function find(
  env: Readonly<Record<string, string | undefined>>,
  options: { readonly configured?: string | undefined; readonly downloaded?: string | undefined },
): string | undefined {
  return findBrowser({
    configured: options.configured ?? env["CLAUSEWATCH_BROWSER"],
    path: env["PATH"],
    platform: process.platform,
    downloaded: options.downloaded,
  });
}

async function readAnswer(file: string): Promise<string | undefined> {
  try {
    const { path } = Object(JSON.parse(await readFile(file, "utf8")));
    return typeof path === "string" ? path : undefined;
  } catch {
    // Not set up yet, or by hand: then there is nothing to know.
    return undefined;
  }
}

async function isDebian(): Promise<boolean> {
  try {
    await access("/etc/debian_version");
    return true;
  } catch {
    return false;
  }
}

/** What went wrong, in a line; null where nothing did. Whether it worked shows in whether a browser is there afterwards. */
async function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string | null> {
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
  if (code === 0) return null;
  const [line] = words.match(/^\s*(?:E: |Error: ).+$/m) ?? [];
  return (
    line?.trim() ?? `${command} ended with ${code === null ? "no answer" : `exit code ${code}`}`
  );
}
