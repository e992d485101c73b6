import type { CheckOutcome } from "../../model/check.ts";
import type { TermsId } from "../../model/declaration.ts";
import type { Terms } from "../../model/terms.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toTitle } from "../../render/story.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { addresses } from "../addresses.ts";
import type { Address } from "../addresses.ts";
import type { Paths } from "../paths.ts";

const labels: Readonly<Record<CheckOutcome, string>> = {
  first: "First version",
  unchanged: "Unchanged",
  "not-modified": "Not modified",
  changed: "Changed",
  unconfirmed: "To be confirmed",
  variant: "Alternating wording",
  reversed: "Earlier wording back",
  upgraded: "Read by new rules",
  quarantined: "Held back",
  failed: "Failed",
};

export function toOutcomeLabel(outcome: CheckOutcome): string {
  return labels[outcome];
}

export function renderOutcome(outcome: CheckOutcome): Html {
  const isBad = outcome === "quarantined" || outcome === "failed";
  return html`<span class="badge state ${isBad ? "is-bad" : "is-plain"}">${labels[outcome]}</span>`;
}

/** The name of a document, in a link to its checks. */
export function renderTermsLink(
  paths: Paths,
  terms: ReadonlyMap<TermsId, Pick<Terms, "serviceName" | "termsType">>,
  termsId: TermsId,
): Html {
  const known = terms.get(termsId);
  const name = known === undefined ? toVisibleLine(termsId, 200) : toTitle(known);
  return html`<a href="${paths.to(addresses.checks({ terms: termsId }))}">${name}</a>`;
}

const places: readonly (readonly [string, Address])[] = [
  ["Overview", addresses.operations()],
  ["Checks", addresses.checks()],
  ["Held back", addresses.quarantines()],
  ["Deliveries", addresses.deliveries()],
  ["Audit log", addresses.audit()],
];

/** Leads through the operator's pages. */
export function renderOperationsNav(paths: Paths, at: Address | null): Html {
  return html`<nav class="chips" aria-label="Operations">
    ${places.map(([label, address]) => {
      const here = address === at ? html` aria-current="page"` : null;
      return html`<a href="${paths.to(address)}" ${here}>${label}</a> `;
    })}
  </nav>`;
}

const maxWhy = 400;

/** What was wrong with a check, in a line: `login wall: the page asks for a password`; empty for nothing. */
export function toWhy(fault: string | null, detail: string | null): string {
  const words = [fault?.replaceAll("-", " "), detail].filter((part) => part);
  return toVisibleLine(words.join(": "), maxWhy);
}
