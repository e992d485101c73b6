import type { SubscriptionRequest } from "../../model/access-token.ts";
import type { FormFault } from "../../core/self-service/form.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import type { Offer } from "../offers.ts";
import type { Paths } from "../paths.ts";
import { renderFaults, renderField, renderTimeZones } from "./fields.ts";
import { renderFilterFields } from "./filter-fields.ts";
import { renderPage } from "./layout.ts";

export interface SubscribeForm {
  readonly email: string;
  readonly request: SubscriptionRequest;
  readonly faults: readonly FormFault[];
}

/** Gives the form that a subscription is asked for with, as it was filled in. */
export function renderSubscribePage(paths: Paths, offer: Offer, form: SubscribeForm): Html {
  const context = { prefix: "new", faults: form.faults };
  const main = html`<h1>Be told when AI providers change their terms</h1>
    <p class="lead">
      Choose what matters to you. When a clause about it changes, you get a mail with the old and
      the new wording, the date from which it holds, and the source.
    </p>
    ${renderFaults(context)}
    <form method="post" action="${paths.to("/subscribe")}" novalidate>
      ${renderAddress(context, form.email)} ${renderFilterFields(context, offer, form.request)}
      ${renderField(context, {
        name: "timeZone",
        label: "Your time zone",
        hint: "Summaries come at eight in the morning there; you can change that later.",
        control: (attributes) => renderTimeZones(attributes, form.request.timeZone, true),
      })}
      <div class="actions"><button type="submit">Subscribe</button></div>
      <p class="note">
        You get one mail, with a link to confirm that the address is yours. Nothing else is sent
        before that. Each mail has a link that ends the subscription, and one that has your address
        forgotten.
      </p>
    </form>`;
  const title = form.faults.length === 0 ? "Subscribe" : "Not taken yet: subscribe";
  return renderPage(paths, { title, main, hasScript: true });
}

/** Gives the form that a fresh manage link is asked for with. */
export function renderLinkPage(
  paths: Paths,
  form: { readonly email: string; readonly faults: readonly FormFault[] },
): Html {
  const context = { prefix: "link", faults: form.faults };
  const main = html`<h1>Change or end a subscription</h1>
    <p class="lead">
      Say where your mails go, and you are sent a link to all that this address is subscribed to.
    </p>
    ${renderFaults(context)}
    <form method="post" action="${paths.to("/manage")}" novalidate>
      ${renderAddress(context, form.email)}
      <div class="actions"><button type="submit">Send me my link</button></div>
    </form>
    <p class="note">Every alert brings such a link too: it stands at its foot.</p>`;
  return renderPage(paths, { title: "Change or end a subscription", main });
}

function renderAddress(
  context: { readonly prefix: string; readonly faults: readonly FormFault[] },
  email: string,
): Html {
  return renderField(context, {
    name: "email",
    label: "E-mail address",
    control: (attributes) =>
      html`<input
        type="email"
        ${attributes}
        value="${email}"
        autocomplete="email"
        spellcheck="false"
        maxlength="254"
        required
      />`,
  });
}
