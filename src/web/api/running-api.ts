import type { ChangeOutlines } from "../../app/change-outlines.ts";
import type { Address } from "../addresses.ts";
import type { Web } from "../context.ts";

/** What handlers work with. */
export interface RunningApi {
  readonly web: Web;
  readonly outlines: ChangeOutlines;
  /** Gives the address of a page with the host that readers reach it under. */
  readonly toUrl: (address: Address) => string;
}
