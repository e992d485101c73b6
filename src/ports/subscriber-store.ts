import type { Subscriber } from "../model/subscriber.ts";
import type { Channel } from "../model/subscription.ts";

/** The part of a store that knows when each target may be written to. */
export interface SubscriberStore {
  /** Replaces all settings of the operator's file by these; of two for one target the last holds. */
  putFileSubscribers(subscribers: readonly Subscriber[]): Promise<void>;
  /** Into the database. Those of the file stand before them, and leave them as they are. */
  putSubscriber(subscriber: Subscriber): Promise<void>;
  /** What holds for a target: of the file, else of the database, else what holds for one that nobody said anything about. */
  findSubscriber(channel: Channel, target: string): Promise<Subscriber>;
}
