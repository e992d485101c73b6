import type { ReviewedComparison } from "../../app/review-clauses.ts";
import { reviewClauses } from "../../app/review-clauses.ts";
import { isReviewable } from "../../app/load-reviews.ts";
import { reviewKeyOf } from "../../core/review/clause-key.ts";
import type { ReviewForm } from "../../core/review/form.ts";
import { parseReviewForm } from "../../core/review/form.ts";
import type { Viewer } from "../../model/account.ts";
import type { Digest } from "../../model/digest.ts";
import { isDigest } from "../../model/digest.ts";
import { maxReviewNote } from "../../model/review.ts";
import type { Address } from "../addresses.ts";
import { addresses, withQuery } from "../addresses.ts";
import type { ComparisonView } from "../comparison-query.ts";
import { parseComparisonView, plainView, toComparisonQuery } from "../comparison-query.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import { readForm } from "../forms.ts";
import { layOut, partOf } from "../views/change-parts.ts";
import { anchorOf } from "../views/clause-card.ts";
import { toChangeAnchor } from "../views/comparison-links.ts";
import { renderNotice } from "../views/layout.ts";
import { renderOvertaken, renderTooLong } from "../views/review-again.ts";
import type { Route } from "./route.ts";

/** Where review forms lead: each ends on the page that it came from, at the clause that it was of. */
export function reviewingRoutes(web: Web): readonly Route[] {
  return [
    {
      path: "/changes/:id/review",
      access: "reviewer",
      post: async (c) => {
        const comparison = await findChange(web, c.req.param("id") ?? "");
        return comparison === null ? c.notFound() : takeReview(web, c, comparison);
      },
    },
    {
      path: "/compare/:before/:after/review",
      access: "reviewer",
      post: async (c) => {
        const { before = "", after = "" } = c.req.param();
        const view = parseComparisonView(c.req.query()) ?? plainView;
        const comparison = await loadPair(web, { before, after, view });
        return comparison === null ? c.notFound() : takeReview(web, c, comparison);
      },
    },
  ];
}

/** A clause by the number of its card and its place in the comparison, all of them, or none in particular. */
type Place =
  | { readonly number: number; readonly index: number; readonly done: Digest }
  | "all"
  | null;

/** A comparison with its pages. */
interface Reviewable extends ReviewedComparison {
  /** Where its review forms lead. */
  readonly action: Address;
  /** Where a clause of it is shown; the whole, without one. */
  readonly addressOf: (clause: Place) => Address;
}

async function findChange({ store }: Web, id: string): Promise<Reviewable | null> {
  const change = isDigest(id) ? await store.findChange(id) : undefined;
  if (change === undefined) return null;
  const page = addresses.change(change.id);
  return {
    ...change,
    subject: change.id,
    changes: change.comparison.changes,
    action: addresses.reviewOfChange(change.id),
    addressOf(clause) {
      if (clause === null) return page;
      if (clause === "all") return withQuery(page, { done: "all" });
      const part = partOf(clause.number);
      const query = { part: part === 1 ? null : part, done: clause.done };
      return `${withQuery(page, query)}#${anchorOf(clause.number)}`;
    },
  };
}

async function takeReview(web: Web, c: Request, comparison: Reviewable): Promise<Response> {
  const viewer = c.get("viewer");
  const fields = await readForm(c);
  const form = fields && parseReviewForm(fields);
  if (viewer === null || form === null) return refuse(web, c, comparison);
  if (form.note.length > maxReviewNote && form.clause !== "all") {
    const page = renderTooLong(
      web.paths,
      { viewer, ...toLinks(web, comparison) },
      { ...form, key: form.clause },
    );
    return answer(c, page, 400);
  }
  const note = form.note.slice(0, maxReviewNote);
  return conclude(web, c, { comparison, viewer, form: { ...form, note } });
}

async function conclude(
  web: Web,
  c: Request,
  { comparison, viewer, form }: { comparison: Reviewable; viewer: Viewer; form: ReviewForm },
): Promise<Response> {
  const outcome = await reviewClauses(web, comparison, { ...form, reviewer: viewer.name });
  if (outcome.kind === "no-such-clause") return refuse(web, c, comparison);
  if (outcome.kind === "overtaken") {
    const options = { viewer, ...toLinks(web, comparison) };
    const page = renderOvertaken(web.paths, options, { mine: form, latest: outcome.latest });
    return answer(c, page, 409);
  }
  c.header("Cache-Control", "no-store");
  return c.redirect(web.paths.to(comparison.addressOf(findPlace(comparison, form.clause))), 303);
}

function toLinks({ paths }: Web, { action, addressOf }: Reviewable) {
  return { action: paths.to(action), back: paths.to(addressOf(null)) };
}

/** The first card that shows the clause; the whole where no card does any more. */
function findPlace({ termsId, changes }: Reviewable, clause: ReviewForm["clause"]): Place {
  if (clause === "all") return "all";
  const { substantive, editorial, noise } = layOut(changes);
  const shown = [...substantive, ...editorial, ...noise];
  const found = shown.find(({ change }) => reviewKeyOf(termsId, change).key === clause);
  if (found === undefined) return null;
  return { number: found.number, index: changes.indexOf(found.change), done: clause };
}

async function loadPair(
  web: Web,
  asked: { readonly before: string; readonly after: string; readonly view: ComparisonView },
): Promise<Reviewable | null> {
  const { before: beforeId, after: afterId } = asked;
  const query = toComparisonQuery(asked.view);
  if (!isDigest(beforeId) || !isDigest(afterId)) return null;
  const loaded = await web.comparisons.load(beforeId, afterId);
  if (loaded === undefined || !isReviewable(loaded)) return null;
  return {
    termsId: loaded.terms.id,
    beforeId,
    afterId,
    subject: loaded.change?.id ?? `${beforeId}..${afterId}`,
    changes: loaded.comparison.changes,
    action: addresses.reviewOfComparison(beforeId, afterId, query),
    addressOf(clause) {
      const done = clause === null || clause === "all" ? clause : clause.done;
      const page = addresses.comparison(beforeId, afterId, { ...query, done });
      const isOne = clause !== null && clause !== "all";
      return isOne ? `${page}#${toChangeAnchor(clause.index)}` : page;
    },
  };
}

function refuse(web: Web, c: Request, comparison: Reviewable): Response {
  const words = [
    "This clause is no part of the comparison as it is judged now, or the form was not sent whole. Nothing has been changed.",
  ];
  const back = web.paths.to(comparison.addressOf(null));
  const ways = [{ label: "Back to the comparison", href: back }];
  return answer(c, renderNotice(web.paths, { title: "Not kept", words, ways }), 400);
}
