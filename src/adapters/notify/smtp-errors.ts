import type { DeliveryErrorKind } from "../../model/errors.ts";
import { DeliveryError } from "../../model/errors.ts";
import { describeSafely, toSafeCause } from "./redact.ts";
import { isTlsFault } from "./tls-faults.ts";

/** What nodemailer attaches to its errors. @see nodemailer/nodemailer src/errors.ts `NodemailerError` */
interface SmtpError extends Error {
  readonly code: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
  readonly originalCode?: string;
}

/** Nodemailer's codes for what a later attempt can mend by itself. */
const passingCodes = new Set([
  "ECONNECTION",
  "ETIMEDOUT",
  "ESOCKET",
  "EDNS",
  "EPROTOCOL",
  "ESTREAM",
]);

/** Nodemailer's codes for credentials, encryption and settings of the server itself. */
const settingCodes = new Set(["EAUTH", "ENOAUTH", "EOAUTH2", "ETLS", "EREQUIRETLS", "ECONFIG"]);

/** RFC 4954: authentication required, mechanism too weak, credentials invalid, encryption required. */
const settingReplies = new Set([530, 534, 535, 538]);

/**
 * Enhanced status codes that say of the recipient that nothing will reach it: no such mailbox (1.1), no such domain
 * (1.2), no such form of address (1.3), moved without a forwarding address (1.6), a domain that takes no mail (1.10),
 * and a mailbox that is disabled (2.1).
 * @see https://www.iana.org/assignments/smtp-enhanced-status-codes
 */
const goneStatuses = new Set(["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"]);

/**
 * A full mailbox, which servers answer with 552 or 550 too: its owner can make room, so RFC 3463 3.3 has it treated as a
 * persistent transient failure, and the outbox goes on for as long as it does for any other.
 */
const fullMailbox = "5.2.2";

/** RFC 7504: the recipient's domain takes no mail at all. */
const noMailReply = 556;

/**
 * Gives the failure as a `DeliveryError` whose kind says whether another attempt can help; gives anything
 * that is not a mail server's doing back as it is.
 */
export function toDeliveryError(error: unknown, what: string, secrets: readonly string[]): unknown {
  if (!isSmtpError(error)) return error;
  const kind = toKind(error);
  if (kind === undefined) return error;
  const words = error.response ?? error.message;
  return new DeliveryError(kind, `${what}: ${describeSafely(words, secrets)}`, {
    cause: toSafeCause(error, secrets),
  });
}

function toKind(error: SmtpError): DeliveryErrorKind | undefined {
  const { code, command, responseCode, originalCode } = error;
  if (responseCode !== undefined) {
    if (settingReplies.has(responseCode)) return "misconfigured";
    // Said before the recipient was named, it is about us, our sender address or the server.
    const isOfMessage = code === "EMESSAGE" || (code === "EENVELOPE" && command !== "MAIL FROM");
    if (responseCode >= 500 && responseCode !== 503) {
      return isOfMessage ? toRefusal(responseCode, error.response ?? "") : "misconfigured";
    }
    // 4yz is passing; 503 is a session in the wrong state; 2yz and 3yz are not failures at all.
    return code === "ETLS" ? "misconfigured" : "temporary";
  }
  if (isTlsFault(originalCode ?? code)) return "misconfigured";
  if (settingCodes.has(code)) return "misconfigured";
  if (passingCodes.has(code)) return "temporary";
  // Ours to send right, but the outbox must not die of one: an address or message that cannot be sent.
  if (code === "EENVELOPE" || code === "EMESSAGE" || code === "EMAXRECIPIENTS") return "refused";
  return undefined;
}

/**
 * What a 5yz reply to the one recipient, or to the message, means. Without an enhanced status 550 may as well be about
 * our reputation or the text (RFC 5321 4.2.3), which is no reason to strike an address off.
 */
function toRefusal(reply: number, response: string): DeliveryErrorKind {
  const [, status = ""] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response) ?? [];
  if (goneStatuses.has(status) || reply === noMailReply) return "gone";
  return status === fullMailbox ? "temporary" : "refused";
}

function isSmtpError(error: unknown): error is SmtpError {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}
