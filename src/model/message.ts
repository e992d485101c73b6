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
    }
  | {
      readonly channel: "slack";
      readonly to: string;
      /** For notifications and screen readers. */
      readonly text: string;
      readonly blocks: readonly Readonly<Record<string, unknown>>[];
    }
  | { readonly channel: "console"; readonly text: string };
