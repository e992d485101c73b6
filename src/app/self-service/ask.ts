import type { SubscriptionRequest } from "../../model/access-token.ts";
import type { Message } from "../../model/message.ts";
import { renderConfirmationMail, renderManageMail } from "../../render/self-service-mail.ts";
import type { SelfServiceContext } from "./context.ts";
import { toMailLimits } from "./context.ts";
import { createLinks } from "./links.ts";
import { loadNames } from "./names.ts";

/** `asked`: whatever can be done will be · `busy`: too much waits, nothing is done · `off`: no mail can be sent. */
export type Asking = "asked" | "busy" | "off";

/**
 * Has a confirmation sent to an address, or its manage link where it has subscriptions already. What is said and how
 * long that takes depends in nothing on the address: all that does happens later, beside the page.
 */
export function askForSubscription(
  context: SelfServiceContext,
  address: string,
  request: SubscriptionRequest,
): Asking {
  return ask(context, "confirmation", () => prepareAnswer(context, address, request));
}

/** Has the manage link sent to an address, where it has subscriptions; says as little as the other. */
export function askForLink(context: SelfServiceContext, address: string): Asking {
  return ask(context, "manage link", () => prepareAnswer(context, address, null));
}

function ask(
  { mails }: SelfServiceContext,
  kind: string,
  prepare: () => Promise<Message | null>,
): Asking {
  if (mails === null) return "off";
  return mails.add(kind, prepare) ? "asked" : "busy";
}

async function prepareAnswer(
  context: SelfServiceContext,
  address: string,
  request: SubscriptionRequest | null,
): Promise<Message | null> {
  const { store, clock, log, settings } = context;
  const { mailDomain = "clausewatch.invalid" } = settings;
  await store.pruneAccessTokens(clock.now());
  const subscriptions = await store.listSubscriptionsOf("email", address);
  // Who is not subscribed has nothing to manage: a stranger gets no mail that tells them so.
  if (subscriptions.length === 0 && request === null) return null;
  if (await isUnreachable(context, address)) {
    log.info("no mail of the web page to an address that mails come back from");
    return null;
  }
  if (!(await store.reserveMail(address, clock.now(), toMailLimits(settings)))) {
    log.warn("no mail of the web page: its limit is reached");
    return null;
  }
  if (subscriptions.length > 0 || request === null) {
    const [manage] = await createLinks(context, [{ purpose: "manage", address }] as const);
    return renderManageMail({ to: address, manage, mailDomain, isAsking: request !== null });
  }
  const [confirm] = await createLinks(context, [{ purpose: "confirm", address, request }] as const);
  const nameOf = await loadNames(store);
  return renderConfirmationMail({ to: address, confirm, mailDomain, request, nameOf });
}

/** Whether the mail server has said that there is no such address; one that unsubscribed may come back. */
async function isUnreachable({ store }: SelfServiceContext, address: string): Promise<boolean> {
  const suppressions = await store.listSuppressions({ channel: "email", target: address });
  return suppressions.some(({ reason }) => reason !== "unsubscribed");
}
