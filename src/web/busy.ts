import { StoreError } from "../model/errors.ts";

/** When to come again: what holds a database is done within a minute, or somebody must look at it. */
export const busyRetrySeconds = 60;

/** Gives what to tell whoever asked for something that the store cannot do at the moment; null for any other error. */
export function toBusyWords(error: unknown): readonly string[] | null {
  if (!(error instanceof StoreError)) return null;
  if (error.kind === "locked") {
    return [
      "Another program is writing to the database. Nothing of what you sent has been kept.",
      "Go back and try again in a minute.",
    ];
  }
  if (error.kind === "full") {
    return [
      "The disk is full. Nothing of what you sent has been kept; what was kept before is all there.",
      "Whoever runs this page must free some space. Then go back and try again.",
    ];
  }
  return null;
}
