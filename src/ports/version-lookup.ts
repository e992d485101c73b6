import type { Digest } from "../model/digest.ts";

/** Finds versions by what is left of an address. */
export interface VersionLookup {
  /** Gives the whole id for an id or an unambiguous prefix of at least 6 digits; undefined where no version has it. */
  findVersionId(idOrPrefix: string): Promise<Digest | undefined>;
}
