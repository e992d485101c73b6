import type { Role } from "../../model/account.ts";
import type { Request } from "../context.ts";

export type Handler = (c: Request) => Response | Promise<Response>;

/**
 * Who gets an answer: `anyone`, also where the operator lets only those read who have signed in; `readers`, who are
 * everybody unless the operator says otherwise; or those who have signed in with at least that role.
 */
export type Access = "anyone" | "readers" | Role;

/** Tells a program that it may not: 401 where it has not said who it is, 403 where that is not enough. */
export type Refusal = (c: Request, status: 401 | 403) => Response;

/** One address, and what it answers to; any other method is refused. */
export interface Route {
  readonly path: string;
  /** Of `get`; and of `post`, where that has none of its own. */
  readonly access: Access;
  readonly get?: Handler;
  readonly post?: Handler;
  readonly postAccess?: Access;
  /** To whoever may not pass. @default a page, for people */
  readonly refusal?: Refusal;
  /** Of the API alone: no form sends it. */
  readonly put?: Handler;
  readonly putAccess?: Access;
}
