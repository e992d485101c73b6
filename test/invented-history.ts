import { importArchive } from "../src/app/import-archive.ts";
import { parseInstant } from "../src/model/instant.ts";
import type { ArchivedVersion } from "../src/ports/archive.ts";
import type { Store } from "../src/ports/store.ts";
import { inventedDocuments } from "./invented-texts.ts";

/** Records three years of fictional providers as an import would: versions, compared changes, nobody alerted. */
export async function recordInventedHistory(store: Store): Promise<void> {
  await importArchive({
    store,
    archive: { listVersions, [Symbol.asyncDispose]: async () => {} },
  });
}

async function* listVersions(): AsyncGenerator<ArchivedVersion> {
  for (const { serviceName, termsType, versions } of inventedDocuments)
    for (const { day, text } of versions)
      yield {
        serviceName,
        termsType,
        text,
        recordedAt: parseInstant(`${day}T06:00:00Z`),
        isTechnical: false,
      };
}
