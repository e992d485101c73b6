import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { hasCorpus } from "../replay/corpus.ts";
import { readArchive } from "./archive.ts";
import { readInventedEdits } from "./invented.ts";
import { learnMeanings, readStems } from "./meanings.ts";

// Learns anew what stems mean, and chooses the background that own topics are held against; some
// seconds. The same material gives the same bytes: `node test/training/train-meanings.ts && oxfmt src/core/topics`.

const target = join(import.meta.dirname, "../../src/core/topics");

/** Every second invented edit, which is enough for the few in a hundred that a threshold rests on. */
function toBackground(): readonly string[] {
  return readInventedEdits()
    .filter((_, at) => at % 2 === 0)
    .map(({ leadIn, before, after }) => `${leadIn} ${after ?? before ?? ""}`.trim());
}

if (hasCorpus()) {
  const meanings = learnMeanings(readStems(readArchive(), () => true));
  writeFileSync(join(target, "meanings.json"), `${JSON.stringify(meanings)}\n`);
  const background = toBackground();
  writeFileSync(join(target, "background.json"), `${JSON.stringify(background, null, 1)}\n`);
  process.stdout.write(
    `${meanings.counts.length} stems of ${meanings.clauses} clauses, ${background.length} sentences\n`,
  );
}
