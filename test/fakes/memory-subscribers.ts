import type { Subscriber } from "../../src/model/subscriber.ts";
import { toDefaultSubscriber } from "../../src/model/subscriber.ts";
import type { Channel } from "../../src/model/subscription.ts";
import type { SubscriberStore } from "../../src/ports/subscriber-store.ts";

/** The part of the memory store that knows settings; it shares nothing with the others. */
export function createMemorySubscribers(): SubscriberStore {
  const keyOf = (channel: Channel, target: string): string => `${channel} ${target}`;
  const inDatabase = new Map<string, Subscriber>();
  let inFile = new Map<string, Subscriber>();
  return {
    async putFileSubscribers(subscribers) {
      inFile = new Map(
        subscribers.map((one) => [keyOf(one.channel, one.target), structuredClone(one)]),
      );
    },
    async putSubscriber(subscriber) {
      const key = keyOf(subscriber.channel, subscriber.target);
      inDatabase.set(key, structuredClone(subscriber));
    },
    async findSubscriber(channel, target) {
      const key = keyOf(channel, target);
      const found = inFile.get(key) ?? inDatabase.get(key);
      return structuredClone(found ?? toDefaultSubscriber(channel, target));
    },
  };
}
