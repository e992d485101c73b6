import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const cliFile = join(import.meta.dirname, "../../src/cli.ts");

// As `launch.mjs` starts it, with the sources kept compiled.
const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
const inherited = { PATH, HOME, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }) };

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Gives what standard error holds once the text is in it; rejects with that when the process ended without. */
  untilErr(text: string): Promise<string>;
}

export interface RunOptions {
  /** Added to the environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** Standard input; absent: none. */
  readonly input?: string;
}

/** A folder as an operator has one, and the command as they run it there. */
export interface Workspace extends AsyncDisposable {
  readonly dir: string;
  write(file: string, json: unknown): Promise<void>;
  start(...args: string[]): Started;
  run(...args: string[]): Promise<Ended>;
  startWith(options: RunOptions, ...args: string[]): Started;
  /** A copy of everything, elsewhere. */
  copy(): Promise<Workspace>;
}

export async function createWorkspace(): Promise<Workspace> {
  return open(await mkdtemp(join(tmpdir(), "clausewatch-test-")));
}

async function open(dir: string): Promise<Workspace> {
  const startWith = ({ env = {}, input }: RunOptions, ...args: string[]): Started => {
    const child = spawn(process.execPath, [cliFile, ...args], {
      cwd: dir,
      env: { ...inherited, NO_COLOR: "1", ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    let out = "";
    let err = "";
    child.stdin.on("error", () => {}).end(input);
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (out += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (err += chunk));
    const ended = once(child, "close").then(([code, signal]) => ({ code, signal, out, err }));
    const untilErr = (text: string) =>
      new Promise<string>((resolve, reject) => {
        const look = () => {
          if (err.includes(text)) resolve(err);
        };
        look();
        child.stderr.on("data", look);
        child.once("close", () => reject(new Error(`never said ${text}, but: ${err}`)));
      });
    return { child, ended, untilErr };
  };
  const start = (...args: string[]) => startWith({}, ...args);
  return {
    dir,
    start,
    startWith,
    run: (...args) => start(...args).ended,
    async write(file, json) {
      const path = join(dir, file);
      await mkdir(join(path, ".."), { recursive: true });
      await writeFile(path, JSON.stringify(json));
    },
    async copy() {
      const target = await mkdtemp(join(tmpdir(), "clausewatch-test-"));
      await cp(dir, target, { recursive: true });
      return open(target);
    },
    async [Symbol.asyncDispose]() {
      await rm(dir, { recursive: true, force: true });
    },
  };
}
