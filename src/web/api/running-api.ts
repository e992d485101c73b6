import type { Address } from "../addresses.ts";
import type { Web } from "../context.ts";

/** What handlers work with. */
export interface RunningApi {
  readonly web: Web;
  /** Gives the address of a page with the host that readers reach it under. */
  readonly toUrl: (address: Address) => string;
}
