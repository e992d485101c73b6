import type { OpenAPIHono, RouteConfig, RouteHandler } from "@hono/zod-openapi";
import type { RunningApi } from "./running-api.ts";
import type { Env } from "../context.ts";
import type { CostlyWork } from "../costly.ts";
import type { Access } from "../routes/route.ts";

/** One method of one address of the API: who may use it, what it takes and gives, and what it does. */
export interface Endpoint {
  readonly access: Access;
  /** Where it costs more than milliseconds: each client may ask for so much of it. Null: it does not. */
  readonly work: CostlyWork | null;
  readonly route: RouteConfig;
  /** Has an app answer to it; `before` runs first, before anything of the request is read. */
  readonly register: (
    app: OpenAPIHono<Env>,
    running: RunningApi,
    before: NonNullable<RouteConfig["middleware"]>,
  ) => void;
}

export interface EndpointOptions {
  readonly access: Access;
  /** @default null */
  readonly work?: CostlyWork | null;
}

/** @param handle answers; its types are those of the description */
export function defineEndpoint<Route extends RouteConfig>(
  { access, work = null }: EndpointOptions,
  route: Route,
  handle: (running: RunningApi) => RouteHandler<Route, Env>,
): Endpoint {
  return {
    access,
    work,
    route,
    register: (app, running, before) => {
      app.openapi({ ...route, middleware: before }, handle(running));
    },
  };
}
