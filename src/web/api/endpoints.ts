import { acceptAnswer } from "./accept.ts";
import { getChange } from "./change.ts";
import { listChanges } from "./changes.ts";
import { listChecks } from "./checks.ts";
import { getClause, listClauses } from "./clauses.ts";
import { compare } from "./compare.ts";
import { listDeliveries, retryDelivery } from "./deliveries.ts";
import { getDocument, listDocuments } from "./documents.ts";
import type { Endpoint } from "./endpoint.ts";
import { listIncidents } from "./incidents.ts";
import { getReview, putReview } from "./review.ts";
import { listReviews } from "./reviews.ts";
import { search } from "./search.ts";
import { listServices } from "./services.ts";
import { getMatrix, listTopicClauses, listTopics } from "./topics.ts";
import { getTextAt, getVersion, listVersions } from "./versions.ts";

/** All of the API, in the order in which it is described. */
export const endpoints: readonly Endpoint[] = [
  listServices,
  listDocuments,
  getDocument,
  listVersions,
  getTextAt,
  getVersion,
  listChanges,
  getChange,
  compare,
  listClauses,
  getClause,
  search,
  listTopics,
  getMatrix,
  listTopicClauses,
  listReviews,
  getReview,
  putReview,
  listIncidents,
  listChecks,
  listDeliveries,
  retryDelivery,
  acceptAnswer,
];
