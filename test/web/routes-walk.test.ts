import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginSession, openSession } from "../../src/app/accounts/sessions.ts";
import { createSecrets } from "../../src/adapters/system/secrets.ts";
import type { Role } from "../../src/model/account.ts";
import { roles } from "../../src/model/account.ts";
import type { Access, Route } from "../../src/web/routes/route.ts";
import { recordInventedHistory } from "../invented-history.ts";
import { inventedDocuments } from "../invented-texts.ts";
import { addAccount, addKey } from "./people.ts";
import type { Scene } from "./scene.ts";
import { baseUrl, createScene } from "./scene.ts";

// Every address that the page answers to, asked for as whoever might ask.

const quarterHourMs = 900_000;

/** Who asks: nobody, somebody in a browser, or a program. */
const askers = [null, ...roles, ...roles.map((role) => `key of ${role}` as const)] as const;
type Asker = (typeof askers)[number];

interface Asked {
  readonly route: Route;
  readonly method: "GET" | "POST" | "PUT";
  readonly asker: Asker;
  readonly hasToken: boolean;
  /** `in`: answered by the page itself, well or not. */
  readonly outcome: "in" | "sign in" | "refused";
  readonly response: Response;
  readonly text: string;
}

let scene: Scene;
const keys = new Map<Role, string>();

beforeAll(async () => {
  scene = await createScene({ isReadByAll: false, bucket: null });
  await recordInventedHistory(scene.store);
  for (const role of roles) {
    await addAccount(scene, role, role);
    keys.set(role, await addKey(scene, role, role));
  }
});

afterAll(() => scene?.[Symbol.asyncDispose]());

/** Fills an address in with what is there, where that is known, so that an open door would show something. */
async function createFill(): Promise<(path: string) => string> {
  const [change] = await scene.store.listChanges({ limit: 1 });
  const { beforeId = "", afterId = "", id = "", termsId = "none/none" } = change ?? {};
  const [service = "", type = ""] = termsId.split("/");
  const known: Readonly<Record<string, string>> = {
    service,
    type,
    before: beforeId,
    after: afterId,
    topic: "competing-development",
    day: "2026-01-01",
  };
  return (path) =>
    path.replaceAll(/:(\w+)(?:\{[^}]*\})?/g, (_whole, name: string) => {
      if (name !== "id") return known[name] ?? "unknown";
      if (path.includes("/versions/")) return afterId;
      return path.includes("/changes/") ? id : "unknown";
    });
}

async function ask(
  fill: (path: string) => string,
  asking: Pick<Asked, "route" | "method" | "asker" | "hasToken">,
): Promise<Asked> {
  const { route, method, asker, hasToken } = asking;
  // Whoever tries the doors of a house for hours is held back: this is another day for each.
  scene.clock.advance(quarterHourMs);
  const headers = new Headers();
  let formToken = "";
  const key = asker === null ? undefined : keys.get(asker.replace("key of ", "") as Role);
  if (asker?.startsWith("key of ")) headers.set("authorization", `Bearer ${key}`);
  else if (asker !== null) {
    const context = { store: scene.store, clock: scene.clock, secrets: createSecrets() };
    const begun = await beginSession(
      context,
      { name: asker, origin: "password" },
      { browser: "Firefox", detail: "" },
    );
    headers.set("cookie", `__Host-clausewatch=${begun.token}`);
    formToken = (await openSession(context, begun.token))?.viewer.formToken ?? "";
  }
  const body =
    method === "GET" ? null : new URLSearchParams({ x: "y", ...(hasToken && { formToken }) });
  const request = new Request(`${baseUrl}${fill(route.path)}`, { method, headers, body });
  const response = await scene.app.fetch(request, { remoteAddress: "192.0.2.1" });
  const text = await response.text();
  return { ...asking, response, text, outcome: toOutcome(response) };
}

function toOutcome({ status, headers }: Response): Asked["outcome"] {
  if (status === 401 || headers.get("location")?.startsWith("/sign-in?to=")) return "sign in";
  return status === 403 ? "refused" : "in";
}

/** Everything, asked once. */
async function walk(): Promise<readonly Asked[]> {
  const fill = await createFill();
  const all: Asked[] = [];
  for (const route of scene.app.routes) {
    for (const asker of askers) {
      if (route.get) all.push(await ask(fill, { route, method: "GET", asker, hasToken: false }));
      for (const [method, handler] of [
        ["POST", route.post],
        ["PUT", route.put],
      ] as const) {
        if (handler === undefined) continue;
        for (const hasToken of [true, false])
          all.push(await ask(fill, { route, method, asker, hasToken }));
      }
    }
  }
  return all;
}

let walked: Promise<readonly Asked[]> | null = null;
const walkOnce = (): Promise<readonly Asked[]> => (walked ??= walk());

function accessOf({ route, method }: Asked): Access {
  if (method === "POST") return route.postAccess ?? route.access;
  return method === "PUT" ? (route.putAccess ?? route.access) : route.access;
}

