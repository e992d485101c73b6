import type { Request } from "../context.ts";

export type Handler = (c: Request) => Response | Promise<Response>;

/** One address, and what it answers to; any other method is refused. */
export interface Route {
  readonly path: string;
  readonly get?: Handler;
  readonly post?: Handler;
}
