import type { SubscriptionRequest } from "../../model/access-token.ts";
import { rhythms } from "../../model/subscription.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { rhythmLabels } from "../../render/subscription-facts.ts";
import type { Offer } from "../offers.ts";
import type { FieldContext } from "./fields.ts";
import { renderChoices, renderField } from "./fields.ts";
import { directionOptions, toServiceOptions, toTopicOption } from "./options.ts";
import { toTopicGroups } from "./topic-groups.ts";

export type FilterValues = Omit<SubscriptionRequest, "timeZone">;

/** Gives the fields that say what somebody wants to be told of, and how often. */
export function renderFilterFields(
  context: FieldContext,
  offer: Offer,
  values: FilterValues,
): Html {
  return html`${renderTopics(context, offer, values)} ${renderServices(context, offer, values)}
    ${renderNarrowing(context, values)}
    <fieldset id="${context.prefix}-rhythm">
      <legend class="big">How often?</legend>
      ${renderChoices(
        context,
        { name: "rhythm", type: "radio" },
        rhythms.map((rhythm) => ({ value: rhythm, label: rhythmLabels[rhythm] })),
        [values.rhythm],
      )}
    </fieldset>`;
}

function renderTopics(context: FieldContext, offer: Offer, { topics }: FilterValues): Html {
  return html`<fieldset id="${context.prefix}-topics">
    <legend class="big">What about?</legend>
    <p class="hint">Tick as many as you like; with none ticked you are told of every topic.</p>
    ${toTopicGroups(offer.ownTopics).map(
      (group) =>
        html`<fieldset>
          <legend>${group.name}</legend>
          ${renderChoices(
            context,
            { name: "topics", type: "checkbox" },
            group.topics.map(toTopicOption),
            topics,
          )}
        </fieldset>`,
    )}
  </fieldset>`;
}

function renderServices(
  context: FieldContext,
  offer: Offer,
  { services }: FilterValues,
): Html | null {
  if (offer.services.length === 0) return null;
  const open = services.length > 0 ? html` open` : null;
  return html`<fieldset id="${context.prefix}-services">
    <legend class="big">Of whom?</legend>
    <p class="hint">All ${offer.services.length} providers, unless you tick some.</p>
    <details ${open}>
      <summary>Only some providers</summary>
      ${renderChoices(
        context,
        { name: "services", type: "checkbox" },
        toServiceOptions(offer.services),
        services,
      )}
    </details>
  </fieldset>`;
}

function renderNarrowing(context: FieldContext, { directions: chosen, words }: FilterValues): Html {
  const isUsed = chosen.length > 0 || words.length > 0;
  const hasFault = context.faults.some(({ field }) => field === "words" || field === "directions");
  return html`<details ${isUsed || hasFault ? html` open` : null}>
    <summary>Narrow it down: directions and words</summary>
    <fieldset id="${context.prefix}-directions">
      <legend>Only changes that are</legend>
      ${renderChoices(context, { name: "directions", type: "checkbox" }, directionOptions, chosen)}
    </fieldset>
    ${renderField(context, {
      name: "words",
      label: "Only where one of these words or phrases changed",
      hint: "One on a line. Leave it empty for any words.",
      control: (attributes) =>
        html`<textarea ${attributes} rows="3" maxlength="3000">${words.join("\n")}</textarea>`,
    })}
  </details>`;
}
