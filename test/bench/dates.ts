import { readFileSync } from "node:fs";
import { join } from "node:path";
import { alignClauses } from "../../src/core/clauses/align.ts";
import { toPlain } from "../../src/core/clauses/plain.ts";
import { segmentClauses } from "../../src/core/clauses/segment.ts";
import { datePattern } from "../../src/core/dates/calendar.ts";
import { createDateJudge } from "../../src/core/dates/moved.ts";
import { readNotices } from "../../src/core/dates/notice.ts";
import { readEditions } from "../../src/core/dates/silence.ts";
import { readStatedDates } from "../../src/core/dates/stated.ts";
import { sharedDir } from "../replay/corpus.ts";
import type { VersionPair } from "./versions.ts";
import { readVersionPairs } from "./versions.ts";

// A date close under the title or at the end, whatever stands before it: what a reader would find.
const headCharacters = 1_000;
const tailCharacters = 300;

/** Reports in how many real texts a stated date is read, and how edits of effective dates are judged. */
export function benchDates(): void {
  const latest = new Map<string, string>();
  const texts = new Set<string>();
  for (const { document, before, after } of readVersionPairs()) {
    latest.set(document, after);
    texts.add(before).add(after);
  }
  console.log("dates: texts that state one of their own");
  reportCoverage(`latest of ${latest.size} documents with a history`, [...latest.values()]);
  reportCoverage(`${texts.size} versions`, [...texts]);
  const promising = [...latest.values()].filter((text) => readNotices(text).length > 0).length;
  console.log(`  ${promising} latest versions say when changes of theirs bind`);
  reportMoves(false);
  reportMoves(true);
}

function reportCoverage(name: string, texts: readonly string[]): void {
  const read = texts.filter((text) => readStatedDates(text).all.length > 0).length;
  const missed = texts.filter(
    (text) => readStatedDates(text).all.length === 0 && showsDate(text),
  ).length;
  const share = ((100 * read) / texts.length).toFixed(1);
  console.log(
    `  ${name}: read in ${read} (${share} %); a date at the edge, yet none read: ${missed}`,
  );
}

function showsDate(text: string): boolean {
  const edges = [text.slice(0, headCharacters), text.slice(-tailCharacters)];
  return edges.some((edge) => toPlain(edge).search(datePattern) >= 0);
}

interface Labelled extends Pick<VersionPair, "before" | "after"> {
  readonly at: string;
  readonly items: readonly {
    readonly before: string | null;
    readonly after: string | null;
    readonly materiality: string;
  }[];
}

function reportMoves(isTimed: boolean): void {
  const folder = join(sharedDir, "corpus/changes");
  const lines = readFileSync(join(folder, "changes.jsonl"), "utf8").trim().split("\n");
  const counts = { right: 0, wrong: 0, unlabelled: 0 };
  for (const line of lines) {
    const change: Labelled = JSON.parse(line);
    const before = readFileSync(join(folder, change.before), "utf8");
    const after = readFileSync(join(folder, change.after), "utf8");
    const judge = createDateJudge(
      readEditions(before, after, isTimed ? change.at.slice(0, 10) : null),
    );
    const { edits } = alignClauses(
      { text: before, clauses: segmentClauses(before) },
      { text: after, clauses: segmentClauses(after) },
    );
    for (const edit of edits) {
      const verdict = judge(edit);
      if (verdict === null) continue;
      const label = change.items.find(
        (item) => isSame(item.before, edit.before?.text) || isSame(item.after, edit.after?.text),
      );
      if (label === undefined) counts.unlabelled += 1;
      else if ((label.materiality === "substantive") === (verdict.materiality === "substantive"))
        counts.right += 1;
      else counts.wrong += 1;
    }
  }
  const { right, wrong, unlabelled } = counts;
  console.log(
    `  edits of an effective date, ${isTimed ? "seen at a known time" : "without a clock"}: ${right} of ${right + wrong} as labelled, ${unlabelled} without a label`,
  );
}

function isSame(one: string | null, other: string | undefined): boolean {
  return one !== null && other !== undefined && toPlain(one) === toPlain(other);
}
