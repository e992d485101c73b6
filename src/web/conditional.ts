import { toMs } from "../model/instant.ts";
import type { ServedText } from "./text-cache.ts";

/** Whether the reader has it already (RFC 9110, 13.2.2): the entity tag decides where one is given. */
export function isKnown(headers: Headers, text: Pick<ServedText, "etag" | "updatedAt">): boolean {
  const tags = headers.get("if-none-match");
  if (tags !== null)
    return tags
      .split(",")
      .map((tag) => tag.trim().replace(/^W\//, ""))
      .some((tag) => tag === "*" || tag === text.etag);
  const since = Date.parse(headers.get("if-modified-since") ?? "");
  return !Number.isNaN(since) && Math.floor(toMs(text.updatedAt) / 1000) * 1000 <= since;
}

export function toHttpDate({ updatedAt }: Pick<ServedText, "updatedAt">): string {
  return new Date(toMs(updatedAt)).toUTCString();
}
