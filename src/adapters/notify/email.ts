import { createTransport } from "nodemailer";
import { DeliveryError } from "../../model/errors.ts";
import type { Notifier } from "../../ports/notifier.ts";
import { toDeliveryError } from "./smtp-errors.ts";

export interface EmailNotifierOptions {
  readonly host: string;
  /** @default 587; 465 where `secure` */
  readonly port?: number;
  /** TLS from the first byte. @default false */
  readonly secure?: boolean;
  /** Nothing is said in the clear but STARTTLS. @default true, unless the host is this machine */
  readonly requireTls?: boolean;
  readonly user?: string | null;
  readonly password?: string | null;
  /** `alerts@example.com` or `Clausewatch <alerts@example.com>`. */
  readonly from: string;
  /** A certificate authority that the server's certificate is signed by, PEM. @default the public ones */
  readonly ca?: string;
  /** For connecting, and for the greeting. @default 15,000 */
  readonly connectTimeoutMs?: number;
  /** Silence of the server after which an attempt ends. @default 30,000 */
  readonly idleTimeoutMs?: number;
  /** Connections at a time; each takes one mail after the other. @default 4 */
  readonly maxConnections?: number;
}

/** A daemon delivers in bursts, and many servers have few connections to give: none is held between two. */
const spareConnectionMs = 10_000;

/** Says to mail servers and robots that no person wrote this, so that none answers. */
const fixedHeaders = {
  "Auto-Submitted": "auto-generated",
  "X-Auto-Response-Suppress": "All",
};

/**
 * Sends mails over SMTP, several over one connection; retries are the outbox's. Only where a server has ended a
 * connection between two mails, which is its right, the next is begun on another; once a mail's first byte is out, a
 * connection that breaks is a failed attempt.
 *
 * One click unsubscribes (RFC 8058) only where a DKIM signature covers `List-Unsubscribe` and `List-Unsubscribe-Post`:
 * that is for the mail server to add.
 */
export function createEmailNotifier(options: EmailNotifierOptions): Notifier {
  const { host, secure = false } = options;
  const user = options.user ?? "";
  const password = options.password ?? "";
  const transport = createTransport({
    pool: true,
    maxConnections: options.maxConnections ?? 4,
    idleTimeout: spareConnectionMs,
    host,
    port: options.port ?? (secure ? 465 : 587),
    secure,
    requireTLS: !secure && (options.requireTls ?? !isThisMachine(host)),
    ...(user !== "" && { auth: { user, pass: password } }),
    ...(options.ca !== undefined && { tls: { ca: options.ca } }),
    connectionTimeout: options.connectTimeoutMs ?? 15_000,
    dnsTimeout: options.connectTimeoutMs ?? 15_000,
    greetingTimeout: options.connectTimeoutMs ?? 15_000,
    socketTimeout: options.idleTimeoutMs ?? 30_000,
    // A message is only what we made it: nothing is read from files or addresses named in it.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const secrets = [password, user].filter((secret) => secret !== "");
  const from = toHeaderLine(options.from);
  const listId = `Clausewatch alerts <alerts.${domainOf(from)}>`;

  return {
    channel: "email",
    async send(message, { signal } = {}) {
      if (message.channel !== "email") throw new TypeError(`not a mail: ${message.channel}`);
      signal?.throwIfAborted();
      const to = parseRecipient(message.to);
      try {
        const sent = await transport.sendMail({
          from,
          to: { name: "", address: to },
          envelope: { from: addressOf(from), to: [to] },
          subject: toHeaderLine(message.subject),
          text: message.text,
          html: message.html,
          messageId: message.messageId,
          ...(message.references.length > 0 && {
            references: [...message.references],
            inReplyTo: message.references.at(-1),
          }),
          headers: {
            ...fixedHeaders,
            "List-Id": listId,
            ...toUnsubscribeHeaders(message.unsubscribeUrl),
          },
          // Quoted-printable triples what is not ASCII: with much of that, base64 is the smaller.
          ...(isMuchNonAscii(message.html) && { textEncoding: "base64" }),
        });
        return toHeaderLine(sent.response).slice(0, 300);
      } catch (error) {
        throw toDeliveryError(error, `${host}: mail to ${to}`, secrets);
      }
    },
    async verify(signal) {
      signal?.throwIfAborted();
      try {
        await transport.verify();
      } catch (error) {
        throw toDeliveryError(error, host, secrets);
      }
    },
    async [Symbol.asyncDispose]() {
      transport.close();
    },
  };
}

/** A mail program posts to the address without asking, which RFC 8058 allows over TLS alone; else it shows the page. */
function toUnsubscribeHeaders(address: string | null): Record<string, string> {
  if (address === null) return {};
  const { href, protocol, hostname } = new URL(address);
  return {
    "List-Unsubscribe": `<${href}>`,
    ...((protocol === "https:" || isThisMachine(hostname)) && {
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }),
  };
}

function isThisMachine(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/** No line break or control character reaches the library, whatever it does with them. */
function toHeaderLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
}

/** One plain address: no list, no display name, no line break. */
function parseRecipient(to: string): string {
  if (
    to.length <= 254 &&
    /^[^\s<>()[\],;:"\\@\p{Cc}\p{Cf}]+@[^\s<>()[\],;:"\\@\p{Cc}\p{Cf}]+$/u.test(to)
  )
    return to;
  throw new DeliveryError("refused", `not one e-mail address: ${JSON.stringify(toHeaderLine(to))}`);
}

function addressOf(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
}

function domainOf(from: string): string {
  const domain = addressOf(from).split("@").at(-1) ?? "";
  return domain.replaceAll(/[^A-Za-z0-9.-]/g, "") || "localhost";
}

function isMuchNonAscii(text: string): boolean {
  return text.replaceAll(/\P{ASCII}/gu, "").length < text.length * 0.9;
}
