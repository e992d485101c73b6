/** A block of Slack's, an element of an adaptive card, or any other JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A rendered alert, ready for its channel. */
export type Message =
  | {
      readonly channel: "email";
      readonly to: string;
      readonly subject: string;
      readonly html: string;
      readonly text: string;
      /** `<…@…>`, derived from the notification: the same at every attempt. */
      readonly messageId: string;
      /** Message ids of the terms' thread; empty for none. */
      readonly references: readonly string[];
      /** Where one click ends the subscription (RFC 8058); null where nothing takes such a click. */
      readonly unsubscribeUrl: string | null;
    }
  | {
      readonly channel: "slack";
      readonly to: string;
      /** For notifications and screen readers. */
      readonly text: string;
      readonly blocks: readonly JsonObject[];
      /** What does not fit, as replies in the first message's thread, in order. */
      readonly replies: readonly {
        readonly text: string;
        readonly blocks: readonly JsonObject[];
      }[];
    }
  /** `to` is an endpoint's name, here and below. */
  | { readonly channel: "teams"; readonly to: string; readonly card: JsonObject }
  | {
      readonly channel: "webhook";
      readonly to: string;
      /** The same at every attempt: by it a receiver knows a repetition. */
      readonly id: string;
      /** JSON text, byte for byte what is signed. */
      readonly body: string;
    }
  | { readonly channel: "console"; readonly text: string };
