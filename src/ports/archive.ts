import type { Instant } from "../model/instant.ts";

/** One recorded text of another archive. */
export interface ArchivedVersion {
  readonly serviceName: string;
  readonly termsType: string;
  readonly text: string;
  readonly recordedAt: Instant;
  /** The archive says that its own rules changed, not the provider's text. */
  readonly isTechnical: boolean;
}

/** Another archive's history, read only. */
export interface Archive extends AsyncDisposable {
  /** Every version of every document, grouped by document, oldest first within it. */
  listVersions(): AsyncIterable<ArchivedVersion>;
}
