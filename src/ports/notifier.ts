import type { Message } from "../model/message.ts";
import type { Channel } from "../model/subscription.ts";

export interface SendOptions {
  readonly signal?: AbortSignal;
  /** What this notifier said of an earlier attempt at the same message by `keepProgress`; absent or null: nothing. */
  readonly progress?: string | null;
  /** Called after each part that the channel took, where a message has several; resolves once that is on record. */
  readonly keepProgress?: (progress: string) => Promise<void>;
}

export interface Notifier extends AsyncDisposable {
  readonly channel: Channel;
  /**
   * Gives the channel's answer once it took the message, all parts of it. Takes up where `progress` says that an earlier
   * attempt ended.
   * @throws {DeliveryError} saying whether another attempt can help, and where it is misconfigured whether that is of
   * this target alone
   */
  send(message: Message, options?: SendOptions): Promise<string>;
  /** Checks credentials and reachability without sending; throws a `DeliveryError` that says what to mend. */
  verify(signal?: AbortSignal): Promise<void>;
}
