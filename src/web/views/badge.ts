import type { ClauseChange } from "../../model/comparison.ts";
import type { Direction } from "../../model/topic.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toVerdict, toVerdictGroups } from "../../render/labels.ts";

const tones: Readonly<Record<Direction, string>> = {
  tightened: "is-strict",
  mixed: "is-strict",
  loosened: "is-loose",
  neutral: "is-plain",
};

/** Gives the class of a direction's colour, which never says anything by itself. */
export function toneOf(direction: Direction | null): string {
  return direction === null ? tones.neutral : tones[direction];
}

/** Gives the judgement in one word. */
export function renderBadge(change: Pick<ClauseChange, "direction" | "materiality">): Html {
  return html`<span class="badge ${toneOf(change.direction)}">${toVerdict(change)}</span>`;
}

/** Gives the judgements on several clauses, each with its number; nothing for none. */
export function renderBadges(changes: readonly ClauseChange[]): readonly Html[] {
  const groups = toVerdictGroups(changes);
  const [only] = changes;
  if (only !== undefined && changes.length === 1) return [renderBadge(only)];
  return groups.map(
    ({ verdict, direction, count }) =>
      html`<span class="badge ${toneOf(direction)}">${count} × ${verdict}</span> `,
  );
}
