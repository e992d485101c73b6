import { modalities } from "../core/deontic/norm.ts";
import type { Modality } from "../core/deontic/norm.ts";
import { measures } from "../core/deontic/quantities.ts";
import type { Measure } from "../core/deontic/quantities.ts";
import { topics } from "../model/topic.ts";
import { toTopicLabel } from "./labels.ts";

/** What a judgement says of itself, by the code that core gives it. */
const sentences: Readonly<Record<string, string>> = {
  // Of a clause that came or went.
  "clause-added": "the earlier text had nothing like it",
  "clause-removed": "the later text has nothing like it",
  "entry-added": "a new entry of this page",
  "entry-rolled-off": "an old entry left this page",
  "terms-linked": "the address of terms that bind too",
  "stands-elsewhere": "its words stand elsewhere in the other version",
  "heading-alone": "only a heading",
  "title-alone": "only a title",
  "table-header": "only the header of a table",
  "lead-in-alone": "only introduces what follows it",
  "pointer-alone": "only says where to read on or whom to write to",
  "binds-nobody": "reads like passages that bind nobody",
  announcement: "announces, and binds nobody",
  "moved-alone": "the same words in another place",
  // Of what binds nobody.
  "no-words": "there are no words in it",
  "page-furniture": "belongs to the page, not to the terms",
  "page-title": "the page's title",
  "filler-text": "filler text",
  "link-alone": "nothing but links",
  "link-target": "only the target of a link changed",
  "count-alone": "only a count that moves by itself changed",
  "markup-alone": "only the markup changed",
  "punctuation-alone": "only punctuation changed",
  "tracker-row-detail": "a detail of a tracker that was named before",
  "contact-alone": "only an address to write to changed",
  "numbering-or-order": "only numbers, references or the order of words changed",
  "date-alone": "only a date of the text itself changed",
  "effective-date-moved": "the day on which it takes effect moved",
  "transitional-note-dropped": "a note on the last change was dropped once its day had come",
  renamed: "the same name was replaced throughout",
  "same-letters": "the same letters, set otherwise",
  "ban-reaches-further": "the ban reaches further",
  "ban-reaches-less-far": "the ban reaches less far",
  rewording: "other words that say the same",
  "watched-topic-reworded": "a ban on competing development reads differently",
  // Of the words that changed.
  "number-changed": "a number changed",
  "amount-changed": "an amount, a time or another number changed",
  "negation-of-a-verb": "a “not” beside a verb came or went",
  "negation-changed": "a negation came or went",
  "duty-changed": "a word of duty changed",
  "limit-changed": "a limit, condition or exception changed",
  "modality-changed": "who may or must do it changed",
  "modality-swapped": "one of may, must, will and their like took another's place",
  "and-or-swapped": "an “and” became an “or”, or the reverse",
  "law-changed": "another law or court",
  "place-changed": "another place",
  "opposite-said": "a word was replaced by its opposite",
  "quantity-changed": "its extent changed",
  "words-changed": "words that carry meaning changed",
  "party-changed": "the name of a company changed",
  "member-changed": "a list names more things, or fewer",
  "term-redefined": "the meaning of a defined term changed",
  // Of whom a clause binds or serves.
  prohibition: "forbids something",
  "customer-duty": "binds the customer",
  disclaimer: "frees the provider of responsibility",
  "provider-power": "gives the provider a power",
  "provider-collects": "says what the provider does with data",
  "provider-promise": "a promise of the provider",
  "customer-right": "a right of the customer",
  safeguard: "protects the customer",
  "actor-changed": "somebody else is bound by it",
  "burden-added": "words that weigh on the customer were added",
  "burden-dropped": "words that weigh on the customer were dropped",
  "benefit-added": "words that serve the customer were added",
  "benefit-dropped": "words that serve the customer were dropped",
  // Written by earlier versions, and kept in what was recorded.
  "permission-to-prohibition": "a permission became a prohibition",
};

const normLabels: Readonly<Record<Modality, string>> = {
  duty: "a duty",
  ban: "a ban",
  release: "a release from a duty",
  permission: "a permission",
  right: "a right",
  grant: "a grant by the customer",
  promise: "a promise of the provider",
  power: "a power of the provider",
  practice: "a stated practice of the provider",
  disclaimer: "a disclaimer",
  definition: "a definition",
  statement: "a plain statement",
};

/** What became of one norm: `duty-exception-added`. */
const normFates: Readonly<Record<string, (norm: string) => string>> = {
  added: (norm) => `${norm} was added`,
  dropped: (norm) => `${norm} was dropped`,
  "condition-added": (norm) => `${norm} was tied to a condition`,
  "condition-dropped": (norm) => `${norm} lost a condition`,
  "exception-added": (norm) => `${norm} gained an exception`,
  "exception-dropped": (norm) => `${norm} lost an exception`,
  "member-gained": (norm) => `${norm} covers one thing more`,
  "member-lost": (norm) => `${norm} covers one thing less`,
  "words-gained": (norm) => `${norm} gained words`,
  "words-lost": (norm) => `${norm} lost words`,
  weakened: (norm) => `${norm} became weaker`,
  strengthened: (norm) => `${norm} became stronger`,
  widened: (norm) => `${norm} became wider`,
  narrowed: (norm) => `${norm} became narrower`,
  "negation-changed": (norm) => `${norm} was turned into its opposite`,
  "verb-changed": (norm) => `${norm} speaks of another act`,
};

const measureLabels: Readonly<Record<Measure, string>> = {
  retention: "a time of keeping",
  notice: "a notice period",
  deadline: "a deadline",
  refund: "a refund",
  liability: "a limit of liability",
  price: "a price",
  age: "an age limit",
  availability: "a promised availability",
  allowance: "an allowance",
  term: "a term of the contract",
  amount: "a number",
};

const measureFates: Readonly<Record<string, (measure: string) => string>> = {
  rises: (measure) => `${measure} rose`,
  falls: (measure) => `${measure} fell`,
  added: (measure) => `${measure} was added`,
  dropped: (measure) => `${measure} was dropped`,
};

/** Every code that can be told in words, with its words: the one place where they are written. */
const reasons: ReadonlyMap<string, string> = new Map([
  ...composeFates(measures, measureLabels, measureFates),
  ...composeFates(modalities, normLabels, normFates),
  ...modalities.flatMap((was) =>
    modalities.map((is): [string, string] => [
      `${was}-to-${is}`,
      `${normLabels[was]} became ${normLabels[is]}`,
    ]),
  ),
  ...topics.map((topic): [string, string] => [`topic-${topic}`, `is about ${toTopicLabel(topic)}`]),
  ...Object.entries(sentences),
]);

function composeFates<T extends string>(
  names: readonly T[],
  labels: Readonly<Record<T, string>>,
  fates: Readonly<Record<string, (label: string) => string>>,
): [string, string][] {
  return names.flatMap((name) =>
    Object.entries(fates).map(([fate, tell]): [string, string] => [
      `${name}-${fate}`,
      tell(labels[name]),
    ]),
  );
}

/** Gives what a reason's code means, in words; undefined for one that nobody has written words for. */
export function findReason(why: string): string | undefined {
  const own = /^topic-(x-.+)$/.exec(why)?.[1];
  return own === undefined ? reasons.get(why) : `is about ${toTopicLabel(`x-${own.slice(2)}`)}`;
}

/** Gives the same; of a code without words, its own with the hyphens gone. */
export function toReason(why: string): string {
  return findReason(why) ?? why.replaceAll(/(?<=\w)-(?=\w)/g, " ");
}
