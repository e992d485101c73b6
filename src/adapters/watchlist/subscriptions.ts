import { access } from "node:fs/promises";
import { basename } from "node:path";
import type { SubscriptionsFile } from "../../core/subscription.ts";
import { parseSubscriptionsFile } from "../../core/subscription.ts";
import { DeclarationError } from "../../model/errors.ts";
import type { Subscription } from "../../model/subscription.ts";
import { readJsonFile } from "./json-file.ts";

/** Read when the configuration names no other. */
const defaultSubscriptionsFile = "subscriptions.json";

/**
 * What the operator's file says; nothing where no file is named and the default one is absent.
 * @param path null: `subscriptions.json` in the working directory, if there is one
 * @throws {DeclarationError} with every problem of the file, or that a named one cannot be read
 */
export async function loadSubscriptionsFile(path: string | null): Promise<SubscriptionsFile> {
  if (path === null && !(await isThere(defaultSubscriptionsFile)))
    return { subscriptions: [], subscribers: [] };
  const file = path ?? defaultSubscriptionsFile;
  const content = await readJsonFile(file, basename(file));
  if (content.kind === "unreadable") throw new DeclarationError([content.issue]);
  return parseSubscriptionsFile(content.json, basename(file));
}

/** The subscriptions alone; throws as `loadSubscriptionsFile` does. */
export async function loadSubscriptions(path: string | null): Promise<Subscription[]> {
  return (await loadSubscriptionsFile(path)).subscriptions;
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
