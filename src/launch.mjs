#!/usr/bin/env node
// Sets up what the program needs, then runs it. Plain JavaScript, because it must run on Node 20 and
// before anything is installed. Everything is brought into the project's own folder, once:
//
//   1. Node 24 (from the npm package node@24, under .runtime/), where this Node is older
//   2. the dependencies of package-lock.json (without install scripts: none is needed)
//   3. a browser, by `clausewatch setup`
//
//   node src/launch.mjs COMMAND [ARG …]       clausewatch COMMAND [ARG …]
//   node src/launch.mjs --script NAME [ARG …] npm run NAME, for the tools that are only development's
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const requiredMajor = 24;
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const runtimeDir = join(root, ".runtime");
const isWindows = process.platform === "win32";

try {
  const node = findNode() ?? installNode();
  const env = environmentOf(node);
  installDependencies(env);
  setUpBrowser(node, env);
  run(node, env, process.argv.slice(2));
} catch (error) {
  process.stderr.write(`clausewatch: set-up failed: ${error.message}\n`);
  process.exitCode = 1;
}

/** The path of a Node that is new enough: this one, else the one that an earlier set-up brought. */
function findNode() {
  if (Number(process.versions.node.split(".")[0]) >= requiredMajor) return process.execPath;
  return runtimeNodes().find(isNewEnough);
}

function installNode() {
  say(
    `Node ${process.version} is older than ${requiredMajor}: bringing Node ${requiredMajor} into .runtime/`,
  );
  rmSync(runtimeDir, { recursive: true, force: true });
  mkdirSync(runtimeDir, { recursive: true });
  npm(["install", "--no-save", `node@${requiredMajor}`], process.env, runtimeDir);
  if (!runtimeNodes().some(isNewEnough)) {
    // Where npm is told to run no install scripts, that package stays empty; the binary is in this one.
    npm(["install", "--no-save", "--ignore-scripts", platformPackage()], process.env, runtimeDir);
  }
  const node = runtimeNodes().find(isNewEnough);
  if (!node) {
    throw new Error(
      `npm brought no usable Node ${requiredMajor} for ${process.platform}-${process.arch}; install Node ${requiredMajor} and try again`,
    );
  }
  return node;
}

function platformPackage() {
  const prefix = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  return `${prefix}-${isWindows ? "win" : process.platform}-${process.arch}@${requiredMajor}`;
}

function runtimeNodes() {
  const modules = join(runtimeDir, "node_modules");
  const file = isWindows ? "node.exe" : "node";
  return [
    join(modules, "node", "bin", file),
    join(modules, platformPackage().split("@")[0], "bin", file),
  ];
}

function isNewEnough(node) {
  if (!existsSync(node)) return false;
  const { stdout } = spawnSync(node, ["--version"], { encoding: "utf8" });
  return Number(stdout?.slice(1).split(".")[0]) >= requiredMajor;
}

/** The environment in which `node` means the chosen one, for us and for every tool that we start. */
function environmentOf(node) {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  const path = [dirname(node), join(root, "node_modules", ".bin"), process.env[key]];
  return {
    // Sources run as they are: kept compiled, a command starts in half the time.
    NODE_COMPILE_CACHE: join(runtimeDir, "compile-cache"),
    ...process.env,
    [key]: path.filter(Boolean).join(delimiter),
  };
}

function installDependencies(env) {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  // Inside node_modules, so that it goes when they go.
  const stamp = join(root, "node_modules", ".clausewatch-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  say("installing dependencies");
  // Not `npm ci`: it refuses a lock file that lacks another platform's optional binaries, and a registry may not have all.
  npm(
    ["install", "--no-save", "--ignore-scripts", "--include=dev", "--include=optional"],
    env,
    root,
  );
  writeFileSync(stamp, lock);
}

function setUpBrowser(node, env) {
  // Found or not, the answer is kept: looking again is `clausewatch setup`.
  if (existsSync(join(runtimeDir, "browser.json"))) return;
  spawnSync(node, [join(root, "src", "cli.ts"), "setup"], {
    stdio: ["ignore", "inherit", "inherit"],
    env,
    cwd: root,
  });
}

function npm(args, env, folder) {
  // Else npm would look for a package.json from the working folder upwards.
  const common = ["--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error"];
  // npm tells the scripts that it runs where it is itself; else it is looked up.
  const own = process.env.npm_execpath?.endsWith(".js") ? process.env.npm_execpath : undefined;
  const [command, first] = own ? [process.execPath, [own]] : ["npm", []];
  const options = { cwd: folder, env, encoding: "utf8", shell: isWindows && !own };
  const { status, error, stdout, stderr } = spawnSync(
    command,
    [...first, ...args, ...common],
    options,
  );
  if (error || status !== 0) {
    process.stderr.write(`${stdout ?? ""}${stderr ?? ""}`);
    const reason = error?.message ?? `exit code ${status}`;
    throw new Error(`npm ${args.join(" ")} ended with ${reason}; see above, then try again`);
  }
}

function run(node, env, args) {
  const isScript = args[0] === "--script";
  const own = process.env.npm_execpath?.endsWith(".js") ? process.env.npm_execpath : undefined;
  const [command, first] = !isScript
    ? [node, [join(root, "src", "cli.ts")]]
    : own
      ? [node, [own]]
      : ["npm", []];
  const rest = isScript ? ["run", "--silent", args[1], "--", ...args.slice(2)] : args;
  const options = { stdio: "inherit", env, shell: isWindows && isScript && !own };
  // A script's paths are the project's; a command's are the user's.
  const child = spawn(command, [...first, ...rest], isScript ? { ...options, cwd: root } : options);
  // A terminal sends Ctrl-C to the child as well: here it must only not end us before it. The others come to us alone.
  process.on("SIGINT", () => {});
  const forward = (signal) => child.kill(signal);
  process.on("SIGTERM", forward).on("SIGHUP", forward);
  child.on("error", (error) => {
    process.stderr.write(`clausewatch: cannot start ${command}: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.removeAllListeners("SIGTERM").removeAllListeners("SIGHUP").removeAllListeners("SIGINT");
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code ?? 1;
  });
}

function say(text) {
  process.stderr.write(`clausewatch: set-up: ${text}\n`);
}
