import { minPasswordLength } from "../../model/account.ts";

/** Nobody types more. */
export const maxPasswordLength = 200;

const ownName = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/**
 * Whether an account with a password, or a key, may be called that. No `@`: those whom a provider vouches for are called
 * by their address, so that nobody can be added under the name of one of them.
 */
export function isOwnName(text: string): boolean {
  return ownName.test(text);
}

/** What is wrong with a password; undefined where nothing is. */
export function describePasswordFault(password: string): string | undefined {
  const { length } = Array.from(password);
  if (length < minPasswordLength)
    return `is shorter than ${minPasswordLength} characters: a few words in a row are easy to keep in mind`;
  if (length > maxPasswordLength) return `is longer than ${maxPasswordLength} characters`;
  if (/\p{Cc}/u.test(password)) return "holds a line break or another control character";
  return undefined;
}
