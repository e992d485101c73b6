import type { FormFault } from "../../core/self-service/form.ts";
import type { Subscriber } from "../../model/subscriber.ts";
import { weekdays } from "../../model/subscriber.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize } from "../../render/labels.ts";
import type { FieldContext } from "./fields.ts";
import { renderFaults, renderField, renderTimeZones } from "./fields.ts";

/** Gives the form that says when an address may be written to. */
export function renderSettings(
  { timeZone, quietHours, digestAt, digestDay }: Subscriber,
  base: (path: string) => string,
  faults: readonly FormFault[],
): Html {
  const context = { prefix: "settings", faults };
  return html`<section aria-labelledby="when">
    <h2 id="when">When mails may come</h2>
    ${renderFaults(context)}
    <form class="sheet" method="post" action="${base("/settings")}">
      ${renderField(context, {
        name: "timeZone",
        label: "Time zone",
        control: (attributes) => renderTimeZones(attributes, timeZone, false),
      })}
      <p class="hint">
        Nothing comes in quiet hours; what happens then is sent when they end. Leave both empty for
        none.
      </p>
      <div class="row">
        ${renderTime(context, "quietFrom", "Quiet from", quietHours?.from ?? "")}
        ${renderTime(context, "quietTo", "until", quietHours?.to ?? "")}
      </div>
      <div class="row">
        ${renderTime(context, "digestAt", "Summaries come at", digestAt)}
        ${renderField(context, {
          name: "digestDay",
          label: "the weekly one on",
          control: (attributes) =>
            html`<select ${attributes}>
              ${weekdays.map(
                (day) =>
                  html`<option value="${day}" ${day === digestDay ? html` selected` : null}>
                    ${capitalize(day)}
                  </option>`,
              )}
            </select>`,
        })}
      </div>
      <div class="actions"><button>Save</button></div>
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
