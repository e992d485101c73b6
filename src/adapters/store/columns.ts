import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { z } from "zod";
import { digestOf, isDigest } from "../../model/digest.ts";
import type { Digest } from "../../model/digest.ts";
import { StoreError } from "../../model/errors.ts";

export const stringList = z.array(z.string());
export const numberList = z.array(z.int().nonnegative());
export const digestList = z.array(z.string().refine(isDigest));

/** Reads a JSON column; `where` names table, column and id for the one who has to mend it. */
export function parseJson<T>(schema: z.ZodType<T>, json: string, where: string): T {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw corrupt(`${where} is not JSON`, cause);
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw corrupt(`${where} is malformed at "${issue?.path.join(".") ?? ""}"`, result.error);
  }
  return result.data;
}

/** Reads a column that holds a member of a closed set. */
export function parseMember<T extends string>(
  members: readonly T[],
  value: string,
  where: string,
): T {
  const member = members.find((candidate) => candidate === value);
  if (member === undefined) throw corrupt(`${where} holds an unknown value`);
  return member;
}

/**
 * Level 3: over 1,226 real texts (81 MB) it gives 20.9 MB in 0.26 s, where level 9 gives 19.1 MB in 1.1 s.
 * The checksum is for those who read the frames without us; we compare digests.
 */
export function compress(text: string): Uint8Array {
  return zstdCompressSync(text, {
    params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 },
  });
}

export function decompress(body: Uint8Array, where: string): string {
  try {
    return zstdDecompressSync(body).toString("utf8");
  } catch (cause) {
    throw corrupt(`${where} does not decompress`, cause);
  }
}

/** A text kept under its digest; damage never passes for a provider's words. */
export function decompressText(body: Uint8Array, digest: Digest): string {
  const text = decompress(body, `text ${digest}`);
  if (digestOf(text) !== digest) throw corrupt(`text ${digest} does not hash to its name`);
  return text;
}

function corrupt(what: string, cause?: unknown): StoreError {
  return new StoreError(
    "corrupt",
    `the database is damaged: ${what}; restore it from a backup`,
    cause === undefined ? undefined : { cause },
  );
}
