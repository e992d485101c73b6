import type { Acceptance } from "../../app/operations/accept-held.ts";
import type { HeldCheck } from "../../app/operations/load-held.ts";
import type { Viewer } from "../../model/account.ts";
import { assertNever } from "../../model/errors.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toMinute } from "../../render/labels.ts";
import { toTitle } from "../../render/story.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { renderFormToken } from "./form-token.ts";
import { renderPage } from "./layout.ts";
import { toOutcomeLabel, toWhy } from "./operations-parts.ts";

/** Asks once more: subscribers are told of what changes by it, and that cannot be taken back. */
export function renderConfirmation(paths: Paths, held: HeldCheck, viewer: Viewer | null): Html {
  const { check, terms } = held;
  const title = "Accept as version?";
  const main = html`<h1>${title}</h1>
    <p>
      What was captured of <strong>${toTitle(terms)}</strong> on ${toMinute(check.finishedAt)}
      becomes its next version. It was held back for this: ${toWhy(check.fault, check.detail)}.
    </p>
    <p>
      Whoever has subscribed is told of what changes by it. That cannot be taken back. The audit log
      names you.
    </p>
    <form method="post" action="${paths.to(addresses.acceptance(check.id))}">
      ${renderFormToken(viewer)}
      <input type="hidden" name="confirmed" value="yes" />
      <div class="actions"><button>Accept as version</button></div>
    </form>
    <p><a href="${paths.to(addresses.quarantine(check.id))}">Leave it held back</a></p>`;
  return renderPage(paths, { title, main, viewer, at: addresses.operations() });
}

/** Says what came of it. */
export function renderAcceptance(
  paths: Paths,
  {
    held,
    accepted,
    viewer,
  }: { readonly held: HeldCheck; readonly accepted: Acceptance; readonly viewer: Viewer },
): Html {
  const { title, words } = toWords(accepted);
  const { check, terms } = held;
  const changeId = accepted.kind === "accepted" ? accepted.changeId : null;
  const main = html`<h1>${title}</h1>
    <p role="status">${words}</p>
    <ul>
      ${changeId === null ? null : html`<li><a href="${paths.to(addresses.change(changeId))}">See what changed</a></li>`}
      <li><a href="${paths.to(addresses.quarantine(check.id))}">See what was captured</a></li>
      <li>
        <a href="${paths.to(addresses.checks({ terms: terms.id }))}">Checks of ${toTitle(terms)}</a>
      </li>
      <li><a href="${paths.to(addresses.operations())}">Operations</a></li>
    </ul>`;
  return renderPage(paths, { title, main, viewer, at: addresses.operations() });
}

function toWords(accepted: Acceptance): { readonly title: string; readonly words: string } {
  switch (accepted.kind) {
    case "accepted": {
      const told =
        accepted.changeId === null ? "" : " Subscribers are told with the next delivery.";
      return { title: "Accepted", words: `${toOutcomeLabel(accepted.outcome)}.${told}` };
    }
    case "busy":
      return {
        title: "A crawl is at work",
        words:
          "Nothing has been changed. Wait until the crawl has ended, some minutes, and try again.",
      };
    case "overtaken":
      return {
        title: "Checked again since",
        words:
          "Another check has come since, or it was accepted already. Nothing has been changed.",
      };
    case "undeclared":
      return {
        title: "Not watched any more",
        words: "The document is not in the watchlist, so nothing can be taken for it.",
      };
    case "unreadable":
      return {
        title: "No text is in it",
        words: `Nothing has been changed: ${toVisibleLine(accepted.why, 500)}.`,
      };
    default:
      return assertNever(accepted);
  }
}
