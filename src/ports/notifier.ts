import type { Message } from "../model/message.ts";
import type { Channel } from "../model/subscription.ts";

export interface Notifier extends AsyncDisposable {
  readonly channel: Channel;
  /**
   * Gives the channel's answer once it took the message.
   * @throws {DeliveryError} saying whether another attempt can help
   */
  send(message: Message, signal?: AbortSignal): Promise<string>;
  /** Checks credentials and reachability without sending; throws a `DeliveryError` that says what to mend. */
  verify(signal?: AbortSignal): Promise<void>;
}
