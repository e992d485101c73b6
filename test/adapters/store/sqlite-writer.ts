/** Records one check with its version, change and notification after the other, a line for each, until it is killed. */
import { createSqliteStore } from "../../../src/adapters/store/sqlite/store.ts";
import { addMs } from "../../../src/model/instant.ts";
import {
  hour,
  sampleChange,
  sampleCheck,
  sampleNotification,
  sampleRecord,
  sampleTerms,
  sampleVersion,
  termsId,
} from "../../contract/samples.ts";

const store = await createSqliteStore({ path: process.argv[2] ?? "" });
await store.putTerms([sampleTerms()]);

for (;;) {
  const { latest } = await store.getTermsState(termsId);
  const now = latest === null ? hour(0) : addMs(latest.fetchedAt, 60_000);
  const version = sampleVersion(`text of ${now}`, now, latest);
  const change = latest === null ? null : sampleChange(latest, version);
  await store.recordCheck(
    sampleRecord(sampleCheck("changed", now, { versionId: version.id }), {
      versions: [version],
      change,
      notifications: change === null ? [] : [sampleNotification(change, "reader", now)],
    }),
  );
  process.stdout.write(`${version.id}\n`);
}
