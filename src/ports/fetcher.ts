import type { Fetched } from "../model/snapshot.ts";

/** What an earlier answer allows to ask: "only if it differs". */
export interface Validators {
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
}

export interface FetchRequest {
  readonly url: string;
  /** ISO 639-1 code for Accept-Language. */
  readonly language: string;
  /** True: in a browser; false: never; undefined: when the page turns out to need it. */
  readonly executeClientScripts: boolean | undefined;
  readonly robots: "respect" | "ignore";
  /** Undefined: a full fetch. */
  readonly validators: Validators | undefined;
  /** CSS selectors that a browser waits for (all of them, for a bounded time); empty: until the page settles. */
  readonly waitFor: readonly string[];
}

/** An answer with any status, or the server's word that nothing changed. */
export type FetchResult =
  | { readonly kind: "fetched"; readonly fetched: Fetched }
  | { readonly kind: "not-modified"; readonly fetched: Fetched };

export interface Fetcher extends AsyncDisposable {
  /**
   * Gives the last answer after retries; keeps to one request per host at a time.
   * @throws {FetchError} when there is no answer to keep; `AbortError` reasons surface as kind `aborted`
   */
  fetch(request: FetchRequest, signal?: AbortSignal): Promise<FetchResult>;
}
