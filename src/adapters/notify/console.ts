import type { Notifier } from "../../ports/notifier.ts";

export interface ConsoleNotifierOptions {
  /** Takes text with its line breaks; throws when it cannot, which is then the caller's to see. */
  readonly write: (text: string) => void | Promise<void>;
}

/** Prints alerts: for a terminal, or where nobody has subscribed yet. */
export function createConsoleNotifier({ write }: ConsoleNotifierOptions): Notifier {
  return {
    channel: "console",
    async send(message, { signal } = {}) {
      if (message.channel !== "console") throw new TypeError(`not to print: ${message.channel}`);
      signal?.throwIfAborted();
      await write(`${message.text}\n`);
      return "printed";
    },
    async verify() {},
    async [Symbol.asyncDispose]() {},
  };
}
