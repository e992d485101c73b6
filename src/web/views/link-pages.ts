import type { SubscriptionRequest } from "../../model/access-token.ts";
import type { Subscription } from "../../model/subscription.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import type { Fact } from "../../render/subscription-facts.ts";
import { toSubscriptionFacts } from "../../render/subscription-facts.ts";
import type { Offer } from "../offers.ts";
import type { Paths } from "../paths.ts";
import { renderNotice, renderPage } from "./layout.ts";

export function renderFacts(facts: readonly Fact[]): Html {
  return html`<dl class="facts">
    ${facts.map(
      ({ label, value }) =>
        html`<dt>${label}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

/** Gives the page behind a confirmation link: what would begin, and the button that begins it. */
export function renderConfirmPage(
  paths: Paths,
  offer: Offer,
  wanted: {
    readonly token: string;
    readonly address: string;
    readonly request: SubscriptionRequest;
  },
): Html {
  const { request } = wanted;
  const facts = toSubscriptionFacts(request, request.rhythm, offer.nameOf);
  const main = html`<h1>Confirm your subscription</h1>
    <p class="lead">From now on, alerts would go to this address:</p>
    <div class="sheet">
      ${renderFacts([{ label: "To", value: wanted.address }, ...facts])}
      <form method="post" action="${paths.to(`/confirm/${wanted.token}`)}">
        <div class="actions"><button type="submit">Confirm the subscription</button></div>
      </form>
    </div>
    <p class="note">If you did not ask for this, close the page: nothing is sent.</p>`;
  return renderPage(paths, { title: "Confirm your subscription", main });
}

/** Gives the page that a confirmed reader lands on. */
export function renderWelcomePage(paths: Paths, manage: string): Html {
  const main = html`<h1>You are subscribed</h1>
    <p class="lead">From now on you are told of the changes that you asked for.</p>
    <p><a href="${manage}">Change what you are told, when, or end it</a></p>
    <p class="note">
      The link is your key: a mail with one is on its way to you, and each alert brings a fresh one.
    </p>`;
  return renderPage(paths, { title: "You are subscribed", main });
}

/** Gives the page behind an unsubscribe link: what would end, and the button that ends it. */
export function renderUnsubscribePage(
  paths: Paths,
  offer: Offer,
  token: string,
  subscription: Subscription,
): Html {
  const facts = toSubscriptionFacts(subscription, subscription.rhythm, offer.nameOf);
  const main = html`<h1>Unsubscribe</h1>
    <p class="lead">You would not be told of this any more:</p>
    <div class="sheet">
      ${renderFacts(facts)}
      <form method="post" action="${paths.to(`/unsubscribe/${token}`)}">
        <input type="hidden" name="List-Unsubscribe" value="One-Click" />
        <div class="actions"><button type="submit">Unsubscribe</button></div>
      </form>
    </div>
    <p class="note">It takes effect at once. Other subscriptions of yours go on.</p>`;
  return renderPage(paths, { title: "Unsubscribe", main });
}

/** Gives the page that says that a subscription is over, now or since earlier. */
export function renderEndedPage(paths: Paths): Html {
  return renderNotice(paths, {
    title: "You are unsubscribed",
    words: ["This subscription has ended: nothing more is sent for it, not even what was waiting."],
    ways: [
      { label: "See what else this address is subscribed to", href: paths.to("/manage") },
      { label: "Subscribe again", href: paths.to("/subscribe") },
    ],
  });
}
