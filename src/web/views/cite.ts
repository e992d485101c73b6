import type { CitedWork } from "../../render/citation.ts";
import { toCitations, toCitationText } from "../../render/citation.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";

/** How a page is referred to: folded on the screen, a sentence on paper. Each form is a field, to be copied whole. */
export function renderCite(work: CitedWork): Html {
  return html`<details class="cite">
      <summary>Cite this</summary>
      ${toCitations(work).map(
        ({ key, label, text }) =>
          html`<label class="over" for="cite-${key}">${label}</label>
            <textarea id="cite-${key}" readonly spellcheck="false" rows="${toRows(text)}">
${text}</textarea>`,
      )}
    </details>
    <p class="on-paper">Cite this as: ${toCitationText(work)}</p>`;
}

/** Enough for all of it where lines are of a reading width. */
function toRows(text: string): number {
  const lines = text.split("\n").reduce((sum, line) => sum + Math.ceil((line.length + 1) / 70), 0);
  return Math.min(lines, 14);
}
