import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A provider's site on loopback whose pages tests change as they go. */
export interface Site extends AsyncDisposable {
  readonly origin: string;
  /** `127.0.0.1:<port>`, for the list of hosts that the egress gate lets through. */
  readonly host: string;
  set(path: string, html: string): void;
  /** Called at each request, before it is answered. */
  onRequest(listener: (path: string) => void): void;
}

export async function startSite(): Promise<Site> {
  const pages = new Map<string, string>();
  let listener: (path: string) => void = () => {};
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    listener(path);
    const html = pages.get(path);
    response.writeHead(html === undefined ? 404 : 200, {
      "content-type": "text/html; charset=utf-8",
    });
    response.end(html ?? "<h1>Not found</h1>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    set: (path, html) => void pages.set(path, html),
    onRequest: (next) => void (listener = next),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Invented terms of ordinary length; each extra sentence becomes an item of what is forbidden. */
export function renderTerms(name: string, extra: readonly string[] = []): string {
  const items = [
    "use the service to break the law or to help others break it;",
    "generate content that endangers children;",
    ...extra,
    "interfere with the operation of the service.",
  ];
  return `<!doctype html><html lang="en"><head><title>Usage policy | ${name}</title></head><body>
<header><nav><a href="/">${name}</a> <a href="/pricing">Pricing</a></nav></header>
<main><h1>${name} usage policy</h1>
<p>Last updated: March 3, 2026</p>
<p>This policy applies to everyone who uses the ${name} models, whether through the interface for programmers or through a product that is built on them.</p>
<h2>1. Your responsibilities</h2>
<p>You are responsible for everything that happens under your account, and you must keep your credentials secret.</p>
<p>You own the outputs that you generate, as between you and ${name}, and you decide how they are used.</p>
<h2>2. What is not allowed</h2>
<p>You may not:</p>
<ul>${items.map((item) => `<li>${item}</li>`).join("\n")}</ul>
<h2>3. Ending your access</h2>
<p>We may suspend your access when you break this policy. We give notice of 30 days unless the law requires us to act sooner.</p>
<h2>4. Liability</h2>
<p>Our liability is limited to the fees that you paid in the twelve months before the claim arose.</p>
</main><footer><p>© ${name}</p></footer></body></html>`;
}
