import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { buffer as readBytes } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import type { Inbox, ReceivedMail } from "../../src/demo/inbox.ts";
import { readMail } from "../../src/demo/inbox.ts";
import type { FaultPlan } from "./faults.ts";
import { pickFault } from "./faults.ts";

export type SmtpFault =
  | {
      readonly at: "connect" | "sender" | "recipient" | "data";
      readonly code: number;
      /** After the code, such as an enhanced status: `5.1.1 no such user`. @default "as told" */
      readonly words?: string;
    }
  /** The connection is reset when the mail begins to come, before it is taken. */
  | { readonly at: "drop-in-data" }
  /** The mail is taken, and the connection reset before the answer. */
  | { readonly at: "drop-after-data" };

/** What a mail that was taken comes down to, where there is no time to read it. */
export interface TakenMail {
  readonly to: string;
  /** With its angle brackets. */
  readonly messageId: string;
  readonly bytes: number;
}

export interface SmtpServer extends Inbox {
  /** From the next command on, by recipient; a fault at "connect" or "sender" is judged by the empty text. */
  setFault(plan: FaultPlan<SmtpFault>): void;
  /** Sessions begun. */
  readonly connections: number;
  /** Mails taken over TLS. */
  readonly encrypted: number;
  /** Every mail taken, in the order they came, whether or not it is read. */
  readonly taken: readonly TakenMail[];
  /** Resets all connections, as a server does that has heard nothing for a while or is started anew. */
  dropConnections(): void;
}

export interface SmtpServerSettings {
  /** Asks for these credentials. */
  readonly auth?: { readonly user: string; readonly password: string };
  /** Offers STARTTLS with this. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Mails are noted in `taken` and not read into `mails`: for many thousands of them. */
  readonly isLight?: boolean;
}

/** A real mail server on port 0 that fails where it is told to. */
export async function startSmtpServer(settings: SmtpServerSettings = {}): Promise<SmtpServer> {
  const { auth, tls, isLight = false } = settings;
  const mails: ReceivedMail[] = [];
  const taken: TakenMail[] = [];
  const sockets = new Map<number | undefined, Socket>();
  /** By session, what its recipient was judged to meet. */
  const faults = new Map<string, SmtpFault | null>();
  let plan: FaultPlan<SmtpFault> = null;
  let connections = 0;
  let encrypted = 0;

  function toError(fault: SmtpFault | null, at: SmtpFault["at"]): Error | null {
    if (fault === null || fault.at !== at || !("code" in fault)) return null;
    return Object.assign(new Error(fault.words ?? "as told"), { responseCode: fault.code });
  }

  const server = new SMTPServer({
    disableReverseLookup: true,
    closeTimeout: 500,
    disabledCommands: tls === undefined ? ["STARTTLS"] : [],
    authOptional: auth === undefined,
    // The library would put an enhanced status of its own before ours.
    hideENHANCEDSTATUSCODES: true,
    ...tls,
    onConnect(_session, callback) {
      connections += 1;
      callback(toError(pickFault(plan, ""), "connect"));
    },
    onMailFrom(_address, _session, callback) {
      callback(toError(pickFault(plan, ""), "sender"));
    },
    onRcptTo({ address }, session, callback) {
      const fault = pickFault(plan, address);
      faults.set(session.id, fault);
      callback(toError(fault, "recipient"));
    },
    onAuth(given, _session, callback) {
      if (given.username === auth?.user && given.password === auth?.password) {
        callback(null, { user: given.username });
        return;
      }
      // Some servers repeat what they were given: none of it may reach a log.
      callback(new Error(`no such login: ${given.username} ${given.password}`));
    },
    onClose(session) {
      faults.delete(session.id);
    },
    async onData(stream, session, callback) {
      const fault = faults.get(session.id) ?? null;
      const hangUp = () => sockets.get(session.remotePort)?.resetAndDestroy();
      if (fault?.at === "drop-in-data") {
        stream.once("data", hangUp);
        return;
      }
      try {
        const raw = await readBytes(stream);
        const error = toError(fault, "data");
        if (error !== null) {
          callback(error);
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo[0]?.address ?? "";
        taken.push({ to, messageId: readMessageId(raw), bytes: raw.byteLength });
        if (session.secure) encrypted += 1;
        const from = mailFrom === false ? "" : mailFrom.address;
        if (!isLight) mails.push(await readMail(raw, from, to));
        if (fault?.at === "drop-after-data") hangUp();
        else callback(null, `kept as ${taken.length}`);
      } catch (error) {
        callback(error instanceof Error ? error : new Error("unreadable mail"));
      }
    },
  });
  // A client that drops its connection is that client's affair.
  server.on("error", () => {});
  server.server.on("connection", (socket: Socket) => {
    const port = socket.remotePort;
    sockets.set(port, socket);
    socket.once("close", () => sockets.delete(port));
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    mails,
    taken,
    setFault(next) {
      plan = next;
    },
    get connections() {
      return connections;
    },
    get encrypted() {
      return encrypted;
    },
    dropConnections() {
      for (const socket of sockets.values()) socket.resetAndDestroy();
    },
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function readMessageId(raw: Uint8Array): string {
  const head = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, 8192)).toString();
  return /^message-id:\s*(<[^>]*>)/im.exec(head)?.[1] ?? "";
}
