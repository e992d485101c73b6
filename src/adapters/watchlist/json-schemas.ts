import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { serviceJsonSchema } from "../../core/declaration.ts";
import { subscriptionsJsonSchema } from "../../core/subscription.ts";
import { ownTopicJsonSchema } from "../../core/topics/definition.ts";

/** The files that editors read, by name, as they are to be written under `watchlist/schema/`. */
export function renderJsonSchemas(): ReadonlyMap<string, string> {
  return new Map([
    ["service.schema.json", toFile(serviceJsonSchema())],
    ["subscriptions.schema.json", toFile(subscriptionsJsonSchema())],
    ["topic.schema.json", toFile(ownTopicJsonSchema())],
  ]);
}

/** Writes them into a folder, which is made where it is missing; gives their paths. */
export async function writeJsonSchemas(dir: string): Promise<string[]> {
  await mkdir(dir, { recursive: true });
  const files = [...renderJsonSchemas()].map(([name, text]) => [join(dir, name), text] as const);
  await Promise.all(files.map(([path, text]) => writeFile(path, text)));
  return files.map(([path]) => path);
}

function toFile(schema: Record<string, unknown>): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
