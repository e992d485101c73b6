import type { Insertable, Selectable } from "kysely";
import { z } from "zod";
import { topicSchema } from "../../core/topic-schema.ts";
import type { ClauseSpell } from "../../model/clause-spell.ts";
import { stances } from "../../model/clause-spell.ts";
import { digestOf } from "../../model/digest.ts";
import type { ClauseSpellRow } from "./clause-index-tables.ts";
import { parseJson, stringList } from "./columns.ts";

const topicList = z.array(topicSchema);
const stanceList = z.array(z.enum(stances));

/** Lists that rows by the thousand have in common: each is parsed once a reading. */
export interface SpellLists {
  readonly topics: Map<string, ClauseSpell["topics"]>;
  readonly stances: Map<string, ClauseSpell["stances"]>;
  readonly paths: Map<string, ClauseSpell["path"]>;
}

export function createSpellLists(): SpellLists {
  return { topics: new Map(), stances: new Map(), paths: new Map() };
}

export function toSpellRow(spell: ClauseSpell): Insertable<ClauseSpellRow> {
  const { from, until, topics, stances: read, path, wording, ...fields } = spell;
  const row = {
    ...fields,
    fromAt: from,
    untilAt: until,
    topics: JSON.stringify(topics),
    stances: JSON.stringify(read),
    path: JSON.stringify(path),
    wording: wording === spell.text ? null : wording,
  };
  return { ...row, digest: digestOf(JSON.stringify(row)) };
}

export function fromSpellRow(
  row: Selectable<ClauseSpellRow>,
  lists: SpellLists = createSpellLists(),
): ClauseSpell {
  const { seq, digest: _, fromAt, untilAt, topics, stances: read, path, wording, ...fields } = row;
  return {
    ...fields,
    wording: wording ?? fields.text,
    path: parseOnce(lists.paths, stringList, path, `path of clause_spells of ${seq}`),
    from: fromAt,
    until: untilAt,
    ...parseSpellLists({ topics, stances: read }, lists, `clause_spells of ${seq}`),
  };
}

export function parseSpellLists(
  { topics, stances: read }: Pick<Selectable<ClauseSpellRow>, "topics" | "stances">,
  lists: SpellLists,
  where: string,
): Pick<ClauseSpell, "topics" | "stances"> {
  return {
    topics: parseOnce(lists.topics, topicList, topics, `topics of ${where}`),
    stances: parseOnce(lists.stances, stanceList, read, `stances of ${where}`),
  };
}

function parseOnce<T>(known: Map<string, T>, schema: z.ZodType<T>, json: string, where: string): T {
  const found = known.get(json) ?? parseJson(schema, json, where);
  known.set(json, found);
  return found;
}
