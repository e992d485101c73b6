import type { Digest } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import type { Terms } from "../model/terms.ts";
import type { Version } from "../model/version.ts";
import { toDay } from "./labels.ts";
import { toVisibleLine } from "./visible.ts";

/** A text as it is cited: whose it is, and which one. */
export interface CitedText {
  readonly terms: Pick<Terms, "id" | "serviceName" | "termsType">;
  readonly version: Pick<Version, "id" | "digest" | "fetchedAt">;
}

/** What somebody refers to: one text, or what changed from one to another. */
export interface CitedWork {
  /** Null where one text alone is cited. */
  readonly before: CitedText | null;
  readonly after: CitedText;
  /** Where it is found for good, whole. */
  readonly address: string;
  readonly retrievedAt: Instant;
}

/** The same reference in a form that people or their programs take. */
export interface Citation {
  readonly key: "text" | "bibtex" | "csl";
  readonly label: string;
  readonly text: string;
}

const maxName = 300;
const publisher = "Clausewatch";

/** Gives a work's references: as a sentence, for LaTeX, and for Zotero and its like (CSL-JSON). */
export function toCitations(work: CitedWork): readonly Citation[] {
  return [
    { key: "text", label: "As text", text: toCitationText(work) },
    { key: "bibtex", label: "BibTeX", text: toBibtex(work) },
    { key: "csl", label: "CSL-JSON", text: toCslJson(work) },
  ];
}

/** Gives a sentence that says whose text it is, when it was seen, where it is found, and what proves that it is the one. */
export function toCitationText(work: CitedWork): string {
  const { address, retrievedAt } = work;
  return `${toAuthor(work)}, “${toWorkTitle(work)}”. ${publisher}, ${address} (retrieved ${toDay(retrievedAt)}). ${toProof(work)}.`;
}

/** Gives the same in a line, for the foot of a page. */
export function toCitationLine(work: CitedWork): string {
  return `${toAuthor(work)}, ${toWorkTitle(work)} · ${work.address} · retrieved ${toDay(work.retrievedAt)}`;
}

function toAuthor({ after }: CitedWork): string {
  return toVisibleLine(after.terms.serviceName, maxName);
}

/** `Terms of Service: changes from 4 May 2023 to 20 Nov 2023`. */
export function toWorkTitle({ before, after }: Pick<CitedWork, "before" | "after">): string {
  const name = toVisibleLine(after.terms.termsType, maxName);
  const day = toDay(after.version.fetchedAt);
  if (before === null) return `${name}, as seen on ${day}`;
  const dayBefore = toDay(before.version.fetchedAt);
  if (before.terms.id === after.terms.id) return `${name}: changes from ${dayBefore} to ${day}`;
  const other = [before.terms.serviceName, before.terms.termsType].join(" ");
  return `${name} of ${day}, compared with ${toVisibleLine(other, maxName)} of ${dayBefore}`;
}

function toProof({ before, after }: CitedWork): string {
  const own = after.version.digest;
  if (before === null) return `SHA-256 of the text: ${own}`;
  return `SHA-256 of the texts: before ${before.version.digest}, after ${own}`;
}

/** The same work has the same key, and no two works of one day share it. */
function toKey({ before, after }: CitedWork): string {
  const name = after.terms.id.replaceAll(/[^a-z0-9]+/gi, "-");
  const ids = [before, after].flatMap((text): Digest[] => (text ? [text.version.id] : []));
  return [name, dayOf(after), ...ids.map((id) => id.slice(0, 8))].join("-");
}

function toBibtex(work: CitedWork): string {
  const { after, address, retrievedAt } = work;
  const [year = "", month = ""] = dayOf(after).split("-");
  const fields = [
    ["author", `{${toTex(toAuthor(work))}}`],
    ["title", `{${toTex(toWorkTitle(work))}}`],
    ["year", year],
    ["month", String(Number(month))],
    ["publisher", publisher],
    ["url", toTexAddress(address)],
    ["urldate", retrievedAt.slice(0, 10)],
    ["note", toTex(toProof(work))],
  ] as const;
  const lines = fields.map(([name, value]) => `  ${name} = {${value}},`);
  return [`@misc{${toKey(work)},`, ...lines, "}"].join("\n");
}

const texCommands: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

/** A provider's name is no command. */
function toTex(text: string): string {
  return text.replaceAll(/[\\~^&%$#_{}]/g, (sign) => texCommands[sign] ?? `\\${sign}`);
}

/** Stands as it is where addresses are typeset; braces would end the field. */
function toTexAddress(address: string): string {
  return address.replaceAll(/[{}\\\s]/g, (sign) => encodeURIComponent(sign));
}

/** @see https://github.com/citation-style-language/schema */
function toCslJson(work: CitedWork): string {
  const { after, address, retrievedAt } = work;
  return JSON.stringify([
    {
      id: toKey(work),
      type: "webpage",
      author: [{ literal: toAuthor(work) }],
      title: toWorkTitle(work),
      "container-title": publisher,
      issued: { "date-parts": [toParts(dayOf(after))] },
      accessed: { "date-parts": [toParts(retrievedAt.slice(0, 10))] },
      URL: address,
      note: toProof(work),
    },
  ]);
}

function dayOf({ version }: CitedText): string {
  return version.fetchedAt.slice(0, 10);
}

function toParts(day: string): readonly number[] {
  return day.split("-").map(Number);
}
