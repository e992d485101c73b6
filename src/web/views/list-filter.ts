import type { Parameter } from "../../core/subscription/parameters.ts";
import type { Issue } from "../../model/errors.ts";
import { termsTypes } from "../../model/terms-type.ts";
import { topics } from "../../model/topic.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize, toDay } from "../../render/labels.ts";
import { toVisible, toVisibleLine } from "../../render/visible.ts";
import { addresses } from "../addresses.ts";
import type { ListQuery } from "../list-query.ts";
import { isList, toQuery } from "../list-query.ts";
import type { Offer } from "../offers.ts";
import type { Paths } from "../paths.ts";
import type { Option } from "./fields.ts";
import type { OptionList } from "./options.ts";
import {
  directionOptions,
  isOffered,
  renderOptions,
  toServiceOptions,
  toTopicOption,
  toTopicOptions,
  toTypeOptions,
} from "./options.ts";

/** What filters are chosen from. */
export interface FilterChoices {
  readonly offer: Offer;
  /** Types of the documents that there are. */
  readonly types: readonly string[];
}

const markOptions: readonly Option[] = [
  { value: "silent", label: "Silent: no new date says so" },
  { value: "reversal", label: "Earlier wording returned" },
];
const weightOptions: readonly Option[] = [
  { value: "editorial", label: "And editorial changes" },
  { value: "noise", label: "Whatever changed" },
];

const names: Readonly<Record<string, string>> = {
  service: "Provider",
  type: "Type of document",
  document: "Document",
  tag: "Tag",
  topic: "Topic",
  direction: "Direction",
  only: "Out of the ordinary",
  min: "Weight",
  "effective-within": "In effect within",
  word: "Word",
  pattern: "Pattern",
  since: "From",
  until: "To",
};

const maxValue = 60;

/** Gives the form that narrows a list down, its state in the address. */
export function renderListFilter(paths: Paths, choices: FilterChoices, query: ListQuery): Html {
  const { parameters, issues } = query;
  const selects: readonly (readonly [name: string, all: string, OptionList])[] = [
    ["service", "All providers", toServiceOptions(choices.offer.services)],
    ["type", "All types", toTypeOptions(termsTypes.filter((type) => choices.types.includes(type)))],
    ["topic", "All topics", toTopicOptions(choices.offer)],
    ["direction", "Either way", directionOptions],
    ["only", "Anything", markOptions],
    ["min", "Changes of substance", weightOptions],
  ];
  const shown = new Set([...selects.map(([name]) => name), "since", "until"]);
  // What cannot be seen in a field is not kept in one.
  const others = parameters.filter(([name, value]) => !shown.has(name) && isVisible(value));
  const kept = Object.entries(toQuery(others)).flatMap(([name, values]) =>
    isList(name)
      ? [[name, [values].flat().join(",")] as const]
      : [values].flat().map((value) => [name, String(value)] as const),
  );
  return html`<details class="filters" ${issues.length > 0 ? html` open` : null}>
    <summary>Filter</summary>
    <form method="get" action="${paths.to(addresses.home())}" aria-label="Filter the changes">
      ${selects.map(([name, all, options]) => renderSelect(name, { all, options, query }))}
      ${renderDate("since", query)} ${renderDate("until", query)}
      ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <div class="field"><button>Show</button></div>
    </form>
  </details>`;
}

function isVisible(value: string): boolean {
  return toVisible(value) === value;
}

function renderSelect(
  name: string,
  {
    all,
    options,
    query,
  }: {
    readonly all: string;
    readonly options: OptionList;
    readonly query: ListQuery;
  },
): Html {
  const chosen = valuesOf(query.parameters, name);
  const value = chosen.join(",");
  const isKept = value !== "" && isVisible(value) && !isOffered(options, value);
  const own = isKept ? [{ value, label: toChosen(chosen) }] : [];
  return renderLabelled(
    name,
    query,
    (attributes) =>
      html`<select ${attributes}>
        ${renderOptions([...own, ...options], value, all)}
      </select>`,
  );
}

