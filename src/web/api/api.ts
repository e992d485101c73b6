import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { etag } from "hono/etag";
import { HTTPException } from "hono/http-exception";
import { busyRetrySeconds, toBusyWords } from "../busy.ts";
import type { Env, Web } from "../context.ts";
import type { Handler, Route } from "../routes/route.ts";
import { createCaching } from "./caching.ts";
import { createDoor } from "./door.ts";
import type { Endpoint } from "./endpoint.ts";
import { endpoints } from "./endpoints.ts";
import { toFaults } from "./faults.ts";
import { createLimit } from "./limit.ts";
import { takesNoParameters } from "./no-parameters.ts";
import { describeApi } from "./open-api.ts";
import { answerProblem } from "./problem.ts";
import type { RunningApi } from "./running-api.ts";
import { createTextMatches } from "./text-matches.ts";
import { createMatrices } from "./topic-matrix.ts";

/** The same as the pages show, for programs. */
export interface Api {
  /** Answers whatever is asked at or below `apiPath`. */
  readonly answer: Handler;
  /** Every address that it answers to. */
  readonly routes: readonly Route[];
}

/** What is there stays there: another meaning gets another number. */
export const apiPath = "/api/v1";
export const openApiPath = `${apiPath}/openapi.json`;

const maxBodyBytes = 64 * 1024;

export function createApi(web: Web): Api {
  const running: RunningApi = {
    web,
    textMatches: createTextMatches(web.store),
    loadMatrix: createMatrices(web),
    toUrl: (address) => `${web.settings.baseUrl}${address}`,
  };
  const app = new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      return answerProblem(c, 400, { faults: toFaults(result.target, result.error.issues) });
    },
  }).basePath(apiPath);
  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: (c) => answerProblem(c, 413) }), etag());
  for (const endpoint of endpoints) {
    const { access, work, route } = endpoint;
    endpoint.register(app, running, [
      createCaching(web, access),
      createDoor(web, access, { isWriting: route.method !== "get" }),
      ...(route.request?.query ? [] : [takesNoParameters]),
      ...(work === null ? [] : [createLimit(web, work)]),
    ]);
  }
  const document = `${JSON.stringify(describeApi(endpoints, web.paths.to(apiPath)))}\n`;
  app.get("/openapi.json", createCaching(web, "anyone"), (c) =>
    c.body(document, 200, { "Content-Type": "application/json; charset=utf-8" }),
  );
  const answer: Handler = (c) => app.fetch(c.req.raw, c.env);
  const routes = toRoutes(endpoints, answer);
  for (const { path, get, post, put } of routes)
    app.all(path.slice(apiPath.length), (c) => {
      const methods = [get && "GET, HEAD", post && "POST", put && "PUT"];
      c.header("Allow", methods.filter(Boolean).join(", "));
      return answerProblem(c, 405);
    });
  app.notFound((c) => answerProblem(c, 404, { detail: "There is nothing at this address." }));
  app.onError((error, c) => {
    const status = error instanceof HTTPException ? error.status : 500;
    if (status === 400 || status === 415) return answerProblem(c, status);
    // The route and never the address, which holds what somebody looks for.
    web.log.error("the API met an error", { route: c.req.routePath, method: c.req.method, error });
    const busy = toBusyWords(error);
    if (busy === null) return answerProblem(c, 500);
    c.header("Retry-After", String(busyRetrySeconds));
    return answerProblem(c, 503, { detail: busy.join(" ") });
  });
  return { answer, routes };
}

/** One for each address, whatever it answers to. */
function toRoutes(all: readonly Endpoint[], answer: Handler): readonly Route[] {
  const byPath = Map.groupBy(all, ({ route }) => route.path);
  const routes = [...byPath].map(([path, own]): Route => {
    const [get, post, put] = (["get", "post", "put"] as const).map((method) =>
      own.find(({ route }) => route.method === method),
    );
    return {
      path: `${apiPath}${path.replaceAll(/\{(\w+)\}/g, ":$1")}`,
      access: (get ?? post ?? put)?.access ?? "admin",
      ...(get && { get: answer }),
      ...(post && { post: answer, postAccess: post.access }),
      ...(put && { put: answer, putAccess: put.access }),
    };
  });
  return [{ path: openApiPath, access: "anyone", get: answer }, ...routes];
}
