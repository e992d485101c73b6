import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";

/** Gives what a page says where nothing has been recorded yet: how whoever runs it comes by a history. */
export function renderFirstRun(): Html {
  return html`<div class="message">
    <p>
      No document has been read yet. Whoever runs this page can read the providers’ pages now, with
      <code>clausewatch crawl</code>, or take over years of history, with
      <code>clausewatch import</code> and the archive’s file. What they bring stands here at once.
    </p>
  </div>`;
}
