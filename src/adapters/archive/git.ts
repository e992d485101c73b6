import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { StoreError } from "../../model/errors.ts";

/** Git run so that neither the user's settings nor the repository's reach it. */
export interface Git {
  /** Standard output as it comes; throws at its end when git failed. */
  stream(args: readonly string[], input?: string): AsyncGenerator<Buffer>;
  run(args: readonly string[]): Promise<string>;
}

/** @param settingsFile the only settings that git reads besides those of `gitDir` */
export function createGit(gitDir: string, settingsFile: string): Git {
  const env = {
    PATH: process.env["PATH"] ?? "",
    GIT_DIR: gitDir,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: settingsFile,
    GIT_ATTR_NOSYSTEM: "1",
    // An archive that lacks objects stays without: nothing is fetched from wherever it names.
    GIT_ALLOW_PROTOCOL: "file",
    GIT_NO_LAZY_FETCH: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    LC_ALL: "C",
  };

  async function* stream(args: readonly string[], input = ""): AsyncGenerator<Buffer> {
    const child = spawn("git", ["--no-pager", ...args], { env, stdio: ["pipe", "pipe", "pipe"] });
    const ended = waitForEnd(child, args[0] ?? "");
    // Its end is looked at below; until then a failure must not count as unhandled.
    ended.catch(() => {});
    // A reader that stops early closes the pipe; what git makes of that is in its exit code.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    let isDone = false;
    try {
      yield* child.stdout;
      isDone = true;
    } finally {
      if (!isDone) child.kill();
    }
    await ended;
  }

  return {
    stream,
    async run(args) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream(args)) chunks.push(chunk);
      return Buffer.concat(chunks).toString("utf8");
    },
  };
}

async function waitForEnd(
  child: ChildProcessByStdio<Writable, Readable, Readable>,
  command: string,
): Promise<void> {
  const words: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => words.push(chunk.toString("utf8")));
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once("error", reject);
  child.once("close", resolve);
  let code: number | null;
  try {
    code = await promise;
  } catch (cause) {
    throw new StoreError("io", "git cannot be run: install it to import an archive", { cause });
  }
  if (code === 0) return;
  const lastWords = words.join("").trim().split("\n").at(-1) ?? "";
  throw new StoreError("corrupt", `git ${command} could not read the archive: ${lastWords}`);
}
