import type { Context } from "hono";
import type { SignIn } from "../app/accounts/context.ts";
import type { SelfServiceContext } from "../app/self-service/context.ts";
import type { ChangeOutlines } from "../app/change-outlines.ts";
import type { Comparisons } from "../app/load-comparison.ts";
import type { PastList } from "../app/past-list.ts";
import type { TopicHistories } from "../app/topic-histories.ts";
import type { Bucket } from "../core/token-bucket.ts";
import type { FormFields } from "../core/self-service/form.ts";
import type { OperationsContext } from "../app/operations/context.ts";
import type { Viewer } from "../model/account.ts";
import type { Digest } from "../model/digest.ts";
import type { OwnTopicId } from "../model/topic.ts";
import type { Html } from "../render/html.ts";
import { toHtmlText } from "../render/html.ts";
import type { PagePrinter } from "../ports/page-printer.ts";
import type { WebStore } from "../ports/web-store.ts";
import type { ClientInfo } from "./client.ts";
import type { Costly } from "./costly.ts";
import type { Framing } from "./framing.ts";
import type { Offers } from "./offers.ts";
import type { Paths } from "./paths.ts";
import type { Visitors } from "./visitors.ts";

/** What every route works with. */
export interface Web extends SelfServiceContext {
  readonly store: WebStore;
  readonly paths: Paths;
  readonly offers: Offers;
  readonly comparisons: Comparisons;
  readonly outlines: ChangeOutlines;
  readonly topics: TopicHistories;
  readonly past: PastList;
  readonly visitors: Visitors;
  readonly costly: Costly;
  /** Null where nothing can print. */
  readonly printer: PagePrinter | null;
  readonly trustsProxy: boolean;
  readonly isExplaining: boolean;
  /** Who sends a request: by its session or its key; null where it has none that holds. */
  readonly findViewer: (c: Request) => Promise<Viewer | null>;
  /** Whether history is shown to whoever asks; false: to those who have signed in. */
  readonly isReadByAll: boolean;
  /** Null: there are no pages for operators. */
  readonly operations: OperationsContext | null;
}

export interface WebOptions extends SelfServiceContext {
  readonly store: WebStore;
  /** Requests for mails from one client. @default 10 within an hour */
  readonly perClient?: { readonly count: number; readonly withinMs: number };
  /** How much that is costly one client may ask for; null: whatever it likes. @default usualBucket */
  readonly bucket?: Bucket | null;
  /** Whether a proxy of the operator's stands in front, whose `X-Forwarded-For` is true. @default false */
  readonly trustsProxy?: boolean;
  /** Topics that the operator added. @default [] */
  readonly ownTopics?: readonly OwnTopicId[];
  /** @default as `createComparisons` has them, without topics of a team's own */
  readonly comparisons?: Comparisons;
  /** Whether what a language model said of a change is shown. @default false */
  readonly isExplaining?: boolean;
  /** @default nothing can print */
  readonly printer?: PagePrinter | null;
  /** Absent: nobody can sign in, and there is no page for it. */
  readonly signIn?: SignIn;
  /** @default by session or key, where `signIn` is given; else nobody */
  readonly findViewer?: Web["findViewer"];
  /** @default true */
  readonly isReadByAll?: boolean;
  /** @default there are no pages for operators */
  readonly operations?: OperationsContext | null;
  /** Gives the public page of a change, for feeds. @default () => null */
  readonly permalinkOf?: (changeId: Digest) => string | null;
}

/** What a request brings beside itself. */
export interface Env {
  readonly Bindings: ClientInfo;
  readonly Variables: {
    /** Who has signed in; null for anybody else. Set before any handler runs. */
    viewer: Viewer | null;
    /** @default none */
    framing?: Framing;
    /** The body, once somebody has read it. */
    form?: Promise<SentForm | null>;
  };
}

/** A form as it came. */
export interface SentForm {
  readonly fields: FormFields;
  /** Null where there is none. */
  readonly token: string | null;
}

export type Request = Context<Env>;

/** A page that no cache keeps: it holds a token, or answers a form. */
export function answer(c: Request, page: Html, status: Status = 200): Response {
  c.header("Cache-Control", "no-store");
  return c.html(toHtmlText(page), status);
}

type Status = 200 | 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 429 | 500 | 503;

/** The token of a page's address. */
export function tokenOf(c: Request): string {
  return c.req.param("token") ?? "";
}
