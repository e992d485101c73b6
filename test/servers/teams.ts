import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer as readBytes } from "node:stream/consumers";
import type { FaultPlan } from "./faults.ts";
import { pickFault } from "./faults.ts";
import type { HttpFault } from "./http-faults.ts";
import { answerTaken, failBefore } from "./http-faults.ts";
import { listen } from "./listening.ts";

export interface PostedCard {
  /** Of the workflow, query and all. */
  readonly path: string;
  readonly card: Readonly<Record<string, unknown>>;
  /** Of the whole request body. */
  readonly bytes: number;
}

export interface TeamsServer extends AsyncDisposable {
  readonly origin: string;
  /** In the order they came. */
  readonly cards: readonly PostedCard[];
  /** Requests that came, whatever was answered. */
  readonly requests: number;
  /** For every request from now on, by path. */
  setFault(plan: FaultPlan<HttpFault>): void;
}

const maxBytes = 28 * 1024;

/**
 * A workflow's webhook: 202 without a body for an envelope of adaptive cards, 400 for any other, 413 beyond 28 KB.
 * (A real workflow answers 202 to the last as well, and fails afterwards; a test is to see it.)
 */
export async function startTeamsServer(
  settings: { readonly tls?: { readonly key: string; readonly cert: string } } = {},
): Promise<TeamsServer> {
  const cards: PostedCard[] = [];
  let plan: FaultPlan<HttpFault> = null;
  let requests = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests += 1;
    const path = request.url ?? "";
    const bytes = await readBytes(request);
    const fault = pickFault(plan, path);
    if (failBefore(fault, request, response)) return;
    if (bytes.byteLength > maxBytes) {
      response.writeHead(413).end(`${bytes.byteLength} bytes`);
      return;
    }
    const isJson = request.headers["content-type"]?.startsWith("application/json") === true;
    const card = isJson ? readCard(bytes.toString()) : undefined;
    if (request.method !== "POST" || card === undefined) {
      response.writeHead(400).end("TriggerInputSchemaMismatch");
      return;
    }
    cards.push({ path, card, bytes: bytes.byteLength });
    answerTaken(fault, response, { status: 202, words: "" });
  }

  const { origin, [Symbol.asyncDispose]: dispose } = await listen(handle, settings.tls);
  return {
    origin,
    cards,
    get requests() {
      return requests;
    },
    setFault(next) {
      plan = next;
    },
    [Symbol.asyncDispose]: dispose,
  };
}

/** The one card of a message's envelope; undefined for anything else. */
function readCard(text: string): Record<string, unknown> | undefined {
  const { type, attachments } = JSON.parse(text) as { type?: unknown; attachments?: unknown };
  if (type !== "message" || !Array.isArray(attachments) || attachments.length !== 1) {
    return undefined;
  }
  const [{ contentType, content }] = attachments as [{ contentType: unknown; content: unknown }];
  if (contentType !== "application/vnd.microsoft.card.adaptive") return undefined;
  if (typeof content !== "object" || content === null) return undefined;
  const card = content as Record<string, unknown>;
  return card["type"] === "AdaptiveCard" && Array.isArray(card["body"]) ? card : undefined;
}
