import { hash } from "node:crypto";

declare const brand: unique symbol;

/** SHA-256 as 64 lower-case hexadecimal digits. */
export type Digest = string & { readonly [brand]: "Digest" };

/** Hashes bytes as they are and text as UTF-8. */
export function digestOf(content: Uint8Array | string): Digest {
  return hash("sha256", content, "hex") as Digest;
}

/** Hashes a list of fields so that no two different lists share an input: each is preceded by its length. */
export function digestOfFields(...fields: readonly string[]): Digest {
  return digestOf(fields.map((field) => `${field.length}:${field}`).join(""));
}

export function isDigest(text: string): text is Digest {
  return /^[0-9a-f]{64}$/.test(text);
}
