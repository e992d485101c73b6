import type { AccessToken } from "../../src/model/access-token.ts";
import type { Digest } from "../../src/model/digest.ts";
import { addMs } from "../../src/model/instant.ts";
import type { Instant } from "../../src/model/instant.ts";
import { toDefaultSubscriber } from "../../src/model/subscriber.ts";
import type { Channel, Subscription } from "../../src/model/subscription.ts";
import type { SelfServiceStore } from "../../src/ports/self-service-store.ts";
import type { Store } from "../../src/ports/store.ts";

type Others = Omit<Store, keyof SelfServiceStore>;

export interface MemoryReach {
  /** Takes a target's name out of the outbox; what waits there fails. */
  readonly forgetOutbox: (channel: Channel, target: string) => Promise<void>;
}

const longestLimitMs = 31 * 86_400_000;

/** The part of the memory store that readers' links are about; what they change it has changed by the others. */
export function createMemorySelfService(store: Others, reach: MemoryReach): SelfServiceStore {
  const tokens = new Map<string, AccessToken>();
  let mails: { readonly address: string; readonly at: Instant }[] = [];
  const toSelector = (digest: Digest): string => digest.slice(0, 32);

  async function listSubscriptionsOf(channel: Channel, target: string) {
    const shown = await store.listSubscriptions();
    return shown.filter((one) => one.channel === channel && one.target === target);
  }

  async function end(subscription: Omit<Subscription, "source">, at: Instant) {
    const { channel, target, id: subscriptionId } = subscription;
    const suppressed = { channel, target, subscriptionId } as const;
    await store.putSuppression({ ...suppressed, reason: "unsubscribed", detail: "", at });
  }

  return {
    async reserveMail(address, at, { perAddress, overall }) {
      const count = (withinMs: number, of?: string): number =>
        mails.filter(
          (mail) => mail.at > addMs(at, -withinMs) && (of ?? mail.address) === mail.address,
        ).length;
      if (count(perAddress.withinMs, address) >= perAddress.count) return false;
      if (count(overall.withinMs) >= overall.count) return false;
      mails.push({ address, at });
      return true;
    },
    async putAccessTokens(added) {
      for (const token of added) tokens.set(toSelector(token.digest), structuredClone(token));
    },
    async findAccessToken(digest) {
      return structuredClone(tokens.get(toSelector(digest)));
    },
    async pruneAccessTokens(at) {
      const expired = [...tokens].filter(([, { expiresAt }]) => expiresAt <= at);
      for (const [selector] of expired) tokens.delete(selector);
      mails = mails.filter((mail) => mail.at >= addMs(at, -longestLimitMs));
      return expired.length;
    },
    listSubscriptionsOf,
    async confirmSubscription({ token: digest, subscription, subscriber, at }) {
      const token = tokens.get(toSelector(digest));
      const isUsable =
        token?.digest === digest &&
        token.purpose === "confirm" &&
        token.usedAt === null &&
        token.expiresAt > at;
      if (!isUsable) return false;
      tokens.set(toSelector(digest), { ...token, usedAt: at });
      await store.putSubscription(subscription);
      if (subscriber !== null) await store.putSubscriber(subscriber);
      const { channel, target } = subscription;
      const suppressions = await store.listSuppressions({ channel, target });
      for (const { subscriptionId, reason } of suppressions) {
        if (subscriptionId !== null || reason !== "unsubscribed") continue;
        await store.removeSuppression({ channel, target, subscriptionId });
      }
      return true;
    },
    async endSubscription({ channel, target, subscriptionId, at }) {
      const own = await listSubscriptionsOf(channel, target);
      const found = own.find(({ id }) => id === subscriptionId);
      if (found?.source === "database") await store.removeSubscription(subscriptionId);
      const suppressed = { channel, target, subscriptionId } as const;
      await store.putSuppression({ ...suppressed, reason: "unsubscribed", detail: "", at });
    },
    async forgetTarget(channel, target, at) {
      const own = await listSubscriptionsOf(channel, target);
      for (const { id, source } of own) {
        if (source === "database") await store.removeSubscription(id);
      }
      await store.putSubscriber(toDefaultSubscriber(channel, target));
      for (const [selector, { address }] of tokens) {
        if (channel === "email" && address === target) tokens.delete(selector);
      }
      await reach.forgetOutbox(channel, target);
      for (const suppression of await store.listSuppressions({ channel, target })) {
        await store.removeSuppression(suppression);
      }
      for (const one of own) if (one.source === "file") await end(one, at);
    },
  };
}
