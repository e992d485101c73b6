import type { Alert } from "./alert.ts";
import { toAsked } from "./asked.ts";
import type { Html } from "./html.ts";
import { html, toSafeUrl } from "./html.ts";
import { renderNamedLink } from "./mail-parts.ts";
import { toVisibleLine } from "./visible.ts";
import { wrap } from "./wrap.ts";

/** What a foot stands on: any message to a subscriber has it. */
export type FootFields = Pick<Alert, "notification" | "asked" | "links">;

const manageName = "Change what you are told";
const unsubscribeName = "Unsubscribe";

/** Gives why this reader is told, and how to change or end that: the last lines of every mail to a subscriber. */
export function renderMailFoot(fields: FootFields): Html {
  const { links } = fields;
  const manage = links && renderNamedLink(links.manage, manageName);
  const unsubscribe = links && renderNamedLink(links.unsubscribe, unsubscribeName);
  return html`<p style="margin:0">${toReason(fields)}</p>
    ${
      manage === undefined || unsubscribe === undefined
        ? null
        : html`<p style="margin:8px 0 0">${manage} &middot; ${unsubscribe}</p>`
    }
    <p style="margin:8px 0 0">${caution}</p>`;
}

/** Gives the same as lines of at most `width` characters, addresses aside. */
export function renderTextFoot(fields: FootFields, width: number): string {
  const { links } = fields;
  const addresses =
    links === undefined
      ? []
      : [
          [manageName, links.manage],
          [unsubscribeName, links.unsubscribe],
        ].flatMap(([name = "", address = ""]) => {
          const url = toSafeUrl(address);
          return url === null ? [] : [`${name}: ${url}`];
        });
  return [wrap(toReason(fields), width), ...addresses, wrap(caution, width)].join("\n");
}

const caution =
  "Judged by published rules, not by a lawyer: read the clause before you act. Sent by Clausewatch.";

function toReason({ notification, asked }: FootFields): string {
  const name = toVisibleLine(notification.subscriptionId, 80);
  const why = asked === undefined ? "" : `, which asks for ${toAsked(asked)}`;
  return `You get this because of your subscription “${name}”${why}.`;
}
