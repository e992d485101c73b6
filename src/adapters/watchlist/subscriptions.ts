import { access } from "node:fs/promises";
import { basename } from "node:path";
import { parseSubscriptions } from "../../core/subscription.ts";
import { DeclarationError } from "../../model/errors.ts";
import type { Subscription } from "../../model/subscription.ts";
import { readJsonFile } from "./json-file.ts";

/** Read when the configuration names no other. */
const defaultSubscriptionsFile = "subscriptions.json";

/**
 * The subscriptions of the operator's file; none where no file is named and the default one is absent.
 * @param path null: `subscriptions.json` in the working directory, if there is one
 * @throws {DeclarationError} with every problem of the file, or that a named one cannot be read
 */
export async function loadSubscriptions(path: string | null): Promise<Subscription[]> {
  if (path === null && !(await isThere(defaultSubscriptionsFile))) return [];
  const file = path ?? defaultSubscriptionsFile;
  const content = await readJsonFile(file, basename(file));
  if (content.kind === "unreadable") throw new DeclarationError([content.issue]);
  return parseSubscriptions(content.json, basename(file));
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
