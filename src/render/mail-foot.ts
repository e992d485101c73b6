import type { Alert } from "./alert.ts";
import { toAsked } from "./asked.ts";
import type { Html } from "./html.ts";
import { html, toSafeUrl } from "./html.ts";
import { renderNamedLink } from "./mail-parts.ts";
import { toVisibleLine } from "./visible.ts";
import { wrap } from "./wrap.ts";

/** What a foot stands on: any message to a subscriber has it. */
export interface FootFields extends Pick<Alert, "notification" | "asked" | "links"> {
  /** Other subscriptions that the message is of; one click then ends none of them by mistake. @default none */
  readonly alsoOf?: readonly string[];
}

const manageName = "Change what you are told";
const unsubscribeName = "Unsubscribe";

/** Gives why this reader is told, and how to change or end that: the last lines of every mail to a subscriber. */
export function renderMailFoot(fields: FootFields): Html {
  const [manage, unsubscribe] = listLinks(fields).map(([name, url]) => renderNamedLink(url, name));
  return html`<p style="margin:0">${toReason(fields)}</p>
    ${
      manage === undefined
        ? null
        : html`<p style="margin:8px 0 0">
            ${manage}${unsubscribe === undefined ? null : html` &middot; ${unsubscribe}`}
          </p>`
    }
    <p style="margin:8px 0 0">${caution}</p>`;
}

/** Gives the same as lines of at most `width` characters, addresses aside. */
export function renderTextFoot(fields: FootFields, width: number): string {
  const addresses = listLinks(fields).flatMap(([name, address]) => {
    const url = toSafeUrl(address);
    return url === null ? [] : [`${name}: ${url}`];
  });
  return [wrap(toReason(fields), width), ...addresses, wrap(caution, width)].join("\n");
}

const caution =
  "Judged by published rules, not by a lawyer: read the clause before you act. Sent by Clausewatch.";

function listLinks({ links, alsoOf = [] }: FootFields): (readonly [name: string, url: string])[] {
  if (links === undefined) return [];
  const manage = [manageName, links.manage] as const;
  return alsoOf.length > 0 ? [manage] : [manage, [unsubscribeName, links.unsubscribe]];
}

const mostNamed = 5;

function toReason({ notification, asked, alsoOf = [] }: FootFields): string {
  const name = toVisibleLine(notification.subscriptionId, 80);
  if (alsoOf.length > 0) {
    const others = alsoOf.slice(0, mostNamed).map((id) => `“${toVisibleLine(id, 80)}”`);
    const left = alsoOf.length - others.length;
    const named = [`“${name}”`, ...others].join(", ");
    return `You get this because of your subscriptions ${named}${left > 0 ? ` and ${left} more` : ""}.`;
  }
  const why = asked === undefined ? "" : `, which asks for ${toAsked(asked)}`;
  return `You get this because of your subscription “${name}”${why}.`;
}
