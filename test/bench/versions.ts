import { readArchive } from "../training/archive.ts";

/** Two recorded versions of one document, one after the other. */
export interface VersionPair {
  readonly document: string;
  readonly before: string;
  readonly after: string;
}

/** Gives all consecutive versions of the corpus's bundle whose texts differ, in the order of documents and time. */
export function readVersionPairs(): readonly VersionPair[] {
  const archive = readArchive();
  return archive.documents.flatMap((document) => {
    const blobs = archive.blobsOf(document);
    return blobs.slice(1).map((blob, at) => ({
      document,
      before: archive.textOf(blobs[at] ?? ""),
      after: archive.textOf(blob),
    }));
  });
}
