import type { Socket } from "node:net";
import { Agent, buildConnector, request } from "undici";
import { DeliveryError } from "../../model/errors.ts";
import type { Clock } from "../../ports/clock.ts";
import { toConnectionError, toStatusError } from "./http-failures.ts";
import { describeSafely, listAddressSecrets } from "./redact.ts";

/** An address that messages are posted to, both of it secret: who knows them can post, or pass for us. */
export interface Endpoint {
  readonly url: string;
  /** Of Standard Webhooks, each of which signs. */
  readonly secrets: readonly string[];
}

export interface HttpPostOptions {
  readonly clock: Clock;
  /** For connecting, and for the whole exchange. @default 30,000 */
  readonly timeoutMs?: number;
  /** A certificate authority that the endpoints' certificates are signed by, PEM. @default the public ones */
  readonly ca?: string;
}

export interface HttpPost extends AsyncDisposable {
  /**
   * Posts JSON and gives the server's answer in words fit for a log, `202 accepted`. A redirect is not followed: it
   * could lead to an address inside our own network, and a signed message with it.
   * @param what names the endpoint in errors
   * @throws {DeliveryError} for any status but 2xx, and when no answer came
   */
  post(what: string, endpoint: Endpoint, message: JsonPost): Promise<string>;
  /**
   * Opens a connection and closes it: the host's name is known, the port answers and the certificate holds. No request
   * is sent, since any might be taken for a message.
   * @throws {DeliveryError}
   */
  probe(what: string, endpoint: Endpoint): Promise<void>;
}

export interface JsonPost {
  readonly body: string;
  /** More bytes than these are refused before anything is sent. */
  readonly maxBytes: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Enough for the words of any failure; the rest of an answer is not read. */
const maxAnswerBytes = 4096;

/** Posts to endpoints over connections that are kept open for a while; retries and waiting are the outbox's. */
export function createHttpPost(options: HttpPostOptions): HttpPost {
  const { clock, ca, timeoutMs = 30_000 } = options;
  const connection = { timeout: timeoutMs, allowH2: false, ...(ca !== undefined && { ca }) };
  const agent = new Agent({ connect: connection, allowH2: false });
  const connect = buildConnector(connection);

  return {
    async post(what, endpoint, { body, maxBytes, headers }) {
      const bytes = Buffer.byteLength(body);
      if (bytes > maxBytes) {
        const words = `the message of ${bytes} bytes is larger than the ${maxBytes} that it may have`;
        throw new DeliveryError("refused", `${what}: ${words}`);
      }
      const failed = { what, secrets: listSecrets(endpoint), timeoutMs };
      try {
        const answer = await request(endpoint.url, {
          dispatcher: agent,
          method: "POST",
          headers: {
            "content-type": "application/json; charset=utf-8",
            "user-agent": "Clausewatch",
            ...headers,
          },
          body,
          signal: AbortSignal.timeout(timeoutMs),
        });
        const words = describeSafely(await readStart(answer.body), failed.secrets);
        const { statusCode } = answer;
        if (statusCode >= 200 && statusCode < 300) return `${statusCode} ${words}`.trimEnd();
        throw toStatusError(failed, { ...answer, words, now: clock.now() });
      } catch (error) {
        throw toConnectionError(error, failed);
      }
    },
    async probe(what, endpoint) {
      const { protocol, hostname, port } = new URL(endpoint.url);
      try {
        const socket = await new Promise<Socket>((resolve, reject) => {
          connect({ protocol, hostname, port }, (error, opened) => {
            if (error === null) resolve(opened);
            else reject(error);
          });
        });
        socket.destroy();
      } catch (error) {
        throw toConnectionError(error, { what, secrets: listSecrets(endpoint), timeoutMs });
      }
    },
    async [Symbol.asyncDispose]() {
      await agent.close();
    },
  };
}

function listSecrets({ url, secrets }: Endpoint): string[] {
  const keys = secrets.map((secret) => secret.replace(/^whsec_/, ""));
  return [...listAddressSecrets(url), ...secrets, ...keys];
}

/** The server's message was taken or refused by its status: an answer that breaks off after that changes nothing. */
async function readStart(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    // Leaving the loop ends the connection, and with it whatever would still have come.
    for await (const chunk of body) {
      chunks.push(chunk);
      length += chunk.byteLength;
      if (length >= maxAnswerBytes) break;
    }
  } catch {
    // What came of it is all there is to tell.
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, maxAnswerBytes));
}
