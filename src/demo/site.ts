import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { DemoDay } from "./pages.ts";

/** The fictional providers' pages on loopback, as they stand on the day that is shown. */
export interface DemoSite extends AsyncDisposable {
  readonly origin: string;
  show(day: DemoDay): void;
}

export async function startDemoSite(): Promise<DemoSite> {
  let pages: Readonly<Record<string, string>> = {};
  const server = createServer((request, response) => {
    const html = pages[new URL(request.url ?? "/", "http://localhost").pathname.slice(1)];
    response.writeHead(html === undefined ? 404 : 200, {
      "content-type": "text/html; charset=utf-8",
    });
    response.end(html ?? "<h1>Not found</h1>");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    show(day) {
      pages = day.pages;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
