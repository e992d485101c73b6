import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Alignment } from "../../src/core/clauses/align.ts";
import { segmentClauses } from "../../src/core/clauses/segment.ts";
import { toPlain, toWords } from "../../src/core/clauses/plain.ts";
import type { Segmented } from "../../src/core/clauses/unit.ts";
import { toUnits } from "../../src/core/clauses/unit.ts";
import { createContext } from "../../src/core/classify/context.ts";
import { readEditions } from "../../src/core/dates/silence.ts";
import { readEvidence } from "../../src/core/classify/evidence.ts";
import type { Edit } from "../../src/model/comparison.ts";
import type { Direction, Materiality, Topic } from "../../src/model/topic.ts";
import { sharedDir } from "../replay/corpus.ts";
import type { Archive } from "./archive.ts";
import { toFamily } from "./families.ts";
import type { Labelled } from "./labelled.ts";

const labelsDir = join(import.meta.dirname, "labels");

/** What a reader said of a clause, as if it had just been added to its document. */
interface Reading {
  readonly topics: readonly Topic[];
  readonly materiality: Materiality | undefined;
  readonly direction: Direction | null | undefined;
  readonly confidence: number;
}

/** A clause of the corpus's archive, by place: its text stays there. */
interface PlacedReading extends Reading {
  readonly document: string;
  readonly blob: string;
  readonly start: number;
  readonly end: number;
}

interface CorpusClause {
  readonly id: string;
  readonly document: string;
  readonly text: string;
  readonly topics: readonly Topic[];
  readonly confidence: number;
}

/** Gives the clauses that were read for this project in the corpus's archive. */
export function readPlacedClauses(archive: Archive): readonly Labelled[] {
  const readings = readLines(join(labelsDir, "clauses.jsonl")).map((line): PlacedReading =>
    JSON.parse(line),
  );
  const documents = Map.groupBy(readings, ({ blob }) => blob);
  return [...documents].flatMap(([blob, mine]) => {
    const text = archive.textOf(blob);
    const segmented = { text, clauses: segmentClauses(text) };
    return mine.flatMap((reading) => {
      const middle = (reading.start + reading.end) / 2;
      const at = segmented.clauses.findIndex(({ start, end }) => start <= middle && middle < end);
      return at < 0 ? [] : [toLabelled(segmented, at, reading, "read", reading.document)];
    });
  });
}

/** Gives the corpus's own labelled clauses, in their documents where the archive still has them. */
export function readCorpusClauses(archive: Archive): readonly Labelled[] {
  const clauses = readLines(join(sharedDir, "corpus/clauses.jsonl")).map((line): CorpusClause =>
    JSON.parse(line),
  );
  const readings = new Map(
    readLines(join(labelsDir, "corpus-clauses.jsonl")).map((line) => {
      const reading: Reading & { readonly clause: string } = JSON.parse(line);
      return [reading.clause, reading] as const;
    }),
  );
  const documents = Map.groupBy(clauses, ({ document }) => document);
  return [...documents].flatMap(([document, mine]) => {
    const wanted = new Map(mine.map((clause) => [toKey(clause.text), clause]));
    const found: Labelled[] = [];
    const label = (segmented: Segmented, at: number, clause: CorpusClause): void => {
      const said = readings.get(clause.id);
      const reading = {
        topics: clause.topics,
        confidence: clause.confidence,
        materiality: said?.materiality,
        direction: said?.direction,
      };
      found.push(toLabelled(segmented, at, reading, "clauses", document));
    };
    for (const blob of archive.blobsOf(document)) {
      if (wanted.size === 0) break;
      const text = archive.textOf(blob);
      const segmented = { text, clauses: segmentClauses(text) };
      for (const [at, { text: clause }] of segmented.clauses.entries()) {
        const hit = wanted.get(toKey(clause));
        if (hit === undefined) continue;
        label(segmented, at, hit);
        wanted.delete(toKey(clause));
      }
    }
    for (const clause of wanted.values()) {
      const title = `# ${document.split("/")[1] ?? ""}\n\n`;
      const text = `${title}${clause.text}`;
      const alone = {
        kind: "paragraph" as const,
        text: clause.text,
        path: [],
        number: undefined,
        title: undefined,
        leadIn: undefined,
        start: title.length,
        end: text.length,
      };
      label({ text, clauses: [alone] }, 0, clause);
    }
    return found;
  });
}

function toKey(text: string): string {
  return toWords(toPlain(text)).join(" ");
}

/** A clause with its reading, as the addition of it to its document. */
function toLabelled(
  segmented: Segmented,
  at: number,
  reading: Reading,
  source: Labelled["source"],
  document: string,
): Labelled {
  const clause = segmented.clauses[at];
  const { text = "", path = [], start = 0, end = 0 } = clause ?? {};
  const edit: Edit = {
    kind: "added",
    before: null,
    after: { text, path, start, end },
    spans: [{ op: "added", text }],
  };
  const context = contextOf(segmented);
  return {
    family: toFamily(document),
    source,
    evidence: readEvidence(edit, context),
    context,
    materiality: reading.materiality,
    topics: reading.topics,
    direction: reading.direction,
    confidence: reading.confidence,
  };
}

const contexts = new WeakMap<Segmented, ReturnType<typeof createContext>>();

/** The context of a document that is new as a whole. */
function contextOf(segmented: Segmented): ReturnType<typeof createContext> {
  const known = contexts.get(segmented);
  if (known !== undefined) return known;
  const alignment: Alignment = {
    edits: [],
    unchanged: 0,
    survived: 0,
    before: [],
    after: toUnits(segmented.clauses),
  };
  const context = createContext(alignment, {
    editions: readEditions("", segmented.text, null),
    isList: false,
    text: segmented.text,
  });
  contexts.set(segmented, context);
  return context;
}

function readLines(path: string): readonly string[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "");
}
