import type { Notification } from "../model/notification.ts";
import type { Alert } from "../render/alert.ts";
import { createLinks } from "./self-service/links.ts";
import type { SelfServiceContext } from "./self-service/context.ts";

export interface AlertLinkOptions extends Pick<SelfServiceContext, "clock" | "secrets"> {
  /** Where the web page is reached; https, or this machine. */
  readonly publicUrl: string;
}

/** Whether links to it may carry tokens, and mail programs will send their one click there (RFC 8058). */
export function isFitForTokens(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === "https:") return true;
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/**
 * Gives a function that makes an alert's fresh links: undefined where the notification is not a reader's mail about a
 * change, and for every one where the public address is not fit for them.
 */
export function createAlertLinks(
  store: SelfServiceContext["store"],
  { publicUrl, ...rest }: AlertLinkOptions,
): (notification: Notification) => Promise<Alert["links"]> {
  const isFit = isFitForTokens(publicUrl);
  const context = { ...rest, store, settings: { baseUrl: publicUrl.replace(/\/+$/, "") } };
  let isPruned = false;
  return async ({ channel, subject, target: address, subscriptionId }) => {
    if (!isFit || channel !== "email" || subject !== "change") return undefined;
    if (!isPruned) await store.pruneAccessTokens(rest.clock.now());
    isPruned = true;
    const [unsubscribe, manage] = await createLinks(context, [
      { purpose: "unsubscribe", address, subscriptionId },
      { purpose: "manage", address },
    ] as const);
    return { unsubscribe, manage };
  };
}
