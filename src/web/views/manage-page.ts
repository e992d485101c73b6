import type { Holding } from "../../app/self-service/manage.ts";
import type { FormFault } from "../../core/self-service/form.ts";
import { defaultRequest } from "../../core/self-service/request.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize, toTopicLabel } from "../../render/labels.ts";
import { toSubscriptionFacts } from "../../render/subscription-facts.ts";
import type { Offer } from "../offers.ts";
import type { Paths } from "../paths.ts";
import { renderFaults } from "./fields.ts";
import type { FilterValues } from "./filter-fields.ts";
import { renderFilterFields } from "./filter-fields.ts";
import { renderPage } from "./layout.ts";
import { renderFacts } from "./link-pages.ts";
import type { SettingsValues } from "./settings-form.ts";
import { renderSettings, toSettingsValues } from "./settings-form.ts";

/** What a reader is told after a change, by the word that stands in the address. */
export const doneWords = {
  saved: "Your changes are saved.",
  added: "The subscription is added.",
  paused: "The subscription is paused: nothing is sent for it until you let it go on.",
  resumed: "The subscription goes on.",
  ended: "The subscription has ended.",
} as const;
export type DoneWord = keyof typeof doneWords;

export interface ManageOptions {
  readonly token: string;
  readonly done?: DoneWord | undefined;
  /** A form that was not taken: which, what it held, and what is wrong with it. */
  readonly refused?: {
    /** A subscription's id, `new` or `settings`: what the ids of its fields begin with. */
    readonly form: string;
    readonly values?: FilterValues;
    readonly settings?: Partial<SettingsValues>;
    readonly faults: readonly FormFault[];
  };
}

type Owned = Holding["subscriptions"][number];

/** Gives the page of one address: all its subscriptions, when they may come, and the way out. */
export function renderManagePage(
  paths: Paths,
  offer: Offer,
  holding: Holding,
  options: ManageOptions,
): Html {
  const { subscriptions, address } = holding;
  const base = (path: string): string => paths.to(`/manage/${options.token}${path}`);
  const main = html`<h1>Your subscriptions</h1>
    <p class="lead">All that <strong>${address}</strong> is told of.</p>
    ${
      options.done === undefined
        ? null
        : html`<div class="message is-done" role="status"><p>${doneWords[options.done]}</p></div>`
    }
    ${
      options.refused === undefined
        ? null
        : renderFaults({ prefix: options.refused.form, faults: options.refused.faults })
    }
    ${subscriptions.length === 0 ? html`<p>There is none at the moment.</p>` : null}
    ${subscriptions.map((one) => renderSubscription(offer, one, base, options))}
    ${renderAdding(offer, base, options)} ${renderSettings(base, toSettings(holding, options))}
    ${renderForgetting(holding, base)}`;
  const title =
    options.refused === undefined ? "Your subscriptions" : "Not taken yet: your subscriptions";
  return renderPage(paths, { title, main, hasScript: true });
}

function renderSubscription(
  offer: Offer,
  one: Owned,
  base: (path: string) => string,
  options: ManageOptions,
): Html {
  const at = `/subscriptions/${one.id}`;
  const name = toName(one);
  const act = (path: string, label: string, kind: "quiet" | "danger"): Html =>
    html`<form method="post" action="${base(`${at}/${path}`)}">
      <button type="submit" class="${kind}" aria-label="${label}: ${name}">${label}</button>
    </form>`;
  const isDeclared = one.source === "file";
  return html`<article class="sheet ${one.isPaused ? "is-paused" : ""}" id="${one.id}">
    <h2>${name}${one.isPaused ? " (paused)" : ""}</h2>
    ${renderFacts(toSubscriptionFacts(one, one.rhythm, offer.nameOf))}
    ${isDeclared ? null : renderChanging(offer, one, base(at), options)}
    <div class="actions">
      ${one.isPaused ? act("resume", "Go on", "quiet") : act("pause", "Pause", "quiet")}
      ${isDeclared ? null : act("end", "Remove", "danger")}
    </div>
    ${
      isDeclared
        ? html`<p class="note">
            Set up for you by whoever runs this page: only they can change it, and you can stop it.
          </p>`
        : null
    }
  </article>`;
}

function renderChanging(offer: Offer, one: Owned, action: string, options: ManageOptions): Html {
  const refused = options.refused?.form === one.id ? options.refused : undefined;
  const context = { prefix: one.id, faults: refused?.faults ?? [] };
  return html`<details ${refused === undefined ? null : html` open`}>
    <summary>Change it</summary>
    <form method="post" action="${action}">
      ${renderFilterFields(context, offer, refused?.values ?? one)}
      <div class="actions"><button type="submit">Save</button></div>
    </form>
  </details>`;
}

function renderAdding(offer: Offer, base: (path: string) => string, options: ManageOptions): Html {
  const refused = options.refused?.form === "new" ? options.refused : undefined;
  const context = { prefix: "new", faults: refused?.faults ?? [] };
  return html`<section aria-labelledby="adding">
    <h2 id="adding">Add another</h2>
    <details ${refused === undefined ? null : html` open`}>
      <summary>Choose what else to be told of</summary>
      <form method="post" action="${base("/subscriptions")}">
        ${renderFilterFields(context, offer, refused?.values ?? defaultRequest)}
        <div class="actions"><button type="submit">Add the subscription</button></div>
      </form>
    </details>
  </section>`;
}

function renderForgetting(
  { address, subscriptions }: Holding,
  base: (path: string) => string,
): Html {
  const isDeclared = subscriptions.some(({ source }) => source === "file");
  return html`<section aria-labelledby="forgetting">
    <h2 id="forgetting">Leave</h2>
    <details>
      <summary>Remove everything and forget my address</summary>
      <p>
        All subscriptions and settings of ${address} are deleted at once, and the address is taken
        out of what was sent. This cannot be undone.
        ${
          isDeclared
            ? "One subscription was set up for you in a list that this page cannot edit: it is noted that nothing may be sent for it, and that note keeps your address."
            : ""
        }
      </p>
      <form method="post" action="${base("/forget")}">
        <div class="actions"><button type="submit" class="danger">Remove everything</button></div>
      </form>
    </details>
  </section>`;
}

function toSettings(
  { subscriber }: Holding,
  { refused }: ManageOptions,
): { readonly values: SettingsValues; readonly faults: readonly FormFault[] } {
  if (refused?.form !== "settings") return { values: toSettingsValues(subscriber), faults: [] };
  const values = { ...toSettingsValues(subscriber), ...refused.settings };
  return { values, faults: refused.faults };
}

/** A subscription as a reader tells it from the others. */
function toName({ topics, services }: Owned): string {
  const [first, ...others] = topics;
  if (first === undefined)
    return services.length === 1 ? "Every topic of one provider" : "Every topic";
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return `${capitalize(toTopicLabel(first))}${more}`;
}
