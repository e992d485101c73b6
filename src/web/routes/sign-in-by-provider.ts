import { z } from "zod";
import type { SignIn } from "../../app/accounts/context.ts";
import { recogniseIdentity } from "../../app/accounts/sign-in-by-provider.ts";
import type { IdentityErrorKind } from "../../model/errors.ts";
import { IdentityError } from "../../model/errors.ts";
import { addresses } from "../addresses.ts";
import type { Request } from "../context.ts";
import { answer } from "../context.ts";
import { createCookie } from "../cookies.ts";
import { toOwnPath } from "../own-path.ts";
import type { SignInWeb } from "../sign-in-context.ts";
import { letIn } from "../sign-in-context.ts";
import { renderNotice } from "../views/layout.ts";
import type { Route } from "./route.ts";
import { refuseAttempt } from "./sign-in.ts";

/** Somebody looks for their telephone meanwhile. */
const pendingSeconds = 900;

const pendingSchema = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string().nullable(),
});
type Pending = z.infer<typeof pendingSchema>;

type Provider = NonNullable<SignIn["provider"]>;

/** Signing in through a provider: there, and back with its answer. None where none is set up. */
export function providerRoutes(web: SignInWeb): readonly Route[] {
  const { provider, settings } = web;
  if (provider === null) return [];
  const cookie = createCookie(settings.baseUrl, "clausewatch-sign-in");
  const redirectUri = `${settings.baseUrl}${addresses.providerAnswer()}`;
  return [
    {
      path: addresses.signInByProvider(),
      access: "anyone",
      get: async (c) => {
        const to = toOwnPath(c.req.query("to"));
        try {
          const { address, pending } = await provider.identity.begin(redirectUri);
          cookie.write(c, toText({ ...pending, to }), pendingSeconds);
          c.header("Cache-Control", "no-store");
          return c.redirect(address, 303);
        } catch (error) {
          return tell(web, c, error);
        }
      },
    },
    {
      path: addresses.providerAnswer(),
      access: "anyone",
      get: async (c) => {
        const pending = fromText(cookie.read(c));
        cookie.clear(c);
        if (pending === null) return tellLost(web, c);
        const refused = refuseAttempt(web, c, null);
        if (refused) return refused;
        const callback = `${redirectUri}${new URL(c.req.url).search}`;
        return take(web, c, { provider, pending, callback });
      },
    },
  ];
}

async function take(
  web: SignInWeb,
  c: Request,
  {
    provider: { identity, rules },
    pending: { to, ...pending },
    callback,
  }: { readonly provider: Provider; readonly pending: Pending; readonly callback: string },
): Promise<Response> {
  try {
    const known = await identity.finish(callback, pending);
    const account = await recogniseIdentity(web.accounts, known, rules);
    if (account === null) return tellNoRole(web, c, identity.name);
    return await letIn(web, c, { account, by: identity.name, to });
  } catch (error) {
    return tell(web, c, error);
  }
}

const faultWords: Readonly<Record<IdentityErrorKind, readonly [status: 400 | 503, text: string]>> =
  {
    unreachable: [503, "does not answer at the moment. Try again in some minutes."],
    refused: [400, "has not let you in. Try again, or ask whoever runs this page."],
    invalid: [400, "gave an answer that does not belong to this sign-in. Begin it anew."],
  };

function tell(web: SignInWeb, c: Request, error: unknown): Response {
  if (!(error instanceof IdentityError)) throw error;
  web.log.warn("nobody was let in by the identity provider", { kind: error.kind, error });
  const [status, text] = faultWords[error.kind];
  const page = renderNotice(web.paths, {
    title: "You have not been signed in",
    words: [`${web.provider?.identity.name ?? "The provider"} ${text}`],
    ways: [{ label: "Back to the sign-in", href: web.paths.to(addresses.signIn()) }],
  });
  return answer(c, page, status);
}

function tellLost(web: SignInWeb, c: Request): Response {
  const page = renderNotice(web.paths, {
    title: "Begin again",
    words: ["This sign-in took too long, or began in another browser. Nothing has happened."],
    ways: [{ label: "Sign in", href: web.paths.to(addresses.signIn()) }],
  });
  return answer(c, page, 400);
}

function tellNoRole(web: SignInWeb, c: Request, name: string): Response {
  const page = renderNotice(web.paths, {
    title: "Not for this account",
    words: [
      `${name} knows you, but has given you nothing to do here. Ask whoever runs this page to add you to a group that may use it.`,
    ],
    ways: [{ label: "Back to the sign-in", href: web.paths.to(addresses.signIn()) }],
  });
  return answer(c, page, 403);
}

/** Only its own browser reads it again: what it holds is of use to nobody else, and to that one for this sign-in alone. */
function toText(pending: Pending): string {
  return encodeURIComponent(JSON.stringify(pending));
}

function fromText(text: string | null): Pending | null {
  if (text === null) return null;
  try {
    return pendingSchema.safeParse(JSON.parse(decodeURIComponent(text))).data ?? null;
  } catch {
    // Not as we wrote it.
    return null;
  }
}
