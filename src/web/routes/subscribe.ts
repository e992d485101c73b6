import { askForLink, askForSubscription } from "../../app/self-service/ask.ts";
import { parseAddress, parseRequest } from "../../core/self-service/form.ts";
import { defaultRequest } from "../../core/self-service/request.ts";
import type { SubscriptionRequest } from "../../model/access-token.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import { readForm } from "../forms.ts";
import type { Offer } from "../offers.ts";
import { toTyped } from "../typed.ts";
import { renderLinkPage, renderSubscribePage } from "../views/subscribe-page.ts";
import { answerAsking, refuseBody, refuseForeign, refuseTooMany } from "./asking.ts";
import type { Route } from "./route.ts";

/** Asking for a subscription, and for the link to those that there are. */
export function subscribeRoutes(web: Web): readonly Route[] {
  return [
    {
      path: "/subscribe",
      // Who may not read history may not have it sent either.
      access: "readers",
      get: (c) => showForm(web, c),
      post: (c) => takeForm(web, c),
    },
    {
      path: "/manage",
      access: "anyone",
      get: (c) => answer(c, renderLinkPage(web.paths, { email: "", faults: [] })),
      post: (c) => takeLinkForm(web, c),
    },
  ];
}

async function showForm(web: Web, c: Request): Promise<Response> {
  const offer = await web.offers.load();
  const form = { email: "", request: readWish(c, offer), faults: [] };
  return answer(c, renderSubscribePage(web.paths, offer, form));
}

const wishes = ["services", "topics", "directions", "words"] as const;

/** What a link to the form has ticked already; what is no choice is passed over. */
function readWish(c: Request, offer: Offer): SubscriptionRequest {
  const { searchParams } = new URL(c.req.url);
  const fields = new Map(wishes.map((name) => [name, searchParams.getAll(name)]));
  if (wishes.every((name) => !searchParams.has(name))) return defaultRequest;
  return toTyped(fields, offer).request;
}

async function takeForm(web: Web, c: Request): Promise<Response> {
  const foreign = refuseForeign(web, c);
  if (foreign) return foreign;
  const fields = await readForm(c);
  if (fields === null) return refuseBody(web, c);
  const offer = await web.offers.load();
  const address = parseAddress(fields);
  const others = new Map([...fields].filter(([name]) => name !== "email"));
  const request = parseRequest(others, offer.choices, defaultRequest);
  if (address.kind === "faults" || request.kind === "faults") {
    const faults = [address, request].flatMap((one) => (one.kind === "faults" ? one.faults : []));
    const form = { ...toTyped(fields, offer), faults };
    return answer(c, renderSubscribePage(web.paths, offer, form), 400);
  }
  const refused = refuseTooMany(web, c);
  if (refused) return refused;
  return answerAsking(web, c, askForSubscription(web, address.value, request.value), [
    "If that address can receive mail, a confirmation is on its way. Follow its link within 48 hours, and you are subscribed.",
    "Nothing there after some minutes? Look among the junk mail, and make sure that the address was right.",
  ]);
}

async function takeLinkForm(web: Web, c: Request): Promise<Response> {
  const foreign = refuseForeign(web, c);
  if (foreign) return foreign;
  const fields = await readForm(c);
  if (fields === null) return refuseBody(web, c);
  const address = parseAddress(fields);
  if (address.kind === "faults" || fields.size > 1) {
    const faults = address.kind === "faults" ? address.faults : [];
    const [email = ""] = fields.get("email") ?? [];
    return answer(c, renderLinkPage(web.paths, { email, faults }), 400);
  }
  const refused = refuseTooMany(web, c);
  if (refused) return refused;
  return answerAsking(web, c, askForLink(web, address.value), [
    "If that address is subscribed to anything, a link to it is on its way.",
  ]);
}
