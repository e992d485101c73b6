import {
  toAccessToken,
  toTokenDigest,
  isTokenText,
  isUsable,
} from "../../core/self-service/tokens.ts";
import type { AccessToken, TokenPurpose } from "../../model/access-token.ts";
import type { SelfServiceContext } from "./context.ts";

/** What a link is for. */
export type LinkFields = Parameters<typeof toAccessToken>[1];

type Signing = Pick<SelfServiceContext, "store" | "clock" | "secrets"> & {
  readonly settings: { readonly baseUrl: string };
};

/** Gives a fresh link for each of these, in their order; each works from now on, until it expires. */
export async function createLinks<T extends readonly LinkFields[]>(
  { store, clock, secrets, settings }: Signing,
  wanted: T,
): Promise<{ readonly [Key in keyof T]: string }> {
  const now = clock.now();
  const made = wanted.map((fields) => ({ fields, text: secrets.createToken() }));
  await store.putAccessTokens(made.map(({ fields, text }) => toAccessToken(text, fields, now)));
  return made.map(({ fields, text }) => `${settings.baseUrl}/${fields.purpose}/${text}`) as {
    readonly [Key in keyof T]: string;
  };
}

/**
 * The token of a link that works for this, now. Undefined alike for one that is unknown, of another purpose, used or
 * expired: nobody learns which.
 */
export async function findUsableToken(
  { store, clock, secrets }: Pick<SelfServiceContext, "store" | "clock" | "secrets">,
  text: string,
  purpose: TokenPurpose,
): Promise<AccessToken | undefined> {
  if (!isTokenText(text)) return undefined;
  const digest = toTokenDigest(text);
  const found = await store.findAccessToken(digest);
  if (found === undefined || !secrets.isSame(found.digest, digest)) return undefined;
  return isUsable(found, purpose, clock.now()) ? found : undefined;
}
