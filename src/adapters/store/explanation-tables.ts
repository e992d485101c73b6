import type { Kysely, Transaction } from "kysely";
import type { Digest } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";

/** What language models said, what was spent on asking, and which changes wait to be asked about. */
export interface ExplanationTables {
  modelAnswers: ModelAnswerRow;
  modelUsage: ModelUsageRow;
  explanationQueue: ExplanationQueueRow;
}

interface ModelAnswerRow {
  id: Digest;
  clauses: Digest;
  model: string;
  promptVersion: number;
  /** JSON text. */
  answer: string | null;
  fault: string | null;
  tokens: number;
  answeredAt: Instant;
}

interface ModelUsageRow {
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  calls: number;
  tokens: number;
}

/** One for each change that a check found, whether a model is configured or not; imported changes have none. */
interface ExplanationQueueRow {
  changeId: Digest;
  recordedAt: Instant;
  state: string;
  attempts: number;
  nextAttemptAt: Instant;
}

export async function createExplanationTables(
  db: Transaction<ExplanationTables> | Kysely<ExplanationTables>,
): Promise<void> {
  await db.schema
    .createTable("model_answers")
    .addColumn("id", "text", (column) => column.notNull().primaryKey())
    .addColumn("clauses", "text", (column) => column.notNull())
    .addColumn("model", "text", (column) => column.notNull())
    .addColumn("prompt_version", "integer", (column) => column.notNull())
    .addColumn("answer", "text")
    .addColumn("fault", "text")
    .addColumn("tokens", "integer", (column) => column.notNull())
    .addColumn("answered_at", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("model_answers_by_clauses")
    .on("model_answers")
    .columns(["clauses", "answered_at"])
    .execute();
  await db.schema
    .createTable("model_usage")
    .addColumn("day", "text", (column) => column.notNull().primaryKey())
    .addColumn("calls", "integer", (column) => column.notNull())
    .addColumn("tokens", "integer", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("explanation_queue")
    .addColumn("change_id", "text", (column) =>
      column.notNull().primaryKey().references("changes.id"),
    )
    .addColumn("recorded_at", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("next_attempt_at", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("explanation_queue_by_state")
    .on("explanation_queue")
    .columns(["state", "recorded_at"])
    .execute();
}
