import type { Column, Row } from "../../render/table-text.ts";
import { toStanceWords } from "../../render/stance.ts";
import type { TopicView } from "../topic-view.ts";
import type { Table } from "./table.ts";

/** The lists of a topic's page. */
export const topicLists = ["matrix", "turns", "wordings"] as const;
export type TopicList = (typeof topicLists)[number];

/** Gives one of the lists of a topic's page, with the page's filters, as a table. */
export function toTopicTable(view: TopicView, list: TopicList): Table {
  const { columns, rowsOf } = tables[list];
  return { name: `${view.topic}-${list}`, columns, rows: rowsOf(view) };
}

const matrixColumns: readonly Column[] = [
  { key: "serviceId", label: "Provider id" },
  { key: "serviceName", label: "Provider" },
  { key: "from", label: "Period from" },
  { key: "lastDay", label: "Last day" },
  { key: "stance", label: "Stance" },
  { key: "words", label: "In words" },
];

function* listCells({ matrix, topic }: TopicView): Generator<Row> {
  const words = toStanceWords(topic);
  for (const { serviceId, serviceName, cells } of matrix.rows)
    for (const [at, { said }] of cells.entries()) {
      const period = matrix.periods[at];
      if (period === undefined) continue;
      const { from, lastDay } = period;
      yield { serviceId, serviceName, from, lastDay, stance: said, words: words.long[said] };
    }
}

const turnColumns: readonly Column[] = [
  { key: "at", label: "First seen" },
  { key: "kind", label: "What happened" },
  { key: "serviceName", label: "Provider" },
  { key: "termsId", label: "Document id" },
  { key: "termsType", label: "Document" },
  { key: "before", label: "Stance before" },
  { key: "after", label: "Stance after" },
  { key: "wording", label: "Wording" },
  { key: "versionId", label: "Version" },
  { key: "changeId", label: "Change" },
];

function* listTurnRows({ turns, changeOf }: TopicView): Generator<Row> {
  for (const { at, kind, terms, before, after, spell, versionId } of turns)
    yield {
      at,
      kind,
      serviceName: terms.serviceName,
      termsId: terms.id,
      termsType: terms.termsType,
      before,
      after,
      wording: spell.wording,
      versionId,
      changeId: changeOf(versionId) ?? null,
    };
}

const wordingColumns: readonly Column[] = [
  { key: "serviceName", label: "Provider" },
  { key: "termsId", label: "Document id" },
  { key: "termsType", label: "Document" },
  { key: "stance", label: "Stance" },
  { key: "from", label: "Since" },
  { key: "isFromFirst", label: "Since its first known version" },
  { key: "number", label: "Number" },
  { key: "path", label: "Headings" },
  { key: "leadIn", label: "Completes" },
  { key: "wording", label: "Wording" },
  { key: "clauseId", label: "Clause" },
  { key: "versionId", label: "Version" },
];

function* listWordings({ wordings }: TopicView): Generator<Row> {
  for (const { spell, terms, stance, isFromFirst } of wordings)
    yield {
      serviceName: terms.serviceName,
      termsId: terms.id,
      termsType: terms.termsType,
      stance,
      from: spell.from,
      isFromFirst,
      number: spell.number,
      path: spell.path,
      leadIn: spell.leadIn,
      wording: spell.wording,
      clauseId: spell.clauseId,
      versionId: spell.versionId,
    };
}

const tables: Readonly<
  Record<
    TopicList,
    { readonly columns: readonly Column[]; readonly rowsOf: (view: TopicView) => Iterable<Row> }
  >
> = {
  matrix: { columns: matrixColumns, rowsOf: listCells },
  turns: { columns: turnColumns, rowsOf: listTurnRows },
  wordings: { columns: wordingColumns, rowsOf: listWordings },
};
