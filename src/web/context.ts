import type { Context } from "hono";
import type { SelfServiceContext } from "../app/self-service/context.ts";
import type { Digest } from "../model/digest.ts";
import type { OwnTopicId } from "../model/topic.ts";
import type { Html } from "../render/html.ts";
import { toHtmlText } from "../render/html.ts";
import type { ClientInfo } from "./client.ts";
import type { Offers } from "./offers.ts";
import type { Paths } from "./paths.ts";
import type { Visitors } from "./visitors.ts";

/** What every route works with. */
export interface Web extends SelfServiceContext {
  readonly paths: Paths;
  readonly offers: Offers;
  readonly visitors: Visitors;
  readonly trustsProxy: boolean;
  readonly isExplaining: boolean;
}

export interface WebOptions extends SelfServiceContext {
  /** Requests for mails from one client. @default 10 within an hour */
  readonly perClient?: { readonly count: number; readonly withinMs: number };
  /** Whether a proxy of the operator's stands in front, whose `X-Forwarded-For` is true. @default false */
  readonly trustsProxy?: boolean;
  /** Topics that the operator added. @default [] */
  readonly ownTopics?: readonly OwnTopicId[];
  /** Whether what a language model said of a change is shown. @default false */
  readonly isExplaining?: boolean;
  /** Gives the public page of a change, for feeds. @default () => null */
  readonly permalinkOf?: (changeId: Digest) => string | null;
}

/** What a request brings beside itself. */
export interface Env {
  readonly Bindings: ClientInfo;
}

export type Request = Context<Env>;

/** A page that no cache keeps: it holds a token, or answers a form. */
export function answer(c: Request, page: Html, status: Status = 200): Response {
  c.header("Cache-Control", "no-store");
  return c.html(toHtmlText(page), status);
}

type Status = 200 | 400 | 403 | 404 | 405 | 410 | 413 | 415 | 429 | 500 | 503;

/** The token of a page's address. */
export function tokenOf(c: Request): string {
  return c.req.param("token") ?? "";
}
