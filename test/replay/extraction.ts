// Reads every capture of the corpus without selectors and compares with what another archive read.
//
//   node test/replay/extraction.ts [--every N] [--only id,id] [--json file]
//
// Three references are no measure of a text. Stability AI's has the site's footer (16 % of its words), Fireworks
// AI's is the whole <body>: menus, a consent box of 3,000 words and a font probe; the words that are missing here
// are those. Sana's PDF is read there without spaces at line ends ("toour", "areprohibited").
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { hasCorpus } from "./corpus.ts";
import { listDocuments } from "./extraction-corpus.ts";
import { median } from "./extraction-measure.ts";
import { type Report, reportOn } from "./extraction-report.ts";

function toShare(value: number): string {
  return (Number.isNaN(value) ? "–" : (value * 100).toFixed(1)).padStart(5);
}

function toLine(report: Report): string {
  const verdict = report.isGood === null ? " " : report.isGood ? "✓" : "✗";
  return [
    verdict,
    report.id.padEnd(52),
    toShare(report.present),
    toShare(report.extra),
    String(report.distinct - 1).padStart(4),
    String(report.changes).padStart(4),
    `${report.found}/${report.known}`.padStart(6),
    `${report.ms.toFixed(0)} ms`.padStart(7),
    ` ${report.held}`,
  ].join(" ");
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      every: { type: "string", default: "1" },
      only: { type: "string" },
      json: { type: "string" },
    },
  });
  if (!hasCorpus()) return;
  const only = values.only?.split(",");
  const reports: Report[] = [];
  process.stdout.write(
    "  document, % present, % extra, new texts, changes, known found, CPU, held\n",
  );
  for (const id of listDocuments().filter((name) => only?.includes(name) ?? true)) {
    const report = await reportOn(id, Number(values.every));
    reports.push(report);
    process.stdout.write(`${toLine(report)}\n`);
  }
  const sum = (pick: (report: Report) => number): number =>
    reports.reduce((total, report) => total + pick(report), 0);
  process.stdout.write(
    `${sum(({ isGood }) => (isGood === true ? 1 : 0))} of ${sum(({ isGood }) => (isGood === null ? 0 : 1))} documents agree; ` +
      `${sum(({ distinct }) => distinct - 1)} new texts, ${sum(({ changes }) => changes)} changes, known ${sum(({ known: all }) => all)}, found ${sum(({ found }) => found)}; ` +
      `${median(reports.map(({ ms }) => ms)).toFixed(0)} ms in the median\n`,
  );
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(reports, null, 1));
}

await main();
