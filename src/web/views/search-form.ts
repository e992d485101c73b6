import { toSearchText } from "../../core/search/parse-query.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize } from "../../render/labels.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { addresses } from "../addresses.ts";
import type { Offer } from "../offers.ts";
import type { Paths } from "../paths.ts";
import type { SearchFault, SearchQuery } from "../search-query.ts";
import type { OptionList } from "./options.ts";
import { renderOptions, toServiceOptions, toTopicOptions, toTypeOptions } from "./options.ts";

/** What a search can be narrowed down by. */
export interface SearchOffer {
  readonly offer: Offer;
  /** Types of the documents that there are. */
  readonly types: readonly string[];
}

/** Gives the form of a search, filled in with what was asked for. */
export function renderSearchForm(
  paths: Paths,
  { offer, types }: SearchOffer,
  query: SearchQuery,
): Html {
  const { text, day, provider, type, topic } = query;
  const isNarrow = [day, provider, type, topic].some((value) => value !== null);
  const isOpen = isNarrow || query.faults.some(({ field }) => field !== "q");
  return html`<form
    class="search"
    method="get"
    action="${paths.to(addresses.search())}"
    role="search"
    aria-label="Search the clauses"
  >
    <div class="ask">
      <div class="field">
        <label for="search-q">Words that a clause holds</label>
        <input
          type="search"
          value="${toVisibleLine(text, 400)}"
          maxlength="400"
          ${attributesOf("q", query)}
        />
      </div>
      <button>Search</button>
    </div>
    ${renderFault("q", query)}
    <p class="hint" id="search-hint">
      “train” also finds “training”. <code>"train models"</code> finds exactly these words in this
      order; <code>-fees</code> or <code>-"late fees"</code> leaves clauses out.
    </p>
    <details class="filters" ${isOpen ? html` open` : null}>
      <summary>When and where</summary>
      <div class="narrow">
        <div class="field">
          <label for="search-at">As it stood on</label>
          <input type="date" value="${day ?? ""}" ${attributesOf("at", query)} />
          ${renderFault("at", query)}
        </div>
        ${renderSelect(query, { name: "provider", label: "Provider", all: "All providers", value: provider, choices: toServiceOptions(offer.services) })}
        ${renderSelect(query, { name: "type", label: "Type of document", all: "All types", value: type, choices: toTypeOptions(types) })}
        ${renderSelect(query, { name: "topic", label: "Topic", all: "All topics", value: topic, choices: toTopicOptions(offer) })}
      </div>
    </details>
  </form>`;
}

interface Select {
  readonly name: "provider" | "type" | "topic";
  readonly label: string;
  /** What it says while nothing is chosen. */
  readonly all: string;
  readonly value: string | null;
  readonly choices: OptionList;
}

function renderSelect(query: SearchQuery, { name, label, all, value, choices }: Select): Html {
  return html`<div class="field">
    <label for="search-${name}">${label}</label>
    <select ${attributesOf(name, query)}>
      ${renderOptions(choices, value ?? "", all)}
    </select>
    ${renderFault(name, query)}
  </div>`;
}

function attributesOf(name: SearchFault["field"], { faults }: SearchQuery): Html {
  const isFaulty = faults.some(({ field }) => field === name);
  const described = [
    ...(name === "q" ? ["search-hint"] : []),
    ...(isFaulty ? [`search-${name}-fault`] : []),
  ].join(" ");
  return html`id="search-${name}" name="${name}"
  ${described === "" ? null : html` aria-describedby="${described}"`}
  ${isFaulty ? html` aria-invalid="true"` : null}`;
}

function renderFault(name: SearchFault["field"], { faults }: SearchQuery): Html | null {
  const fault = faults.find(({ field }) => field === name);
  if (fault === undefined) return null;
  return html`<p class="fault" id="search-${name}-fault">${capitalize(fault.message)}.</p>`;
}

/** Gives how a search was understood, in a line: `fees -"late fees"`. */
export function toUnderstood({ parsed }: SearchQuery): string {
  return toVisibleLine(toSearchText(parsed), 200);
}
