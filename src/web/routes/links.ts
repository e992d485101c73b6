import { confirm, findRequest } from "../../app/self-service/confirm.ts";
import { findEnding, unsubscribe } from "../../app/self-service/unsubscribe.ts";
import type { Request, Web } from "../context.ts";
import { answer, tokenOf } from "../context.ts";
import { readForm } from "../forms.ts";
import { renderDeadLink } from "../views/layout.ts";
import {
  renderConfirmPage,
  renderEndedPage,
  renderUnsubscribePage,
  renderWelcomePage,
} from "../views/link-pages.ts";
import type { Route } from "./route.ts";

/**
 * What links in mails lead to. Looking changes nothing: mail scanners open every link that they see. The token is what
 * allows the button, so no cookie and no other proof is asked for.
 */
export function linkRoutes(web: Web): readonly Route[] {
  return [
    {
      path: "/confirm/:token",
      access: "anyone",
      get: (c) => showConfirmation(web, c),
      post: (c) => takeConfirmation(web, c),
    },
    {
      path: "/unsubscribe/:token",
      access: "anyone",
      get: (c) => showUnsubscribing(web, c, 200),
      post: (c) => takeUnsubscribing(web, c),
    },
  ];
}

async function showConfirmation(web: Web, c: Request): Promise<Response> {
  const token = tokenOf(c);
  const wanted = await findRequest(web, token);
  if (wanted === undefined) return answer(c, renderDeadLink(web.paths), 404);
  const offer = await web.offers.load();
  return answer(c, renderConfirmPage(web.paths, offer, { ...wanted, token }));
}

async function takeConfirmation(web: Web, c: Request): Promise<Response> {
  const begun = await confirm(web, tokenOf(c));
  if (begun === undefined) return answer(c, renderDeadLink(web.paths), 404);
  return answer(c, renderWelcomePage(web.paths, begun.manage));
}

async function showUnsubscribing(web: Web, c: Request, status: 200 | 400): Promise<Response> {
  const token = tokenOf(c);
  const ending = await findEnding(web, token);
  if (ending === undefined) return answer(c, renderDeadLink(web.paths), 404);
  if (ending === null) return answer(c, renderEndedPage(web.paths));
  const offer = await web.offers.load();
  return answer(c, renderUnsubscribePage(web.paths, offer, token, ending), status);
}

/** One click of a mail program, which sends exactly this field, or our own button, which sends the same. */
async function takeUnsubscribing(web: Web, c: Request): Promise<Response> {
  const fields = await readForm(c);
  const isMeant = fields?.get("List-Unsubscribe")?.includes("One-Click") ?? false;
  if (!isMeant) return showUnsubscribing(web, c, 400);
  const isEnded = await unsubscribe(web, tokenOf(c));
  return isEnded
    ? answer(c, renderEndedPage(web.paths))
    : answer(c, renderDeadLink(web.paths), 404);
}
