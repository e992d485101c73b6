import { endSession } from "../../app/accounts/sessions.ts";
import { createRecognition } from "../../app/accounts/sign-in.ts";
import { maxPasswordLength } from "../../core/accounts/names.ts";
import type { FormFields } from "../../core/self-service/form.ts";
import { assertNever } from "../../model/errors.ts";
import { toMs } from "../../model/instant.ts";
import type { Html } from "../../render/html.ts";
import { addresses } from "../addresses.ts";
import { toClientKey } from "../client.ts";
import type { Request } from "../context.ts";
import { answer } from "../context.ts";
import { isForeign, readForm } from "../forms.ts";
import { toOwnPath } from "../own-path.ts";
import type { SignInWeb } from "../sign-in-context.ts";
import { letIn } from "../sign-in-context.ts";
import { renderNotice } from "../views/layout.ts";
import type { SignInView } from "../views/sign-in-page.ts";
import { renderSignInPage } from "../views/sign-in-page.ts";
import { refuseBody } from "./asking.ts";
import type { Route } from "./route.ts";

const maxNameLength = 320;

/** Signing in with a password, and out again. */
export function signInRoutes(web: SignInWeb): readonly Route[] {
  const recognise = createRecognition(web.accounts);
  return [
    {
      path: "/sign-in",
      access: "anyone",
      get: (c) => showForm(web, c),
      post: (c) => takeForm(web, c, recognise),
    },
    { path: "/sign-out", access: "reader", post: (c) => signOut(web, c) },
  ];
}

function showForm(web: SignInWeb, c: Request): Response {
  const to = toOwnPath(c.req.query("to"));
  if (c.get("viewer") !== null) {
    c.header("Cache-Control", "no-store");
    return c.redirect(web.paths.to(to ?? addresses.account()), 303);
  }
  return answer(c, renderForm(web, { to, name: "", fault: null }));
}

function renderForm(
  { paths, provider, isReadByAll }: SignInWeb,
  typed: Pick<SignInView, "to" | "name" | "fault">,
): Html {
  const providerName = provider?.identity.name ?? null;
  return renderSignInPage(paths, { ...typed, providerName, isReadByAll });
}

async function takeForm(
  web: SignInWeb,
  c: Request,
  recognise: ReturnType<typeof createRecognition>,
): Promise<Response> {
  if (isForeign(c, web.settings.baseUrl)) return refuseForeignForm(web, c);
  const fields = await readForm(c);
  if (fields === null) return refuseBody(web, c);
  const name = readField(fields, "name").trim().toLowerCase().slice(0, maxNameLength);
  const password = readField(fields, "password");
  const to = toOwnPath(readField(fields, "to"));
  const again = (fault: string, status: 400 | 503): Response => {
    return answer(c, renderForm(web, { to, name, fault }), status);
  };
  if (name === "" || password === "") return again("Fill in both the name and the password.", 400);
  const refused = refuseAttempt(web, c, name);
  if (refused) return refused;
  if (password.length > maxPasswordLength * 2) return again(wrong, 400);
  const recognition = await recognise(name, password);
  switch (recognition.kind) {
    case "recognised":
      return letIn(web, c, { account: recognition.account, by: "password", to });
    case "busy":
      c.header("Retry-After", "10");
      return again("Too many people are signing in at once. Try again in a moment.", 503);
    case "refused":
      return again(wrong, 400);
    default:
      return assertNever(recognition);
  }
}

/** The same whatever it was. */
const wrong = "The name or the password is wrong.";

/** An answer to a client that tries too often, or to anybody who tries a name that is tried too often. */
export function refuseAttempt(
  web: SignInWeb,
  c: Request,
  name: string | null,
): Response | undefined {
  const { clock, trustsProxy, attempts, paths } = web;
  const nowMs = toMs(clock.now());
  const client = toClientKey(c.env, c.req.header("X-Forwarded-For"), trustsProxy);
  const waitMs =
    attempts.perClient.admit(client, nowMs) ||
    (name === null ? 0 : attempts.perName.admit(name, nowMs));
  if (waitMs === 0) return undefined;
  const minutes = Math.ceil(waitMs / 60_000);
  c.header("Retry-After", String(Math.ceil(waitMs / 1000)));
  const page = renderNotice(paths, {
    title: "Too many attempts",
    words: [
      `Signing in has been tried too often. Try again in ${minutes} minute${minutes === 1 ? "" : "s"}.`,
    ],
    ways: [{ label: "Sign in", href: paths.to(addresses.signIn()) }],
  });
  return answer(c, page, 429);
}

async function signOut(web: SignInWeb, c: Request): Promise<Response> {
  const token = web.sessionCookie.read(c);
  const viewer = c.get("viewer");
  if (token !== null && viewer !== null) await endSession(web.accounts, token, viewer.name);
  web.sessionCookie.clear(c);
  return answer(c, renderSignedOut(web));
}

export function renderSignedOut({ paths }: Pick<SignInWeb, "paths">): Html {
  return renderNotice(paths, {
    title: "You have signed out",
    words: ["This browser holds nothing of your account any more."],
    ways: [
      { label: "Sign in again", href: paths.to(addresses.signIn()) },
      { label: "See the latest changes", href: paths.to(addresses.home()) },
    ],
  });
}

function refuseForeignForm({ paths }: Pick<SignInWeb, "paths">, c: Request): Response {
  const page = renderNotice(paths, {
    title: "Not sent",
    words: ["The form came from another site. Fill in ours, please."],
    ways: [{ label: "Sign in", href: paths.to(addresses.signIn()) }],
  });
  return answer(c, page, 403);
}

/** Empty where it is missing, or comes several times. */
function readField(fields: FormFields, name: string): string {
  const [value = "", ...others] = fields.get(name) ?? [];
  return others.length === 0 ? value : "";
}
