import { toSubscription } from "../../core/self-service/request.ts";
import type { SubscriptionRequest } from "../../model/access-token.ts";
import { toDefaultSubscriber } from "../../model/subscriber.ts";
import { renderWelcomeMail } from "../../render/self-service-mail.ts";
import type { SelfServiceContext } from "./context.ts";
import { createLinks, findUsableToken } from "./links.ts";
import { loadNames } from "./names.ts";

/** What a confirmation link would begin; undefined where the link does not work (any more). Changes nothing. */
export async function findRequest(
  context: SelfServiceContext,
  token: string,
): Promise<{ readonly address: string; readonly request: SubscriptionRequest } | undefined> {
  const found = await findUsableToken(context, token, "confirm");
  return found?.request ? { address: found.address, request: found.request } : undefined;
}

/**
 * Begins the subscription that a confirmation link stands for, once, and gives its reader's manage link; undefined
 * where the link does not work (any more). A second mail says what was begun and how to end it.
 */
export async function confirm(
  context: SelfServiceContext,
  token: string,
): Promise<{ readonly manage: string } | undefined> {
  const { store, clock, secrets, mails, settings } = context;
  const found = await findUsableToken(context, token, "confirm");
  if (!found?.request) return undefined;
  const { address, request } = found;
  const subscription = toSubscription(createSubscriptionId(secrets), address, request);
  const isDone = await store.confirmSubscription({
    token: found.digest,
    subscription,
    subscriber: { ...toDefaultSubscriber("email", address), timeZone: request.timeZone },
    at: clock.now(),
  });
  if (!isDone) return undefined;
  const [manage] = await createLinks(context, [{ purpose: "manage", address }] as const);
  mails?.add("welcome", async () => {
    const [own, unsubscribe] = await createLinks(context, [
      { purpose: "manage", address },
      { purpose: "unsubscribe", address, subscriptionId: subscription.id },
    ] as const);
    const { mailDomain = "clausewatch.invalid" } = settings;
    const nameOf = await loadNames(store);
    const links = { manage: own, unsubscribe };
    return renderWelcomeMail({ ...links, to: address, mailDomain, request, nameOf });
  });
  return { manage };
}

/** Says nothing of whose it is: it stands in mails and in the operator's lists. */
export function createSubscriptionId(secrets: SelfServiceContext["secrets"]): string {
  return `reader-${secrets
    .createToken()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "")
    .slice(0, 16)}`;
}
