import type { Explanations } from "../core/explain/explanation.ts";
import type { ClauseChange, Span } from "../model/comparison.ts";
import type { Entry, EntryOptions } from "./entry.ts";
import { toEntry } from "./entry.ts";
import { clip } from "./fold.ts";
import type { Generated } from "./generated.ts";
import { toGenerated, verbatimLabel } from "./generated.ts";
import { capitalize } from "./labels.ts";
import type { RunOptions } from "./runs.ts";
import { toRuns } from "./runs.ts";
import type { Block, RichElement } from "./slack-blocks.ts";
import { plain, quote, richText, section, toChars } from "./slack-blocks.ts";

export interface SlackClauseOptions extends EntryOptions {
  /** Stands before the label; null for a clause that stands alone. */
  readonly number: number | null;
  readonly explanations: Explanations | undefined;
}

/** Of one clause, so that a message holds several and a thread any. */
const maxClauseChars = 5000;
const maxPathChars = 600;

/** From the roomiest on, until the clause fits; the last one fits always, for the runs are few and short. */
const redlineSizes = [
  { maxChars: 1200, maxRuns: 40 },
  { maxChars: 600, maxRuns: 20 },
  { maxChars: 240, maxRuns: 8 },
] as const;

/**
 * Gives one clause change as one block: verdict, topics, heading path, what is generated of it, the redline as a
 * quotation, and why it was judged so.
 */
export function renderSlackClause(change: ClauseChange, options: SlackClauseOptions): Block {
  const entry = toEntry(change, options);
  const generated = toGenerated(change, options.explanations);
  const render = (size: RunOptions) =>
    renderBlock(entry, toRuns(entry.spans, size), { number: options.number, generated });
  const [roomy, tight, tightest] = redlineSizes;
  for (const size of [roomy, tight]) {
    const block = render(size);
    if (toChars([block]) <= maxClauseChars) return block;
  }
  return render(tightest);
}

interface BlockParts {
  readonly number: number | null;
  readonly generated: Generated | null;
}

function renderBlock(
  entry: Entry,
  runs: readonly Span[],
  { number, generated }: BlockParts,
): Block {
  const topics = entry.topics.slice(0, 3).map(capitalize).join(", ");
  const label = [entry.verdict, topics, entry.kind].filter((part) => part !== "").join(" · ");
  const before = entry.pathBefore === null ? "" : ` (before: ${entry.pathBefore || "at the top"})`;
  const path = clip(`${entry.path}${before}`, maxPathChars);
  return richText([
    section([
      plain(number === null ? label : `${number}. ${label}`, { bold: true }),
      ...(path === "" ? [] : [plain(`\n${path}`, { italic: true })]),
    ]),
    ...(generated === null ? [] : renderGenerated(generated)),
    ...(entry.under === null ? [] : [section([plain(entry.under, { italic: true })])]),
    quote(runs.map(toRichElement)),
    ...(entry.reasons.length === 0
      ? []
      : [section([plain(`Why: ${entry.reasons.join("; ")}`, { italic: true })])]),
  ]);
}

/** Outside the quotation, which is the provider's alone, between two labels. */
function renderGenerated({ label, statements, opinion, dropped }: Generated): Block[] {
  return [
    section([
      plain(`${label}:`, { bold: true }),
      ...statements.flatMap(({ text, quotes }) => [
        plain(`\n~ ${text} `),
        plain(`[${quotes.join("; ")}]`, { italic: true }),
      ]),
      plain(`\n~ ${opinion}.`),
      ...(dropped === null ? [] : [plain(`\n~ ${dropped}.`)]),
    ]),
    section([plain(verbatimLabel, { bold: true })]),
  ];
}

/** Struck through or bold by itself; the mark in brackets is for screen readers and copied text. */
function toRichElement({ op, text }: Span): RichElement {
  if (op === "removed") return plain(text, { strike: true });
  return op === "added" ? plain(text, { bold: true, underline: true }) : plain(text);
}
