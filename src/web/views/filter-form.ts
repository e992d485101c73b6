import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toVisible, toVisibleLine } from "../../render/visible.ts";
import type { OptionList } from "./options.ts";
import { isOffered, renderOptions } from "./options.ts";

/** A field of a form that narrows a list down. */
export type FilterField = {
  readonly name: string;
  readonly label: string;
  /** Nothing for what is not narrowed down. */
  readonly value: string | null | undefined;
} & (
  | {
      readonly kind: "select";
      /** What it says while nothing is chosen; without it the first choice is the usual one. */
      readonly all?: string;
      readonly choices: OptionList;
    }
  | { readonly kind: "date" | "search" }
);

/** Gives the form that narrows a list down, its state in the address. */
export function renderFilterForm(
  action: string,
  fields: readonly FilterField[],
  label: string,
): Html {
  const isUsed = fields.some(isFieldUsed);
  return html`<details class="filters" ${isUsed ? html` open` : null}>
    <summary>Filter</summary>
    <form method="get" action="${action}" aria-label="${label}">
      ${fields.map(renderFilterField)}
      <div class="field"><button>Show</button></div>
    </form>
    ${isUsed ? html`<p><a href="${action}">Show everything</a></p>` : null}
  </details>`;
}

function isFieldUsed(field: FilterField): boolean {
  const { value } = field;
  if (!value) return false;
  if (field.kind !== "select" || field.all !== undefined) return true;
  const [usual] = field.choices;
  return usual === undefined || !isOffered([usual], value);
}

/** Gives one of its fields under its label. */
export function renderFilterField(field: FilterField): Html {
  const id = `filter-${field.name}`;
  const value = field.value ?? "";
  return html`<div class="field">
    <label for="${id}">${field.label}</label>
    ${
      field.kind === "select"
        ? html`<select id="${id}" name="${field.name}">
            ${renderOptions(withOwn(field.choices, value), value, field.all)}
          </select>`
        : html`<input type="${field.kind}" id="${id}" name="${field.name}" value="${value}" />`
    }
  </div>`;
}

/** What somebody wrote into an address stays in the form, but for what cannot be seen there. */
function withOwn(choices: OptionList, value: string): OptionList {
  if (value === "" || toVisible(value) !== value || isOffered(choices, value)) return choices;
  return [...choices, { value, label: toVisibleLine(value, 60) }];
}
