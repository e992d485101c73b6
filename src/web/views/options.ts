import type { TermsStatus } from "../../model/terms.ts";
import type { Direction, Topic } from "../../model/topic.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize, toTopicLabel } from "../../render/labels.ts";
import { toTitle } from "../../render/story.ts";
import { toVisibleLine } from "../../render/visible.ts";
import type { Offer } from "../offers.ts";
import type { Option } from "./fields.ts";
import { toTopicGroups } from "./topic-groups.ts";

export interface OptionGroup {
  readonly name: string;
  readonly options: readonly Option[];
}

export type OptionList = readonly (Option | OptionGroup)[];

const maxName = 60;
/** Longer than any type that a watchlist names. */
const maxValue = 200;

/**
 * Gives what a list to choose from holds, one of it chosen.
 * @param all what it says while nothing is chosen; undefined where something always is
 */
export function renderOptions(choices: OptionList, value: string, all?: string): Html {
  const renderOption = (one: Option): Html =>
    html`<option value="${one.value}" ${one.value === value ? html` selected` : null}>
      ${one.label}
    </option>`;
  return html`${all === undefined ? null : html`<option value="">${all}</option>`}
  ${choices.map((one) =>
    "options" in one
      ? html`<optgroup label="${one.name}">${one.options.map(renderOption)}</optgroup>`
      : renderOption(one),
  )}`;
}

/** Whether a value is one of those that can be chosen. */
export function isOffered(choices: OptionList, value: string): boolean {
  return choices
    .flatMap((one) => ("options" in one ? one.options : [one]))
    .some((option) => option.value === value);
}

export const directionOptions: readonly (Option & { readonly value: Direction })[] = [
  { value: "tightened", label: "Stricter for customers" },
  { value: "loosened", label: "Better for customers" },
  { value: "mixed", label: "Both at once" },
  { value: "neutral", label: "Neither" },
];

export function toTopicOption(topic: Topic): Option {
  return { value: topic, label: capitalize(toTopicLabel(topic)) };
}

/** In the groups that readers look for them in. */
export function toTopicOptions({ ownTopics }: Pick<Offer, "ownTopics">): readonly OptionGroup[] {
  return toTopicGroups(ownTopics).map(({ name, topics }) => ({
    name,
    options: topics.map(toTopicOption),
  }));
}

export function toServiceOptions(services: Offer["services"]): readonly Option[] {
  return services.map(({ id, name }) => ({ value: id, label: toVisibleLine(name, maxName) }));
}

export function toTypeOptions(types: readonly string[]): readonly Option[] {
  return types.map((type) => ({
    value: toVisibleLine(type, maxValue),
    label: toVisibleLine(type, maxName),
  }));
}

export function toTermsOptions(terms: Iterable<TermsStatus>): readonly Option[] {
  return Array.from(terms, (one) => ({ value: one.id, label: toTitle(one) }));
}
