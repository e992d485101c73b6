import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { replayDir } from "../replay/corpus.ts";

interface Capture {
  readonly type: string;
  readonly bytes: Buffer;
}

/** Real captures at one address each: the same number of each document's, spread over its history. */
export function readPages(count: number): readonly Capture[] {
  const manifest: readonly { id: string; snapshots: number }[] = JSON.parse(
    readFileSync(join(replayDir, "manifest.json"), "utf8"),
  );
  const documents = manifest.filter(({ snapshots }) => snapshots >= 100);
  const pages: Capture[] = [];
  for (const [index, { id }] of documents.entries()) {
    const share = Math.floor(((index + 1) * count) / documents.length) - pages.length;
    const file = readFileSync(join(replayDir, `${id}.jsonl.zst`));
    const lines = zstdDecompressSync(file, { maxOutputLength: 2 ** 30 })
      .toString("utf8")
      .trimEnd()
      .split("\n");
    for (let nth = 0; nth < share; nth += 1) {
      const line = lines[Math.floor((nth * lines.length) / share)] ?? "";
      const { type, body, base64 } = JSON.parse(line);
      pages.push({
        type,
        bytes: base64 ? Buffer.from(base64, "base64") : Buffer.from(body, "utf8"),
      });
    }
  }
  return pages;
}

export interface PageServer extends AsyncDisposable {
  readonly origin: string;
  readonly paths: readonly string[];
  /** Whether answers carry an ETag and a matching If-None-Match is answered with 304. */
  useValidators(on: boolean): void;
}

export async function servePages(pages: readonly Capture[]): Promise<PageServer> {
  const served = pages.map((page) => ({
    ...page,
    etag: `"${createHash("sha256").update(page.bytes).digest("hex").slice(0, 16)}"`,
  }));
  let hasValidators = true;
  const server = createServer((request, response) => {
    const page = served[Number(request.url?.slice(2))];
    if (!page || !request.url?.startsWith("/p")) {
      response.writeHead(404).end();
      return;
    }
    const headers = { "content-type": page.type, ...(hasValidators && { etag: page.etag }) };
    if (hasValidators && request.headers["if-none-match"] === page.etag) {
      response.writeHead(304, headers).end();
      return;
    }
    response
      .writeHead(200, { ...headers, "content-length": page.bytes.byteLength })
      .end(page.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    paths: pages.map((_, index) => `/p${index}`),
    useValidators(on) {
      hasValidators = on;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
