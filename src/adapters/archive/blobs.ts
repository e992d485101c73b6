import { StoreError } from "../../model/errors.ts";
import type { Git } from "./git.ts";

/** Texts of blobs, in the order asked for; holds little more than one at a time. */
export async function* readBlobs(git: Git, ids: readonly string[]): AsyncGenerator<string> {
  if (ids.length === 0) return;
  let chunks: Buffer[] = [];
  let held = 0;
  // Bytes needed before looking again; a header is shorter than this or ends in it.
  let needed = 1;
  for await (const chunk of git.stream(["cat-file", "--batch"], `${ids.join("\n")}\n`)) {
    chunks.push(chunk);
    held += chunk.length;
    if (held < needed) continue;
    let buffer = Buffer.concat(chunks);
    needed = 1;
    for (;;) {
      const headerEnd = buffer.indexOf("\n");
      if (headerEnd === -1) break;
      const end = headerEnd + 1 + parseSize(buffer.toString("utf8", 0, headerEnd));
      // A line break follows each blob.
      needed = end + 1;
      if (buffer.length < needed) break;
      yield buffer.toString("utf8", headerEnd + 1, end);
      buffer = buffer.subarray(needed);
      needed = 1;
    }
    chunks = [buffer];
    held = buffer.length;
  }
}

/** @param header `<id> blob <size>` */
function parseSize(header: string): number {
  const [id, type, size] = header.split(" ");
  if (type !== "blob" || size === undefined) {
    throw new StoreError("corrupt", `the archive lacks object ${id}`);
  }
  return Number(size);
}
