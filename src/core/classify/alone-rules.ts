import type { Clause } from "../../model/clause.ts";
import type { ClauseSide } from "../../model/comparison.ts";
import { toPlain } from "../clauses/plain.ts";
import { datePattern } from "../dates/calendar.ts";
import type { Context } from "./context.ts";
import { findFurniture } from "./furniture.ts";

/** What a rule says of a clause that came or went as a whole. */
export interface AloneRule {
  readonly materiality: "noise" | "editorial" | "substantive";
  readonly why: string;
  /** Whether it holds whatever else speaks; the others are heard together. */
  readonly isCertain: boolean;
}

function certain(materiality: AloneRule["materiality"], why: string): AloneRule {
  return { materiality, why, isCertain: true };
}

function likely(why: string): AloneRule {
  return { materiality: "editorial", why, isCertain: false };
}

// An item that is the address of somebody's terms: who is listed there, their terms bind too.
const linkedTerms =
  /^(?:[*+•-]|\W?\w{1,3}[.)])\s+https?:\/\/\S*(?:terms|licen[cs]e|polic(?:y|ies)|agreement|eula)\S*$/i;

// A one-sided clause whose words the other version holds to this share stands elsewhere there.
const minimumHeld = 0.95;

/** Gives what the rules say of a clause that stands on one side alone; undefined where none speaks. */
export function ruleAlone(
  shown: ClauseSide,
  side: "before" | "after",
  context: Context,
): AloneRule | undefined {
  const { text } = shown;
  if (context.isList && side === "before") return certain("noise", "entry-rolled-off");
  const furniture = findFurniture(text);
  if (furniture !== undefined) return certain("noise", furniture.replaceAll(" ", "-"));
  const plain = toPlain(text);
  const isDate = isDateLine(plain);
  if (context.isList && !isDate) return certain("substantive", "entry-added");
  const unit = context.unitAt(side, shown.start);
  if (unit?.clause.kind === "heading") return certain("editorial", "heading-alone");
  if (isDate) return certain("editorial", "date-alone");
  if (linkedTerms.test(plain)) return certain("substantive", "terms-linked");
  if (isTitle(plain, unit?.clause)) return likely("title-alone");
  if (unit?.opensTable === true && isHeaderRow(text)) return likely("table-header");
  if (isLeadIn(plain)) return likely("lead-in-alone");
  if (isPointer(plain)) return likely("pointer-alone");
  if (isAnnouncement(plain)) return likely("announcement");
  if (context.heldElsewhere(side, text) >= minimumHeld) return likely("stands-elsewhere");
  return undefined;
}

/** "Last updated: May 4, 2026", "Effective 1 June 2025 (previous version)", "UpdatedMarch 2, 2023". */
function isDateLine(plain: string): boolean {
  if (plain.length > 160 || plain.search(datePattern) < 0) return false;
  const rest = plain
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(datePattern, " ")
    .replace(
      /\b(?:last|date|of|updated?|modified|revised|revision|effective|version|previous|versions|published|posted|on|as|from|the|this|policy|is|see|here|view|archived?|terms|and|or|for|new|existing|users?|in|force|since)\b/gi,
      " ",
    );
  return (rest.match(/\p{L}{2,}/gu) ?? []).length <= 1 && rest.replace(/\P{L}/gu, "").length < 14;
}

const verb =
  /\b(?:is|are|was|were|be|been|may|must|shall|will|can|cannot|should|would|could|might|do|does|don't|not|have|has|agree|agrees|use|uses|provide|collect|share|process|retain|require|include|includes|apply|applies|means|comply)\b/i;

/** A few words without a verb or an end name what follows. A list item of that kind is a member of its list. */
function isTitle(plain: string, clause: Clause | undefined): boolean {
  const kind = clause?.kind ?? "paragraph";
  if (kind === "row" || clause?.leadIn !== undefined || /https?:\/\//.test(plain)) return false;
  const words = plain.split(" ").length;
  const label =
    /^\W*(?:section |article )?(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[A-Z][.)])\s/i.exec(plain)?.[0] ?? "";
  if (kind === "item" && label === "") return false;
  const title = plain.slice(label.length);
  if (title.endsWith("?")) return words <= 20;
  if (verb.test(title)) return false;
  return label !== "" && title.endsWith(".") ? words <= 7 : words <= 9 && !/[.;]$/.test(title);
}

function isHeaderRow(text: string): boolean {
  const cells = text
    .split("|")
    .map((cell) => cell.trim())
    .filter((cell) => cell !== "");
  const isBold = cells.every((cell) => cell.startsWith("**") && cell.endsWith("**"));
  const isBrief =
    cells.length > 2 &&
    cells.every((cell) => cell.split(" ").length <= 3 && /^[A-Z][\p{L} /()'-]*\??$/u.test(cell));
  return cells.length > 1 && (isBold || isBrief);
}

/** "We use cookies, including:" names what follows, unless it says what may or must not be done with it. */
function isLeadIn(plain: string): boolean {
  return (
    plain.endsWith(":") &&
    plain.length < 160 &&
    !/\b(?:not|never|don't|cannot|only|prohibit\w*|collect|use|uses|terminated?|require[ds]?|must|shall)\b/i.test(
      plain,
    )
  );
}

/** Names an address to write to. */
const contactLine =
  /^\W*(?:(?:e-?mail|contact|phone|telephone|tel|fax|(?:registered |postal |mailing |contact |email )?address|attention|attn|head of)\b[^.]{0,160}|[^.:]{0,60}: ?\S+@\S+)$/i;

/** "For more information, see our help center." says where to read on, and binds nobody. */
function isPointer(plain: string): boolean {
  if (plain.length < 200 && contactLine.test(plain)) return true;
  return (
    plain.length < 260 &&
    /^(?:\W*)(?:for (?:more|further|additional) (?:information|details)|to learn more|learn more|(?:please )?(?:see|visit|read|refer to|review|click)\b|you (?:can|may) (?:find|read|learn|view|see)\b|more information|if you have (?:any )?questions|contact (?:us|our|the|\[?[\p{Lu}])|questions\?)/iu.test(
      plain,
    ) &&
    !/\b(?:must|shall|not|agree|consent|opt)\b/i.test(plain)
  );
}

/** "We've updated these terms. See the previous version." tells of the change, and changes nothing itself. */
function isAnnouncement(plain: string): boolean {
  return (
    plain.length < 260 &&
    /^\W*(?:note: )?we(?:'re|'ve| are| have)? (?:also )?(?:recently |just |now )?(?:updat(?:ed|ing)|revis(?:ed|ing)|chang(?:ed|ing)) (?:\w+ ){0,2}(?:these|this|our|the)\b|^\W*(?:see|view|read) (?:the |our )?previous versions?\b|^\W*what(?:'s| has| is) (?:new|changed)\b/i.test(
      plain,
    ) &&
    !/\b(?:must|shall|may not|agree)\b/i.test(plain)
  );
}
