import { Agent, request } from "node:http";

/** One answer, and how long it took to begin and to end. */
export interface Timed {
  readonly status: number;
  readonly firstByteMs: number;
  readonly body: string;
}

/**
 * Connections are kept, as browsers keep them.
 * @param headers sent with each request @default none
 */
export function createClient(
  origin: string,
  connections: number,
  headers: Readonly<Record<string, string>> = {},
): {
  get(address: string): Promise<Timed>;
  [Symbol.dispose](): void;
} {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    get: (address) =>
      new Promise((resolve, reject) => {
        const startMs = performance.now();
        const sent = request(`${origin}${address}`, { agent, headers }, (response) => {
          const firstByteMs = performance.now() - startMs;
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => {
            const body = Buffer.concat(chunks).toString("utf8");
            resolve({ status: response.statusCode ?? 0, firstByteMs, body });
          });
        });
        sent.on("error", reject);
        sent.end();
      }),
    [Symbol.dispose]: () => agent.destroy(),
  };
}

/** Requests answered a second, by so many readers who each ask again as soon as they are answered. */
export async function measureRate(
  origin: string,
  address: string,
  { readers, forMs }: { readonly readers: number; readonly forMs: number },
): Promise<{ readonly perSecond: number; readonly others: number }> {
  using client = createClient(origin, readers);
  const startMs = performance.now();
  let answered = 0;
  let others = 0;
  const read = async (): Promise<void> => {
    while (performance.now() - startMs < forMs) {
      const { status } = await client.get(address);
      if (status === 200) answered += 1;
      else others += 1;
    }
  };
  await Promise.all(Array.from({ length: readers }, read));
  return { perSecond: answered / ((performance.now() - startMs) / 1000), others };
}

/** Bytes of a page beside its text: tags, attributes and what is in its head. */
export function measureMarkup(page: string): number {
  const markup = [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag).join("");
  return Buffer.byteLength(markup);
}

/** The value that a share of all is at or below; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
