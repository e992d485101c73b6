import type { SourceDocument } from "../../model/declaration.ts";

/** The body of one source document, and what is needed to read it. */
export interface SourceContent {
  readonly source: SourceDocument;
  readonly bytes: Uint8Array;
  /** The answer's Content-Type as it came; undefined when it had none. */
  readonly contentType: string | undefined;
  /** Where redirects ended: what relative links are relative to. */
  readonly finalUrl: string;
}
