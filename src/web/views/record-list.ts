import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import type { Option } from "./fields.ts";

/** A field of a form that narrows a list down. */
export type RecordField =
  | {
      readonly kind: "select";
      readonly name: string;
      readonly label: string;
      /** The first one is for whatever there is. */
      readonly options: readonly Option[];
      readonly value: string;
    }
  | {
      readonly kind: "date" | "search";
      readonly name: string;
      readonly label: string;
      readonly value: string;
    };

/** Gives the form that narrows a list of records down, its state in the address. */
export function renderRecordFilter(
  action: string,
  fields: readonly RecordField[],
  label: string,
): Html {
  const isUsed = fields.some((field) =>
    field.kind === "select" ? field.value !== (field.options[0]?.value ?? "") : field.value !== "",
  );
  return html`<details class="filters" ${isUsed ? html` open` : null}>
    <summary>Filter</summary>
    <form method="get" action="${action}" aria-label="${label}">
      ${fields.map(renderField)}
      <div class="field"><button>Show</button></div>
    </form>
  </details>`;
}

function renderField(field: RecordField): Html {
  const id = `filter-${field.name}`;
  return html`<div class="field">
    <label for="${id}">${field.label}</label>
    ${
      field.kind === "select"
        ? html`<select id="${id}" name="${field.name}">
            ${withOwn(field.options, field.value).map(
              ({ value, label }) =>
                html`<option value="${value}" ${value === field.value ? html` selected` : null}>
                  ${label}
                </option>`,
            )}
          </select>`
        : html`<input
            type="${field.kind}"
            id="${id}"
            name="${field.name}"
            value="${field.value}"
          />`
    }
  </div>`;
}

/** What somebody wrote into an address stays in the form. */
function withOwn(options: readonly Option[], value: string): readonly Option[] {
  const isOffered = options.some((option) => option.value === value);
  return isOffered ? options : [...options, { value, label: value }];
}
