import type { IndexState } from "../../app/index-state.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount } from "../../render/labels.ts";
import { renderFirstRun } from "./first-run.ts";

/** Gives what a page says while not all clauses are indexed, or there are none at all; null where they are. */
export function renderIndexState({ indexed, all }: IndexState): Html | null {
  if (all === 0) return renderFirstRun();
  if (indexed >= all) return null;
  return html`<p class="message" role="status">
    The documents are still being read, clause by clause: ${indexed} of
    ${toCount(all, "document", "documents")} so far. What stands here is not all yet; load the page
    again in a minute.
  </p>`;
}
