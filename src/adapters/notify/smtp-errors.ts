import type { DeliveryErrorKind } from "../../model/errors.ts";
import { DeliveryError } from "../../model/errors.ts";
import { describeSafely } from "./redact.ts";

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

/** OpenSSL's and Node's names for a certificate that does not hold. */
const certificateCode = /CERT|ERR_TLS|ERR_SSL|UNABLE_TO|^EPROTO$/;

/**
 * Gives the failure as a `DeliveryError` whose kind says whether another attempt can help; gives anything
 * that is not a mail server's doing back as it is.
 */
export function toDeliveryError(error: unknown, what: string, secrets: readonly string[]): unknown {
  if (!isSmtpError(error)) return error;
  const kind = toKind(error);
  if (kind === undefined) return error;
  const words = error.response ?? error.message;
  return new DeliveryError(kind, `${what}: ${describeSafely(words, secrets)}`, { cause: error });
}

function toKind({
  code,
  command,
  responseCode,
  originalCode,
}: SmtpError): DeliveryErrorKind | undefined {
  if (responseCode !== undefined) {
    if (settingReplies.has(responseCode)) return "misconfigured";
    // Said before the recipient was named, it is about us, our sender address or the server.
    const isOfMessage = code === "EMESSAGE" || (code === "EENVELOPE" && command !== "MAIL FROM");
    if (responseCode >= 500 && responseCode !== 503)
      return isOfMessage ? "refused" : "misconfigured";
    // 4yz is passing; 503 is a session in the wrong state; 2yz and 3yz are not failures at all.
    return code === "ETLS" ? "misconfigured" : "temporary";
  }
  if (certificateCode.test(originalCode ?? code)) return "misconfigured";
  if (settingCodes.has(code)) return "misconfigured";
  if (passingCodes.has(code)) return "temporary";
  // Ours to send right, but the outbox must not die of one: an address or message that cannot be sent.
  if (code === "EENVELOPE" || code === "EMESSAGE" || code === "EMAXRECIPIENTS") return "refused";
  return undefined;
}

function isSmtpError(error: unknown): error is SmtpError {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}
