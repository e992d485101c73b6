import type { FormFault } from "../../core/self-service/form.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize } from "../../render/labels.ts";

export interface Option {
  readonly value: string;
  readonly label: string;
}

export interface FieldContext {
  /** Ids of its fields begin with it: a page may hold several forms. */
  readonly prefix: string;
  readonly faults: readonly FormFault[];
}

/** Gives checkboxes or radio buttons of one field, those chosen ticked. */
export function renderChoices(
  { prefix }: FieldContext,
  field: { readonly name: string; readonly type: "checkbox" | "radio" },
  options: readonly Option[],
  chosen: readonly string[],
): Html {
  const layout = field.type === "radio" ? "choices is-single" : "choices";
  return html`<div class="${layout}">
    ${options.map(({ value, label }) => {
      const id = `${prefix}-${field.name}-${value}`;
      const ticked = chosen.includes(value) ? html` checked` : null;
      return html`<div class="choice">
        <input type="${field.type}" id="${id}" name="${field.name}" value="${value}" ${ticked} />
        <label for="${id}">${label}</label>
      </div>`;
    })}
  </div>`;
}

/** Gives a field under its label and hint, with its fault where it has one. */
export function renderField(
  context: FieldContext,
  field: {
    readonly name: string;
    readonly label: string;
    readonly hint?: string;
    /** The control itself, with these attributes. */
    readonly control: (attributes: Html) => Html;
  },
): Html {
  const { name, label, hint } = field;
  const id = `${context.prefix}-${name}`;
  const fault = context.faults.find((one) => one.field === name);
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ");
  const attributes = html`id="${id}" name="${name}"
  ${described === "" ? null : html` aria-describedby="${described}"`}
  ${fault === undefined ? null : html` aria-invalid="true"`}`;
  return html`<div class="field">
    <label class="over" for="${id}">${label}</label>
    ${hint === undefined ? null : html`<p class="hint" id="${id}-hint">${hint}</p>`}
    ${field.control(attributes)}
    ${fault === undefined ? null : html`<p class="fault" id="${id}-fault">${capitalize(fault.message)}</p>`}
  </div>`;
}

/** Gives what is wrong with a form, each fault a link to its field; nothing where nothing is. */
export function renderFaults({ prefix, faults }: FieldContext): Html | null {
  if (faults.length === 0) return null;
  return html`<div class="message is-fault" role="alert">
    <h2>Not taken yet</h2>
    <ul>
      ${faults.map(({ field, message }) =>
        field === ""
          ? html`<li>${message}</li>`
          : html`<li><a href="#${prefix}-${field}">${labels[field] ?? field}</a>: ${message}</li>`,
      )}
    </ul>
  </div>`;
}

const labels: Readonly<Record<string, string>> = {
  email: "E-mail address",
  topics: "Topics",
  services: "Providers",
  directions: "Directions",
  words: "Words",
  rhythm: "How often",
  timeZone: "Time zone",
  quietFrom: "Quiet hours, from",
  quietTo: "Quiet hours, until",
  digestAt: "Time of summaries",
  digestDay: "Day of the weekly summary",
};

/** Gives a list of time zones by continent, one chosen. */
export function renderTimeZones(attributes: Html, chosen: string, isOwnOffered: boolean): Html {
  const zones = [...new Set(["UTC", chosen, ...Intl.supportedValuesOf("timeZone")])];
  const byArea = Map.groupBy(zones, (zone) => (zone.includes("/") ? zone.split("/")[0] : ""));
  const renderZone = (zone: string): Html =>
    html`<option value="${zone}" ${zone === chosen ? html` selected` : null}>
      ${zone.replaceAll("_", " ")}
    </option>`;
  return html`<select ${attributes} ${isOwnOffered ? html` data-own-zone` : null}>
    ${[...byArea].map(([area = "", inArea]) =>
      area === ""
        ? inArea.map(renderZone)
        : html`<optgroup label="${area}">${inArea.map(renderZone)}</optgroup>`,
    )}
  </select>`;
}
