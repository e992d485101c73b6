import { assessPage, assessText } from "../../src/core/assess.ts";
import { extractSource } from "../../src/core/extract/extract.ts";
import { fingerprintOf } from "../../src/core/extract/fingerprint.ts";
import type { Assessment } from "../../src/model/check.ts";
import { ExtractError } from "../../src/model/errors.ts";
import { addressAt, type Capture, loadCaptures, loadReferences } from "./extraction-corpus.ts";
import { readReferenceChanges } from "./corpus.ts";
import type { ReferenceChange } from "./corpus.ts";
import { countEach, measureOverlap, median } from "./extraction-measure.ts";

interface Reading {
  readonly at: string;
  readonly fault: string | null;
  readonly text: string | null;
  readonly fingerprint: string | null;
  readonly ms: number;
}

/** What came out for one document. */
export interface Report {
  readonly id: string;
  readonly captures: number;
  readonly present: number;
  readonly extra: number;
  readonly isGood: boolean | null;
  readonly distinct: number;
  readonly changes: number;
  readonly known: number;
  readonly found: number;
  readonly missed: readonly string[];
  readonly held: string;
  readonly ms: number;
}

/** What the goal asks of a document's median capture. */
const minPresent = 0.98;
const maxExtra = 0.08;

async function read(id: string, capture: Capture, previousText: string | null): Promise<Reading> {
  const url = addressAt(id, capture.at);
  const contentType = capture.type === "text/html" ? "text/html; charset=utf-8" : capture.type;
  const start = process.cpuUsage();
  const result = await readText(url, contentType, capture.bytes, previousText);
  const spent = process.cpuUsage(start);
  const text = typeof result === "string" ? result : null;
  return {
    at: capture.at,
    fault: typeof result === "string" ? null : result.fault,
    text,
    fingerprint: text === null ? null : fingerprintOf(text),
    ms: (spent.user + spent.system) / 1000,
  };
}

async function readText(
  url: string,
  contentType: string,
  bytes: Uint8Array,
  previousText: string | null,
): Promise<string | { readonly fault: string }> {
  const headers = { "content-type": contentType };
  const page: Assessment = assessPage({
    status: 200,
    headers,
    bytes,
    requestedUrl: url,
    finalUrl: url,
  });
  if (page.kind === "held") return page;
  const source = { url, select: [], remove: [], executeClientScripts: undefined };
  try {
    const text = await extractSource({ source, bytes, contentType, finalUrl: url });
    const judged = assessText(text, {
      language: "en",
      minLength: 500,
      previousText,
      isList: false,
    });
    return judged.kind === "held" ? judged : text;
  } catch (error) {
    if (error instanceof ExtractError) return { fault: error.kind };
    throw error;
  }
}

/** Reads each Nth capture of a document in the order of time, and the last, without any selector. */
export async function reportOn(id: string, every: number): Promise<Report> {
  return summarise(id, await readAll(id, every), readReferenceChanges()[id] ?? []);
}

async function readAll(id: string, every: number): Promise<Reading[]> {
  const captures = loadCaptures(id).filter(
    (_, index, all) => index % every === 0 || index === all.length - 1,
  );
  const readings: Reading[] = [];
  let previous: string | null = null;
  for (const capture of captures) {
    const reading: Reading = await read(id, capture, previous);
    readings.push(reading);
    previous = reading.text ?? previous;
  }
  return readings;
}

function summarise(
  id: string,
  readings: readonly Reading[],
  known: readonly ReferenceChange[],
): Report {
  const references = new Map(loadReferences(id).map(({ at, text }) => [Date.parse(at), text]));
  const overlaps = readings.flatMap(({ at, text }) => {
    const reference = references.get(Date.parse(at));
    return text === null || reference === undefined ? [] : [measureOverlap(text, reference)];
  });
  const present = median(overlaps.map((overlap) => overlap.present));
  const extra = median(overlaps.map((overlap) => overlap.extra));
  const accepted = readings.filter(({ fingerprint }) => fingerprint !== null);
  const changed = accepted.filter(
    (reading, index) => index > 0 && reading.fingerprint !== accepted[index - 1]?.fingerprint,
  );
  const fresh = known.filter(({ text }) => text === "new");
  const missed = fresh.filter(({ after, by }) => !isSeen(readings, after, by));
  const faults = countEach(readings.flatMap(({ fault }) => (fault === null ? [] : [fault])));
  return {
    id,
    captures: readings.length,
    present,
    extra,
    isGood: references.size === 0 ? null : present >= minPresent && extra <= maxExtra,
    distinct: new Set(accepted.map(({ fingerprint }) => fingerprint)).size,
    changes: changed.length,
    known: fresh.length,
    found: fresh.length - missed.length,
    missed: missed.map(({ by }) => by),
    held: [...faults].map(([fault, count]) => `${fault} ${count}`).join(", "),
    ms: median(readings.map(({ ms }) => ms)),
  };
}

/** Whether our text differs between the two captures, too; a held one cannot tell. */
function isSeen(readings: readonly Reading[], after: string, by: string): boolean {
  const before = readings.findLast(
    ({ at, text }) => text !== null && Date.parse(at) <= Date.parse(after),
  );
  const since = readings.find(({ at, text }) => text !== null && Date.parse(at) >= Date.parse(by));
  return before?.fingerprint !== since?.fingerprint;
}
