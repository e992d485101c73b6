import type { Explanations } from "../core/explain/explanation.ts";
import type { ClauseChange, Span } from "../model/comparison.ts";
import type { JsonObject } from "../model/message.ts";
import type { Entry, EntryOptions } from "./entry.ts";
import { toEntry } from "./entry.ts";
import { clip } from "./fold.ts";
import type { Generated } from "./generated.ts";
import { toGenerated, verbatimLabel } from "./generated.ts";
import { capitalize } from "./labels.ts";
import { toRuns } from "./runs.ts";
import { container, paragraph, run, toBytes } from "./teams-card.ts";

export interface TeamsClauseOptions extends EntryOptions {
  /** Stands before the label; null for a clause that stands alone. */
  readonly number: number | null;
  readonly explanations: Explanations | undefined;
}

/** Of one clause, so that a card holds several. */
const maxClauseBytes = 9000;
const maxPathChars = 400;

/** From the roomiest on, until the clause fits. */
const redlineSizes = [
  { maxChars: 1200, maxRuns: 30 },
  { maxChars: 600, maxRuns: 15 },
] as const;
const tightest = { maxChars: 240, maxRuns: 8 };

/**
 * Gives one clause change as a container: verdict, topics, heading path, what is generated of it, the redline, and
 * why it was judged so. All of it stands in text runs, where Markdown is not read.
 */
export function renderTeamsClause(change: ClauseChange, options: TeamsClauseOptions): JsonObject {
  const entry = toEntry(change, options);
  const generated = toGenerated(change, options.explanations);
  for (const size of redlineSizes) {
    const rendered = renderEntry(entry, toRuns(entry.spans, size), { ...options, generated });
    if (toBytes(rendered) <= maxClauseBytes) return rendered;
  }
  return renderEntry(entry, toRuns(entry.spans, tightest), { ...options, generated });
}

interface EntryParts {
  readonly number: number | null;
  readonly generated: Generated | null;
}

function renderEntry(
  entry: Entry,
  runs: readonly Span[],
  { number, generated }: EntryParts,
): JsonObject {
  const topics = entry.topics.slice(0, 3).map(capitalize).join(", ");
  const label = [entry.verdict, topics, entry.kind].filter((part) => part !== "").join(" · ");
  const before = entry.pathBefore === null ? "" : ` (before: ${entry.pathBefore || "at the top"})`;
  const path = clip(`${entry.path}${before}`, maxPathChars);
  return container(
    [
      paragraph([run(number === null ? label : `${number}. ${label}`, { weight: "Bolder" })]),
      ...(path === ""
        ? []
        : [paragraph([run(path, { isSubtle: true, size: "Small" })], { spacing: "None" })]),
      ...(generated === null ? [] : renderGenerated(generated)),
      ...(entry.under === null
        ? []
        : [paragraph([run(entry.under, { isSubtle: true, size: "Small" })], { spacing: "Small" })]),
      container([paragraph(runs.map(toTextRun))], { style: "emphasis", spacing: "Small" }),
      ...(entry.reasons.length === 0
        ? []
        : [
            paragraph(
              [run(`Why: ${entry.reasons.join("; ")}`, { isSubtle: true, size: "Small" })],
              { spacing: "Small" },
            ),
          ]),
    ],
    { separator: true, spacing: "Medium" },
  );
}

/** Outside the box that is the provider's alone, between two labels. */
function renderGenerated({ label, statements, opinion, dropped }: Generated): JsonObject[] {
  return [
    paragraph([run(`${label}:`, { weight: "Bolder", size: "Small" })], { spacing: "Small" }),
    ...statements.map(({ text, quotes }) =>
      paragraph([run(`~ ${text} `), run(`[${quotes.join("; ")}]`, { italic: true })], {
        spacing: "None",
      }),
    ),
    paragraph([run(`~ ${opinion}.`)], { spacing: "None" }),
    ...(dropped === null ? [] : [paragraph([run(`~ ${dropped}.`)], { spacing: "None" })]),
    paragraph([run(verbatimLabel, { weight: "Bolder", size: "Small" })], { spacing: "Small" }),
  ];
}

/** Struck or underlined by itself; the colour and the mark in brackets say the same again. */
function toTextRun({ op, text }: Span): JsonObject {
  if (op === "removed") return run(text, { strikethrough: true, color: "Attention" });
  if (op === "added") return run(text, { underline: true, weight: "Bolder", color: "Good" });
  return run(text);
}
