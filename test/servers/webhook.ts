import type { IncomingMessage, ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import type { FaultPlan } from "./faults.ts";
import { pickFault } from "./faults.ts";
import type { HttpFault } from "./http-faults.ts";
import { answerTaken, failBefore } from "./http-faults.ts";
import { listen } from "./listening.ts";

/** A message whose signature held. */
export interface TakenWebhook {
  /** Of the endpoint: `/legal?token=…` */
  readonly path: string;
  readonly id: string;
  /** Seconds since 1970, as signed. */
  readonly timestamp: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface WebhookServer extends AsyncDisposable {
  /** `http://127.0.0.1:…`; every path is an endpoint. */
  readonly origin: string;
  /** Each once, in the order they came. */
  readonly taken: readonly TakenWebhook[];
  /** Ids that came again: answered as taken, since the sender may have lost the answer, and not taken twice. */
  readonly repeated: readonly string[];
  /** Why messages were refused, in the library's words. */
  readonly refused: readonly string[];
  /** Requests that came, whatever was answered. */
  readonly requests: number;
  /** For every request from now on, by path. */
  setFault(plan: FaultPlan<HttpFault>): void;
  /** What the receiver knows from now on: the old secret or the new. */
  setSecret(secret: string): void;
}

export interface WebhookServerSettings {
  readonly secret: string;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Milliseconds since 1970, for a run by another clock than the machine's. @default the library's own clock */
  readonly now?: () => number;
}

/** The library's tolerance. @see standard-webhooks/standard-webhooks libraries/javascript/src/index.ts */
const toleranceSeconds = 5 * 60;

/** A receiver that verifies each message with the published library, and takes each id once. */
export async function startWebhookServer(settings: WebhookServerSettings): Promise<WebhookServer> {
  const taken: TakenWebhook[] = [];
  const repeated: string[] = [];
  const refused: string[] = [];
  const known = new Set<string>();
  let webhook = new Webhook(settings.secret);
  let plan: FaultPlan<HttpFault> = null;
  let requests = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests += 1;
    const path = request.url ?? "";
    const body = await readText(request);
    const fault = pickFault(plan, path);
    if (failBefore(fault, request, response)) return;
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const problem = findProblem(webhook, { headers, body, now: settings.now });
    if (request.method !== "POST" || problem !== undefined) {
      refused.push(problem ?? "not posted");
      response.writeHead(401).end(problem);
      return;
    }
    const id = headers["webhook-id"] ?? "";
    if (known.has(id)) {
      repeated.push(id);
      response.writeHead(200).end("taken before");
      return;
    }
    known.add(id);
    taken.push({ path, id, timestamp: Number(headers["webhook-timestamp"]), body, headers });
    answerTaken(fault, response, { status: 200, words: "taken" });
  }

  const { origin, [Symbol.asyncDispose]: dispose } = await listen(handle, settings.tls);
  return {
    origin,
    taken,
    repeated,
    refused,
    get requests() {
      return requests;
    },
    setFault(next) {
      plan = next;
    },
    setSecret(secret) {
      webhook = new Webhook(secret);
    },
    [Symbol.asyncDispose]: dispose,
  };
}

interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly now: (() => number) | undefined;
}

function findProblem(webhook: Webhook, { headers, body, now }: Received): string | undefined {
  try {
    if (now === undefined) webhook.verify(body, headers);
    else verifyAt(webhook, { headers, body, now });
    return undefined;
  } catch (error) {
    if (error instanceof WebhookVerificationError || error instanceof SyntaxError) {
      return error.message;
    }
    throw error;
  }
}

/** As the library verifies, which knows no clock but the machine's. */
function verifyAt(webhook: Webhook, received: Received & { now: () => number }): void {
  const { headers, body, now } = received;
  const seconds = Number(headers["webhook-timestamp"]);
  if (!(Math.abs(now() / 1000 - seconds) <= toleranceSeconds)) {
    throw new WebhookVerificationError("Message timestamp too old or too new");
  }
  const expected = webhook.sign(headers["webhook-id"] ?? "", new Date(seconds * 1000), body);
  if (!(headers["webhook-signature"] ?? "").split(" ").includes(expected)) {
    throw new WebhookVerificationError("No matching signature found");
  }
  JSON.parse(body);
}
