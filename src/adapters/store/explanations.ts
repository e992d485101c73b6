import type { Kysely } from "kysely";
import { answerSchema } from "../../core/explain/answer-schema.ts";
import type { Digest } from "../../model/digest.ts";
import { answerFaults } from "../../model/explanation.ts";
import type { ModelAnswer } from "../../model/explanation.ts";
import type { Instant } from "../../model/instant.ts";
import type { ExplanationStore, QueuedExplanation } from "../../ports/explanation-store.ts";
import { findChange } from "./changes.ts";
import { parseJson, parseMember } from "./columns.ts";
import { addNotifications } from "./notifications.ts";
import type { Tables } from "./tables.ts";

export function createExplanationStore(db: Kysely<Tables>): ExplanationStore {
  return {
    listAnswers: (clauses) => listAnswers(db, clauses),
    putAnswer: (answer) => putAnswer(db, answer),
    reserveUsage: (...parameters) => reserveUsage(db, ...parameters),
    async adjustUsage(day, tokens) {
      await db
        .updateTable("modelUsage")
        .set((eb) => ({ tokens: eb("tokens", "+", tokens) }))
        .where("day", "=", day)
        .execute();
    },
    listQueuedExplanations: (options) => listQueued(db, options),
    async giveUpExplanations(recordedBefore) {
      await db
        .updateTable("explanationQueue")
        .set({ state: "given-up" })
        .where("state", "=", "pending")
        .where("recordedAt", "<", recordedBefore)
        .execute();
    },
    recordExplanation: (...parameters) => recordExplanation(db, ...parameters),
  };
}

/** Within the transaction that records the change. */
export async function queueExplanation(
  db: Kysely<Tables>,
  changeId: Digest,
  recordedAt: Instant,
): Promise<void> {
  await db
    .insertInto("explanationQueue")
    .values({ changeId, recordedAt, state: "pending", attempts: 0, nextAttemptAt: recordedAt })
    .onConflict((conflict) => conflict.column("changeId").doNothing())
    .execute();
}

async function listAnswers(
  db: Kysely<Tables>,
  clauses: readonly Digest[],
): Promise<readonly ModelAnswer[]> {
  if (clauses.length === 0) return [];
  const rows = await db
    .selectFrom("modelAnswers")
    .selectAll()
    .where("clauses", "in", clauses)
    .orderBy("answeredAt", "desc")
    .orderBy("id")
    .execute();
  return rows.map(({ answer, fault, ...row }) => ({
    ...row,
    answer:
      answer === null ? null : parseJson(answerSchema, answer, `model_answers.answer of ${row.id}`),
    fault:
      fault === null ? null : parseMember(answerFaults, fault, `model_answers.fault of ${row.id}`),
  }));
}

async function putAnswer(db: Kysely<Tables>, { id, ...fields }: ModelAnswer): Promise<void> {
  const row = { ...fields, answer: fields.answer === null ? null : JSON.stringify(fields.answer) };
  await db
    .insertInto("modelAnswers")
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
    .execute();
}

async function reserveUsage(
  db: Kysely<Tables>,
  ...[day, { tokens }, limits]: Parameters<ExplanationStore["reserveUsage"]>
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const spent = await transaction
      .selectFrom("modelUsage")
      .select(["calls", "tokens"])
      .where("day", "=", day)
      .executeTakeFirst();
    const calls = (spent?.calls ?? 0) + 1;
    const total = (spent?.tokens ?? 0) + tokens;
    if (calls > limits.calls || total > limits.tokens) return false;
    await transaction
      .insertInto("modelUsage")
      .values({ day, calls, tokens: total })
      .onConflict((conflict) => conflict.column("day").doUpdateSet({ calls, tokens: total }))
      .execute();
    return true;
  });
}

async function listQueued(
  db: Kysely<Tables>,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<readonly QueuedExplanation[]> {
  const rows = await db
    .selectFrom("explanationQueue")
    .selectAll()
    .where("state", "=", "pending")
    .where((eb) =>
      // One never attempted is due whatever its time: the clock may have been set back since.
      eb.or([eb("nextAttemptAt", "<=", now), eb("attempts", "=", 0)]),
    )
    .orderBy("recordedAt")
    .orderBy("changeId")
    .limit(limit)
    .execute();
  const queued: QueuedExplanation[] = [];
  for (const { changeId, recordedAt, attempts } of rows) {
    const change = await findChange(db, changeId);
    if (change !== undefined) queued.push({ change, recordedAt, attempts });
  }
  return queued;
}

async function recordExplanation(
  db: Kysely<Tables>,
  ...[changeId, progress, notifications]: Parameters<ExplanationStore["recordExplanation"]>
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable("explanationQueue")
      .set(progress)
      .where("changeId", "=", changeId)
      .execute();
    await addNotifications(transaction, notifications);
    for (const { id, changeIndexes } of notifications) {
      await transaction
        .updateTable("notifications")
        .set({ changeIndexes: JSON.stringify(changeIndexes) })
        .where("id", "=", id)
        .where("state", "=", "pending")
        .execute();
    }
  });
}
