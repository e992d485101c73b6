import type { OutlinedHistory } from "../../app/change-outlines.ts";
import { afterDay, startOfDay } from "../../core/dates/day.ts";
import { countStates, deriveState } from "../../core/review/standing.ts";
import type { Topic } from "../../model/topic.ts";
import type { Column, Row, TableFormat } from "../../render/table-text.ts";
import { toTitle } from "../../render/story.ts";
import { addresses } from "../addresses.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import { answerTable } from "../exports/table.ts";
import type { ReviewQuery } from "../record-query.ts";
import { isChosen, parseReviewQuery } from "../record-query.ts";
import type { ReviewItem } from "../views/reviews-page.ts";
import { renderReviewsPage } from "../views/reviews-page.ts";
import { refuseList } from "./refused-list.ts";
import type { Route } from "./route.ts";

/** What is read in one sitting; all of it is in the files. */
const pageSize = 25;

/** The list of recorded changes by the state of their review, for whoever has signed in. */
export function reviewRoutes(web: Web): readonly Route[] {
  return [
    { path: "/reviews", access: "reader", get: (c) => answerReviews(web, c) },
    { path: "/reviews.csv", access: "reader", get: (c) => answerFile(web, c, "csv") },
    { path: "/reviews.jsonl", access: "reader", get: (c) => answerFile(web, c, "jsonl") },
  ];
}

async function answerReviews(web: Web, c: Request): Promise<Response> {
  const query = parseReviewQuery(c.req.query());
  if (query === null) return refuseList(web, c, addresses.reviews());
  const all = await listItems(web, query);
  const chosen = all.filter(({ state }) => isChosen(query.state, state));
  const passed = (query.page - 1) * pageSize;
  const page = renderReviewsPage(web.paths, {
    viewer: c.get("viewer"),
    query,
    items: chosen.slice(passed, passed + pageSize),
    counts: countStates(all.map(({ state }) => state)),
    total: chosen.length,
    passed,
    offer: await web.offers.load(),
    reviewers: await web.store.listReviewers(),
  });
  return answer(c, page);
}

/** Latest first, in whichever state. */
async function listItems(web: Web, query: ReviewQuery): Promise<readonly ReviewItem[]> {
  const { service, topic, reviewer, since, until } = query;
  const changes = await web.store.listReviewedChanges({
    ...(service !== undefined && { serviceId: service }),
    // One that is none finds nothing.
    ...(topic !== undefined && { topic: topic as Topic }),
    ...(reviewer !== undefined && { reviewer }),
    ...(since !== undefined && { since: startOfDay(since) }),
    ...(until !== undefined && { until: afterDay(until) }),
  });
  const history = await web.outlines.read();
  return changes.flatMap(({ termsId, counts, ...change }) => {
    const state = deriveState(counts);
    if (state === null) return [];
    const title = nameOf(history, termsId);
    const gist = history.byId.get(change.changeId)?.gist ?? "what changed is not known any more";
    return [{ ...change, counts, state, title, gist }];
  });
}

function nameOf({ terms }: OutlinedHistory, termsId: string): string {
  const known = terms.get(termsId);
  return known === undefined ? termsId : toTitle(known);
}

const columns: readonly Column[] = [
  { key: "state", label: "State" },
  { key: "document", label: "Document" },
  { key: "seenAt", label: "Seen" },
  { key: "change", label: "What changed" },
  { key: "new", label: "Clauses new" },
  { key: "reviewed", label: "Clauses reviewed" },
  { key: "escalated", label: "Clauses escalated" },
  { key: "dismissed", label: "Clauses dismissed" },
  { key: "lastReviewer", label: "Last reviewer" },
  { key: "lastReviewedAt", label: "Last reviewed" },
  { key: "id", label: "Change" },
  { key: "address", label: "Address" },
];

async function answerFile(web: Web, c: Request, format: TableFormat): Promise<Response> {
  const query = parseReviewQuery(c.req.query());
  if (query === null) return refuseList(web, c, addresses.reviews());
  const items = await listItems(web, query);
  const rows = items
    .filter(({ state }) => isChosen(query.state, state))
    .map((item): Row => ({
      state: item.state,
      document: item.title,
      seenAt: item.detectedAt,
      change: item.gist,
      ...item.counts,
      lastReviewer: item.last?.reviewer ?? null,
      lastReviewedAt: item.last?.at ?? null,
      id: item.changeId,
      address: `${web.settings.baseUrl}${addresses.change(item.changeId)}`,
    }));
  return answerTable(c, { name: "reviews", columns, rows }, format);
}
