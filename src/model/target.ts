import { assertNever } from "./errors.ts";
import type { Channel } from "./subscription.ts";

/**
 * An address as mail servers and headers can carry it: ASCII, no quotes, comments or line breaks.
 * @see https://html.spec.whatwg.org/#valid-e-mail-address
 */
const mailAddress =
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;
const maxMailAddressLength = 254;

/** `C0123ABCD`, `#ai-terms` or `ai-terms`. */
const slackChannel = /^(?:[CDGU][A-Z0-9]{6,20}|#?[a-z0-9_-]{1,80})$/;

/** Addresses of webhooks are secrets: they stand in the environment, by name. */
const endpointName = /^[a-z0-9][a-z0-9-]{0,62}$/;

export function isMailAddress(text: string): boolean {
  return text.length <= maxMailAddressLength && mailAddress.test(text);
}

/** An address, or one behind a name: `Clausewatch <alerts@example.org>`. */
export function isMailbox(text: string): boolean {
  const [, name, address] = /^([^<>"\\,;:]{1,100}) <([^<>]+)>$/.exec(text) ?? [];
  if (name === undefined || address === undefined) return isMailAddress(text);
  return isMailAddress(address) && !/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u.test(name);
}

/** Why a target cannot be written to on its channel; undefined when it can. */
export function describeTargetFault(channel: Channel, target: string): string | undefined {
  switch (channel) {
    case "email":
      return isMailAddress(target)
        ? undefined
        : "expected an e-mail address, such as legal@example.org";
    case "slack":
      return slackChannel.test(target)
        ? undefined
        : "expected a Slack channel, such as C0123ABCD or #ai-terms";
    case "teams":
    case "webhook":
      return endpointName.test(target)
        ? undefined
        : "expected the name of an endpoint, such as legal-team: a-z, 0-9 and hyphens";
    case "console":
      return target === "" ? undefined : "the console takes no target";
    default:
      return assertNever(channel);
  }
}

/**
 * Gives a text as one word for a shell: an address may hold what a shell acts on, and the commands that we show are there
 * to be copied.
 */
export function toShellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