/** What must come of it, where history is for those who have signed in. */
function expectOutcome(asked: Asked): Asked["outcome"] {
  const access = accessOf(asked);
  if (access === "anyone") return "in";
  const isOfApi = asked.route.path.startsWith("/api/");
  const isKey = asked.asker?.startsWith("key of ") ?? false;
  // The API changes nothing for a browser, which sends its cookie by itself.
  const isNobody = asked.asker === null || (isOfApi && asked.method !== "GET" && !isKey);
  if (isNobody) return "sign in";
  const role = (asked.asker ?? "").replace("key of ", "") as Role;
  const needed = access === "readers" ? "reader" : access;
  if (roles.indexOf(role) < roles.indexOf(needed)) return "refused";
  const isFormOfRole = asked.method === "POST" && access !== "readers" && !isKey;
  return isFormOfRole && !asked.hasToken ? "refused" : "in";
}

const describeAsked = ({ method, route, asker, hasToken }: Asked): string =>
  `${method} ${route.path} as ${asker ?? "nobody"}${hasToken ? " with a token" : ""}`;

const walkMs = 120_000;

describe("every route", () => {
  it("lets exactly those in whom it is for", { timeout: walkMs }, async () => {
    const all = await walkOnce();
    const wrong = all
      .filter((asked) => asked.outcome !== expectOutcome(asked))
      .map((asked) => `${describeAsked(asked)}: ${asked.outcome} (${asked.response.status})`);
    expect(wrong).toEqual([]);
    expect(all.length).toBeGreaterThan(300);
  });

  it(
    "works for somebody, and fails for nobody by a fault of ours",
    { timeout: walkMs },
    async () => {
      const all = await walkOnce();
      const broken = all.filter(({ response }) => response.status === 500).map(describeAsked);
      expect(broken).toEqual([]);
    },
  );

  it("sends strict headers with each answer", { timeout: walkMs }, async () => {
    const wrong = (await walkOnce()).filter(({ response: { headers } }) => {
      const policy = headers.get("content-security-policy") ?? "";
      return !(
        policy.includes("default-src 'none'") &&
        policy.includes("frame-ancestors 'none'") &&
        !policy.includes("unsafe") &&
        !/(?:^|; )(?:script|style)-src(?! 'self'(?:;|$)| 'none'(?:;|$))/.test(policy) &&
        headers.get("x-content-type-options") === "nosniff" &&
        headers.get("referrer-policy") === "no-referrer" &&
        headers.get("x-frame-options") === "DENY" &&
        headers.get("access-control-allow-origin") === null
      );
    });
    expect(wrong.map(describeAsked)).toEqual([]);
  });

  it("sets no cookie that a script or another site could use", { timeout: walkMs }, async () => {
    const lines = (await walkOnce()).flatMap(({ response }) => response.headers.getSetCookie());
    expect(lines.filter((line) => !line.endsWith("; HttpOnly; Secure; SameSite=Lax"))).toEqual([]);
    expect(lines.length).toBeGreaterThan(0);
  });

  it(
    "shows nobody anything of history that is for those who have signed in",
    { timeout: walkMs },
    async () => {
      const names = [...new Set(inventedDocuments.map(({ serviceName }) => serviceName))];
      const told = (await walkOnce()).filter(
        ({ text, asker }) => asker === null && names.some((name) => text.includes(name)),
      );
      expect(told.map(describeAsked)).toEqual([]);
      const readers = (await walkOnce()).filter(
        ({ text, asker }) => asker === "reader" && names.some((name) => text.includes(name)),
      );
      expect(readers.length).toBeGreaterThan(10);
    },
  );

  it("lets no shared cache keep what only some may see", { timeout: walkMs }, async () => {
    const kept = (await walkOnce()).filter(
      (asked) =>
        accessOf(asked) !== "anyone" &&
        /\bpublic\b/.test(asked.response.headers.get("cache-control") ?? ""),
    );
    expect(kept.map(describeAsked)).toEqual([]);
  });

  it("is for those who have signed in, but for these", () => {
    const open = scene.app.routes
      .filter((route) => route.access === "anyone" || route.postAccess === "anyone")
      .map(({ path }) => path.replace(/^\/assets\/[0-9a-f]{12}\./, "/assets/*."));
    // Whoever adds one here has asked themselves what of history, and of others, it tells.
    expect(open).toEqual([
      "/assets/*.css",
      "/assets/*.js",
      "/assets/icon.svg",
      "/api",
      "/manage",
      "/confirm/:token",
      "/unsubscribe/:token",
      "/manage/:token",
      "/manage/:token/subscriptions",
      "/manage/:token/subscriptions/:id",
      "/manage/:token/subscriptions/:id/pause",
      "/manage/:token/subscriptions/:id/resume",
      "/manage/:token/subscriptions/:id/end",
      "/manage/:token/settings",
      "/manage/:token/forget",
      "/sign-in",
      "/api/v1/openapi.json",
    ]);
  });
});
