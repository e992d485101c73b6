import type { FormFault } from "../../core/self-service/form.ts";
import type { Subscriber } from "../../model/subscriber.ts";
import { weekdays } from "../../model/subscriber.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize } from "../../render/labels.ts";
import type { FieldContext } from "./fields.ts";
import { renderField, renderTimeZones } from "./fields.ts";

/** What the fields hold, as text. */
export interface SettingsValues {
  readonly timeZone: string;
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly digestAt: string;
  readonly digestDay: string;
}

export function toSettingsValues(subscriber: Subscriber): SettingsValues {
  const { timeZone, quietHours, digestAt, digestDay } = subscriber;
  const { from: quietFrom, to: quietTo } = quietHours ?? { from: "", to: "" };
  return { timeZone, quietFrom, quietTo, digestAt, digestDay };
}

/** Gives the form that says when an address may be written to. */
export function renderSettings(
  base: (path: string) => string,
  form: { readonly values: SettingsValues; readonly faults: readonly FormFault[] },
): Html {
  const { values } = form;
  const context = { prefix: "settings", faults: form.faults };
  return html`<section aria-labelledby="when">
    <h2 id="when">When mails may come</h2>
    <form class="sheet" method="post" action="${base("/settings")}">
      ${renderField(context, {
        name: "timeZone",
        label: "Time zone",
        control: (attributes) => renderTimeZones(attributes, values.timeZone, false),
      })}
      <p class="hint">
        Nothing comes in quiet hours; what happens then is sent when they end. Leave both empty for
        none.
      </p>
      <div class="row">
        ${renderTime(context, "quietFrom", "Quiet from", values.quietFrom)}
        ${renderTime(context, "quietTo", "until", values.quietTo)}
      </div>
      <div class="row">
        ${renderTime(context, "digestAt", "Summaries come at", values.digestAt)}
        ${renderField(context, {
          name: "digestDay",
          label: "the weekly one on",
          control: (attributes) =>
            html`<select ${attributes}>
              ${weekdays.map(
                (day) =>
                  html`<option value="${day}" ${day === values.digestDay ? html` selected` : null}>
                    ${capitalize(day)}
                  </option>`,
              )}
            </select>`,
        })}
      </div>
      <div class="actions"><button type="submit">Save</button></div>
    </form>
  </section>`;
}

function renderTime(context: FieldContext, name: string, label: string, value: string): Html {
  return renderField(context, {
    name,
    label,
    control: (attributes) => html`<input type="time" ${attributes} value="${value}" />`,
  });
}
