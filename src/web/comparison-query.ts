import type { AddressQuery } from "./addresses.ts";

/** How a comparison is shown: each state has an address of its own. */
export interface ComparisonView {
  readonly view: "inline" | "side";
  /** `all`: what did not change is folded; `open`: it is not. */
  readonly show: "changes" | "all" | "open";
  readonly weights: "substantive" | "all";
  /** What the list beside it is grouped by. */
  readonly list: "section" | "importance";
  /** From 1 on. */
  readonly part: number;
}

export const plainView: ComparisonView = {
  view: "inline",
  show: "changes",
  weights: "substantive",
  list: "section",
  part: 1,
};

/**
 * Reads the state from an address's query. What is unknown is as if it were not there, so that an address with a word
 * too many still leads somewhere; null for what is no number of a part.
 */
export function parseComparisonView(
  query: Readonly<Record<string, string | undefined>>,
): ComparisonView | null {
  const part = query["part"] ?? "1";
  if (!/^[1-9]\d{0,4}$/.test(part)) return null;
  return {
    view: query["view"] === "side" ? "side" : "inline",
    show: query["show"] === "all" || query["show"] === "open" ? query["show"] : "changes",
    weights: query["weights"] === "all" ? "all" : "substantive",
    list: query["list"] === "importance" ? "importance" : "section",
    part: Number(part),
  };
}

/** Gives the query of an address in that state; what is as it is by default is left out. */
export function toComparisonQuery(state: ComparisonView): AddressQuery {
  const { view, show, weights, list, part } = state;
  return {
    view: view === plainView.view ? null : view,
    show: show === plainView.show ? null : show,
    weights: weights === plainView.weights ? null : weights,
    list: list === plainView.list ? null : list,
    part: part === plainView.part ? null : part,
  };
}
