import { open } from "node:fs/promises";
import type { Issue } from "../../model/errors.ts";
import { ConfigError } from "../../model/errors.ts";

const maxBytes = 1024 * 1024;
/** Several hundred endpoints' addresses and secrets. */
const maxSecretBytes = 256 * 1024;
const secretFileName = /^CLAUSEWATCH_\w+_FILE$/;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The parsed content of the configuration file; undefined where an optional one is absent.
 * @throws {ConfigError} when it cannot be read or is not JSON
 */
export async function readConfigFile(
  path: string,
  { isOptional }: { readonly isOptional: boolean },
): Promise<unknown> {
  try {
    return JSON.parse(await readText(path, { maxSize: maxBytes, isPrivate: false }));
  } catch (error) {
    if (isOptional && isMissing(error)) return undefined;
    throw new ConfigError([{ path, message: describe(error) }]);
  }
}

/**
 * The environment with each `CLAUSEWATCH_…_FILE` replaced by its variable without `_FILE`, holding what the file
 * holds without the line break at its end.
 * @throws {ConfigError} naming each file that cannot be read or that others than its owner can
 */
export async function readSecretFiles(env: Environment): Promise<Environment> {
  const issues: Issue[] = [];
  const entries: (readonly [string, string | undefined])[] = [];
  for (const [name, value] of Object.entries(env)) {
    if (!secretFileName.test(name) || value === undefined) {
      entries.push([name, value]);
      continue;
    }
    const plainName = name.slice(0, -"_FILE".length);
    if (env[plainName] !== undefined) {
      issues.push({ path: name, message: `is set, and so is ${plainName}: keep one` });
      continue;
    }
    try {
      const text = await readText(value, { maxSize: maxSecretBytes, isPrivate: true });
      entries.push([plainName, text.replace(/\r?\n$/, "")]);
    } catch (error) {
      issues.push({ path: name, message: `${value}: ${describe(error)}` });
    }
  }
  if (issues.length > 0) throw new ConfigError(issues);
  return Object.fromEntries(entries);
}

async function readText(
  path: string,
  { maxSize, isPrivate }: { readonly maxSize: number; readonly isPrivate: boolean },
): Promise<string> {
  await using file = await open(path, "r");
  const stat = await file.stat();
  if (!stat.isFile()) throw new RangeError("not a file");
  if (stat.size > maxSize) throw new RangeError(`larger than ${maxSize} bytes`);
  if (isPrivate && (stat.mode & 0o077) !== 0) {
    throw new RangeError(`others than its owner can read it: chmod 600 ${path}`);
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(await file.readFile());
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
