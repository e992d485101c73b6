import type { Address } from "../addresses.ts";
import type { Web } from "../context.ts";
import type { TextMatches } from "./text-matches.ts";
import type { LoadMatrix } from "./topic-matrix.ts";

/** What handlers work with. */
export interface RunningApi {
  readonly web: Web;
  readonly textMatches: TextMatches;
  readonly loadMatrix: LoadMatrix;
  /** Gives the address of a page with the host that readers reach it under. */
  readonly toUrl: (address: Address) => string;
}
