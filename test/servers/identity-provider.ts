import type { IncomingMessage, ServerResponse } from "node:http";
import { listen } from "./listening.ts";

/** What it says of somebody beside their name there. */
export type Person = Readonly<Record<string, unknown>>;

/** A provider of identities as companies have one: OpenID Connect, with a form that asks for a name alone. */
export interface IdentityServer extends AsyncDisposable {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in by which name, and what is said of them; may be changed as a test goes. */
  readonly people: Map<string, Person>;
  /** Lets a page ask who somebody is; until then nothing is answered. */
  serve(redirectUri: string): Promise<void>;
}

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

/** The part of the library that is used here: it comes without types. */
interface Provider {
  callback(): Handle;
  interactionFinished(
    request: IncomingMessage,
    response: ServerResponse,
    result: unknown,
  ): Promise<void>;
}
interface Grant {
  addOIDCScope(scope: string): void;
  save(): Promise<string>;
}
interface GrantContext {
  readonly oidc: {
    readonly client: { readonly clientId: string };
    readonly session: { readonly accountId: string };
    readonly provider: {
      readonly Grant: new (of: { readonly clientId: string; readonly accountId: string }) => Grant;
    };
  };
}

const clientId = "clausewatch";
const clientSecret = "a secret with: signs & more";
const scope = "openid email groups";

export async function startIdentityServer(): Promise<IdentityServer> {
  const people = new Map<string, Person>();
  let handle: Handle = (_request, response) => response.writeHead(503).end();
  const server = await listen(async (request, response) => {
    await handle(request, response);
  });
  return {
    issuer: server.origin,
    clientId,
    clientSecret,
    people,
    async serve(redirectUri) {
      handle = await createHandle(server.origin, redirectUri, people);
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function createHandle(
  issuer: string,
  redirectUri: string,
  people: ReadonlyMap<string, Person>,
): Promise<Handle> {
  const library: string = "oidc-provider";
  const module = (await import(library)) as {
    default: new (issuer: string, options: unknown) => Provider;
  };
  const provider = new module.default(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ["authorization_code"],
        response_types: ["code"],
        token_endpoint_auth_method: "client_secret_basic",
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], groups: ["groups"] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ["of this test"] },
    pkce: { required: () => true },
    findAccount: (_context: unknown, accountId: string) => ({
      accountId,
      claims: async () => ({ sub: accountId, ...people.get(accountId) }),
    }),
    async loadExistingGrant({ oidc }: GrantContext) {
      const { Grant } = oidc.provider;
      const { clientId: asking } = oidc.client;
      const grant = new Grant({ clientId: asking, accountId: oidc.session.accountId });
      grant.addOIDCScope(scope);
      await grant.save();
      return grant;
    },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
  });
  const answer = provider.callback();
  return async (request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    if (!url.pathname.startsWith("/interaction/")) return answer(request, response);
    if (request.method === "GET") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      return response.end(
        `<!doctype html><html lang="en"><title>Who are you?</title><form method="post"><label>Who are you? <input name="login"></label><button>Go on</button></form>`,
      );
    }
    const login = new URLSearchParams(await readText(request)).get("login") ?? "";
    const result = people.has(login)
      ? { login: { accountId: login } }
      : { error: "access_denied", error_description: "nobody of that name" };
    return provider.interactionFinished(request, response, result);
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

/**
 * Goes through the provider's pages as a browser without a mind of its own does; gives the address that it is sent back
 * to.
 */
export async function passThrough(address: string, login: string): Promise<string> {
  const { origin } = new URL(address);
  const cookies = new Map<string, string>();
  const send = async (to: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(to, { ...init, redirect: "manual", headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split(/=(.*)/s);
      cookies.set(name, value);
    }
    return response;
  };
  let to = address;
  for (let step = 0; step < 8; step += 1) {
    const { pathname } = new URL(to);
    const body = new URLSearchParams({ login });
    const isForm = pathname.startsWith("/interaction/");
    const response = await send(to, isForm ? { method: "POST", body } : {});
    const location = response.headers.get("location");
    if (location === null) throw new Error(`stuck at ${to}: ${await response.text()}`);
    to = new URL(location, to).href;
    if (new URL(to).origin !== origin) return to;
  }
  throw new Error(`never came back from ${origin}`);
}
