import { once } from "node:events";
import type { RequestListener } from "node:http";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

export interface Listening extends AsyncDisposable {
  /** `http://127.0.0.1:…` */
  readonly origin: string;
}

/** Serves on a free port of 127.0.0.1, with a certificate over TLS; ends all connections when disposed. */
export async function listen(
  handle: (...args: Parameters<RequestListener>) => Promise<void>,
  tls?: { readonly key: string; readonly cert: string },
): Promise<Listening> {
  const listener: RequestListener = (request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