/** Several at once stand in addresses that somebody wrote; the form keeps them. */
function toChosen(values: readonly string[]): string {
  return values.length === 1 ? toVisibleLine(values[0] ?? "", maxValue) : `${values.length} chosen`;
}

function renderDate(name: "since" | "until", query: ListQuery): Html {
  const [value = ""] = valuesOf(query.parameters, name);
  return renderLabelled(
    name,
    query,
    (attributes) =>
      html`<input
        type="date"
        ${attributes}
        value="${/^\d{4}-\d\d-\d\d/.exec(value)?.[0] ?? ""}"
      />`,
  );
}

function renderLabelled(
  name: string,
  { issues }: ListQuery,
  control: (attributes: Html) => Html,
): Html {
  const issue = issues.find(({ path }) => path === name);
  const id = `filter-${name}`;
  const attributes = html`id="${id}"
  name="${name}"${
    issue === undefined ? null : html` aria-invalid="true" aria-describedby="${id}-fault"`
  }`;
  return html`<div class="field">
    <label for="${id}">${names[name] ?? name}</label>
    ${control(attributes)}
    ${issue === undefined ? null : html`<p class="fault" id="${id}-fault">${toFault(issue)}</p>`}
  </div>`;
}

function toFault({ message }: Issue): string {
  return capitalize(toVisibleLine(message, 300));
}

/** Gives what is wrong, also with what the form has no field for; nothing where nothing is. */
export function renderListFaults({ issues }: ListQuery): Html | null {
  if (issues.length === 0) return null;
  return html`<div class="message is-fault" role="alert">
    <p><strong>This list cannot be made as it is asked for.</strong></p>
    <ul>
      ${issues.map((issue) => html`<li>${names[issue.path] ?? toVisibleLine(issue.path, maxValue)}: ${toFault(issue)}</li>`)}
    </ul>
  </div>`;
}

/** Gives what a list is narrowed down by, each a link to the list without it; nothing for a whole list. */
export function renderChips(paths: Paths, offer: Offer, { parameters }: ListQuery): Html | null {
  if (parameters.length === 0) return null;
  return html`<ul class="chips" aria-label="Filters in use">
    ${parameters.map((own) => {
      const others = parameters.filter((one) => one !== own);
      const label = toChip(own, offer);
      return html`<li>
        <a href="${paths.to(addresses.home(toQuery(others)))}" title="Remove this filter"
          >${label} <span aria-hidden="true">×</span><span class="unseen">, remove</span></a
        >
      </li>`;
    })}
    ${parameters.length < 2 ? null : html`<li><a class="all" href="${paths.to("/")}">Remove all</a></li>`}
  </ul>`;
}

function toChip([name, value]: Parameter, offer: Offer): string {
  const labelled = [...directionOptions, ...markOptions, ...weightOptions].find(
    (one) => one.value === value,
  );
  if (name === "service") return toVisibleLine(offer.nameOf(value), maxValue);
  if (name === "topic") return toTopicName(value, offer);
  if (name === "since") return `From ${toDay(toVisibleLine(value, maxValue))}`;
  if (name === "until") return `To ${toDay(toVisibleLine(value, maxValue))}`;
  if (name === "effective-within") return `In effect within ${toVisibleLine(value, maxValue)} days`;
  if (name === "word" || name === "pattern") return `“${toVisibleLine(value, maxValue)}”`;
  return labelled?.label ?? toVisibleLine(value, maxValue);
}

function toTopicName(value: string, { ownTopics }: Offer): string {
  const known = [...topics, ...ownTopics].find((topic) => topic === value);
  return known === undefined ? toVisibleLine(value, maxValue) : toTopicOption(known).label;
}

function valuesOf(parameters: readonly Parameter[], name: string): readonly string[] {
  return parameters.filter(([own]) => own === name).map(([, value]) => value);
}
