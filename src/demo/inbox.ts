import { once } from "node:events";
import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

/** A mail as it came over the wire, and as a mail reader understands it. */
export interface ReceivedMail {
  /** Of the envelope. */
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  /** By name in lower case; of repeated ones the first. */
  readonly headers: Readonly<Record<string, string>>;
  readonly raw: Uint8Array;
}

/** A mail server on this machine that takes everything and keeps it in memory. */
export interface Inbox extends AsyncDisposable {
  readonly port: number;
  /** In the order they came. */
  readonly mails: readonly ReceivedMail[];
}

/** Starts an inbox on a free port of 127.0.0.1. */
export async function startInbox(): Promise<Inbox> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 500,
    async onData(stream, session, callback) {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of stream) chunks.push(chunk as Buffer);
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? "" : mailFrom.address;
        mails.push(await readMail(Buffer.concat(chunks), from, rcptTo[0]?.address ?? ""));
        callback(null, `kept as ${mails.length}`);
      } catch (error) {
        callback(error instanceof Error ? error : new Error("unreadable mail"));
      }
    },
  });
  // A client that drops its connection is that client's affair.
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    mails,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** A mail as a mail reader understands it, and the envelope that it came in. */
export async function readMail(raw: Uint8Array, from: string, to: string): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(raw);
  const headers = mail.headers.toReversed().map(({ key, value }) => [key, value] as const);
  return {
    from,
    to,
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html ?? "",
    messageId: mail.messageId ?? "",
    headers: Object.fromEntries(headers),
    raw,
  };
}
