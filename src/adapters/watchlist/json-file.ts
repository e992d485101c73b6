import { open } from "node:fs/promises";
import type { Issue } from "../../model/errors.ts";

/** The largest service that anyone declares is a few kilobytes. */
const maxBytes = 1024 * 1024;

export type JsonFile =
  | { readonly kind: "read"; readonly json: unknown }
  | { readonly kind: "unreadable"; readonly issue: Issue };

/** Reads a JSON file that a person wrote; what is wrong with it is said under `name`. */
export async function readJsonFile(path: string, name: string): Promise<JsonFile> {
  let text: string;
  try {
    text = await readText(path);
  } catch (error) {
    return unreadable(name, `cannot be read: ${describe(error)}`);
  }
  try {
    return { kind: "read", json: JSON.parse(text) };
  } catch (error) {
    return unreadable(name, `not JSON: ${describe(error)}`);
  }
}

async function readText(path: string): Promise<string> {
  await using file = await open(path, "r");
  const stat = await file.stat();
  if (!stat.isFile()) throw new RangeError("not a file");
  if (stat.size > maxBytes) throw new RangeError(`larger than ${maxBytes} bytes`);
  const bytes = await file.readFile();
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

function unreadable(name: string, message: string): JsonFile {
  return { kind: "unreadable", issue: { path: name, message } };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
