import type { OpenAPIHono, RouteConfig, RouteHandler } from "@hono/zod-openapi";
import type { RunningApi } from "./running-api.ts";
import type { Env } from "../context.ts";
import type { Access } from "../routes/route.ts";

/** One method of one address of the API: who may use it, what it takes and gives, and what it does. */
export interface Endpoint {
  readonly access: Access;
  /** What it costs to answer is no matter of milliseconds: each client may ask so often. */
  readonly isCostly: boolean;
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
  /** @default false */
  readonly isCostly?: boolean;
}

/** @param handle answers; its types are those of the description */
export function defineEndpoint<Route extends RouteConfig>(
  { access, isCostly = false }: EndpointOptions,
  route: Route,
  handle: (running: RunningApi) => RouteHandler<Route, Env>,
): Endpoint {
  return {
    access,
    isCostly,
    route,
    register: (app, running, before) => {
      app.openapi({ ...route, middleware: before }, handle(running));
    },
  };
}
