import type { Kysely } from "kysely";
import { noReviews } from "../../core/review/standing.ts";
import { reviewStates } from "../../model/review.ts";
import type { ReviewedChange, ReviewedChangeFilter } from "../../ports/review-store.ts";
import { rankOf } from "./changes.ts";
import { parseMember } from "./columns.ts";
import type { Tables } from "./tables.ts";

/** Latest first. Reads the clause states of all changes that fit, and the last review of each. */
export async function listReviewedChanges(
  db: Kysely<Tables>,
  filter: ReviewedChangeFilter,
): Promise<readonly ReviewedChange[]> {
  const { serviceId, termsId, topic, since, until } = filter;
  let query = db
    .selectFrom("changes")
    .innerJoin("changeClauses", "changeClauses.changeId", "changes.id")
    .select(["changes.id as changeId", "changes.termsId", "changes.detectedAt"])
    .select(["changes.seq", "changeClauses.clauseKey"])
    .distinct();
  if (termsId !== undefined) query = query.where("changes.termsId", "=", termsId);
  if (serviceId !== undefined)
    query = query.where("changes.termsId", "in", (eb) =>
      eb.selectFrom("terms").select("terms.id").where("terms.serviceId", "=", serviceId),
    );
  if (topic !== undefined)
    query = query.where("changes.id", "in", (eb) =>
      eb
        .selectFrom("changeTopics")
        .select("changeTopics.changeId")
        .where("changeTopics.topic", "=", topic)
        .where("changeTopics.materialityRank", ">=", rankOf("substantive")),
    );
  if (since !== undefined) query = query.where("changes.detectedAt", ">=", since);
  if (until !== undefined) query = query.where("changes.detectedAt", "<", until);
  const rows = await query
    .orderBy("changes.detectedAt", "desc")
    .orderBy("changes.seq", "desc")
    .execute();
  const lastOf = await readLast(db);
  const found = [...Map.groupBy(rows, ({ changeId }) => changeId).values()].flatMap((ofChange) => {
    const [first] = ofChange;
    if (first === undefined) return [];
    const { changeId, detectedAt } = first;
    const counts = { ...noReviews };
    const lasts = ofChange.flatMap(({ clauseKey }) => {
      const review = lastOf.get(clauseKey);
      counts[review?.state ?? "new"] += 1;
      return review ?? [];
    });
    if (filter.reviewer !== undefined && !lasts.some((one) => one.reviewer === filter.reviewer))
      return [];
    const [newest] = lasts.toSorted((one, other) => other.seq - one.seq);
    const last = newest === undefined ? null : { at: newest.at, reviewer: newest.reviewer };
    return [{ changeId, termsId: first.termsId, detectedAt, counts, last }];
  });
  return found;
}

/** The review of each clause state that counts. */
async function readLast(db: Kysely<Tables>) {
  const rows = await db
    .selectFrom("reviews")
    .select(["seq", "clauseKey", "state", "reviewer", "at"])
    .where(
      "seq",
      "in",
      db
        .selectFrom("reviews")
        .select((eb) => eb.fn.max("seq").as("seq"))
        .groupBy("clauseKey"),
    )
    .execute();
  return new Map(
    rows.map(({ state, ...row }) => [
      row.clauseKey,
      { ...row, state: parseMember(reviewStates, state, `reviews.state of row ${row.seq}`) },
    ]),
  );
}
