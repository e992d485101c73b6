import type { IncomingMessage, ServerResponse } from "node:http";

/** How an HTTP endpoint can fail, before or after it took the message. */
export type HttpFault =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly retryAfter?: string;
      /** Of the answer. @default "as told" */
      readonly words?: string;
    }
  | { readonly kind: "redirect"; readonly status: number; readonly to: string }
  /** No answer ever comes. */
  | { readonly kind: "silence" }
  /** The connection is reset. */
  | { readonly kind: "hang-up" }
  /** The message is taken, and the connection reset before the answer. */
  | { readonly kind: "hang-up-after" }
  /** The message is taken, and the answer's body stops in the middle. */
  | { readonly kind: "slow-body" }
  /** The message is taken, and the answer's body does not end. */
  | { readonly kind: "endless-body" };

/** Fails as told where the message is not taken; gives whether it did. */
export function failBefore(
  fault: HttpFault | null,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  switch (fault?.kind) {
    case "status": {
      const { status, retryAfter, words = "as told" } = fault;
      const headers = retryAfter === undefined ? {} : { "retry-after": retryAfter };
      response.writeHead(status, headers).end(words);
      return true;
    }
    case "redirect":
      response.writeHead(fault.status, { location: fault.to }).end();
      return true;
    case "silence":
      return true;
    case "hang-up":
      request.socket.resetAndDestroy();
      return true;
    default:
      return false;
  }
}

/** Answers for a message that was taken, wrongly as told. */
export function answerTaken(
  fault: HttpFault | null,
  response: ServerResponse,
  { status, words }: { readonly status: number; readonly words: string },
): void {
  switch (fault?.kind) {
    case "hang-up-after":
      response.socket?.resetAndDestroy();
      return;
    case "slow-body":
      response.writeHead(status).write(words);
      return;
    case "endless-body": {
      response.writeHead(status);
      const pour = () => {
        while (!response.destroyed && response.write(words.repeat(1000)));
      };
      response.on("drain", pour);
      pour();
      return;
    }
    default:
      response.writeHead(status).end(words);
  }
}
