import type { Cue, Edit } from "../../model/comparison.ts";
import type { Materiality } from "../../model/topic.ts";
import type { Clause } from "../../model/clause.ts";
import { toPlain } from "../clauses/plain.ts";
import { findCues } from "./cues.ts";
import type { WeighedCue } from "./cues.ts";
import type { Changed, ChangedWord } from "./changed.ts";
import type { Context } from "./context.ts";
import { datePattern } from "../dates/calendar.ts";
import { findFurniture } from "./furniture.ts";

/** How much an edit matters, how surely, and on what words that rests. */
export interface Judgement {
  readonly materiality: Materiality;
  readonly confidence: number;
  readonly cues: readonly Cue[];
}

// Weights of cues add up; from here on a change is substantive.
const threshold = 1;
// A one-sided clause whose words the other version holds to this share stands elsewhere there.
const minimumHeld = 0.95;

/** Gives how much an edit matters and why, judged by the words that really changed. */
export function judgeMateriality(edit: Edit, changed: Changed, context: Context): Judgement {
  const dated = context.judgeDate(edit);
  if (dated !== null) {
    const { materiality, why, side, start, end } = dated;
    return { materiality, confidence: 0.9, cues: [{ side, start, end, why }] };
  }
  if (edit.before === null) return judgeAlone(edit, "after", context);
  if (edit.after === null) return judgeAlone(edit, "before", context);
  return judgePair(edit, changed, context);
}

function judgeAlone(edit: Edit, side: "before" | "after", context: Context): Judgement {
  const text = (side === "before" ? edit.before : edit.after)?.text ?? "";
  const because = (materiality: Materiality, confidence: number, why: string): Judgement => ({
    materiality,
    confidence,
    cues: [{ side, start: 0, end: text.length, why }],
  });
  if (context.isList && side === "before") return because("noise", 0.9, "entry-rolled-off");
  const why = findFurniture(text);
  if (why !== undefined) return because("noise", 0.9, why.replaceAll(" ", "-"));
  const unit = context.unitAt(side, (side === "before" ? edit.before : edit.after)?.start ?? 0);
  const plain = toPlain(text);
  if (context.isList && !isDateLine(plain)) return because("substantive", 0.9, "entry-added");
  if (unit?.clause.kind === "heading") return because("editorial", 0.9, "heading-alone");
  if (isDateLine(plain)) return because("editorial", 0.95, "date-alone");
  if (isTitle(plain, unit?.clause)) return because("editorial", 0.8, "title-alone");
  if (unit?.opensTable === true && isHeaderRow(text))
    return because("editorial", 0.8, "table-header");
  if (isLeadIn(plain)) return because("editorial", 0.5, "lead-in-alone");
  if (isPointer(plain)) return because("editorial", 0.7, "pointer-alone");
  if (context.heldElsewhere(side, text) >= minimumHeld)
    return because("editorial", 0.75, "stands-elsewhere");
  return because("substantive", 0.8, side === "after" ? "clause-added" : "clause-removed");
}

function judgePair(edit: Edit, changed: Changed, context: Context): Judgement {
  const before = edit.before?.text ?? "";
  const after = edit.after?.text ?? "";
  const furnitureWhy = findFurniture(before) ?? findFurniture(after);
  if (furnitureWhy !== undefined && findFurniture(before) !== undefined)
    return only("noise", 0.9, after, furnitureWhy.replaceAll(" ", "-"));
  const words = [...changed.removed, ...changed.added];
  if (words.every((word) => word.kind === "target" || word.kind === "address")) {
    const isMoved = edit.kind === "moved" && before === after;
    if (isMoved) return only("editorial", 0.85, after, "moved-alone");
    if (words.length > 0)
      return only(
        "noise",
        0.95,
        after,
        words.some(({ text }) => /^\d/.test(text)) ? "count-alone" : "link-target",
      );
    return toLetters(before) === toLetters(after)
      ? only("noise", 0.9, after, "markup-alone")
      : only("editorial", 0.9, after, "punctuation-alone");
  }
  const unit = context.unitAt("after", edit.after?.start ?? 0);
  if (unit?.clause.kind === "heading") return only("editorial", 0.85, after, "heading-alone");
  if (unit?.clause.kind === "row" && isTrackerRow(edit))
    return only("noise", 0.8, after, "tracker-row-detail");
  const isBound = [...changed.lost, ...changed.gained].some(
    (word) => word.kind === "word" || word.kind === "number",
  );
  if (!isBound) {
    const has = (kind: ChangedWord["kind"]): boolean => words.some((word) => word.kind === kind);
    const why = has("date")
      ? "date-alone"
      : has("contact")
        ? "contact-alone"
        : "numbering-or-order";
    return only("editorial", 0.9, after, why);
  }
  const cues = findCues(edit, changed, context);
  const total = cues.reduce((sum, cue) => sum + cue.weight, 0);
  const isSubstantive = total >= threshold;
  const margin = Math.min(1, Math.abs(total - threshold) / threshold);
  return {
    materiality: isSubstantive ? "substantive" : "editorial",
    confidence: round(0.55 + 0.33 * margin),
    cues:
      cues.length > 0
        ? strongestFirst(cues)
        : [{ side: "after", start: 0, end: after.length, why: "rewording" }],
  };
}

/** A text without the marks that only shape it. */
function toLetters(text: string): string {
  return text.replace(/<br>|[\s*_\\#>|]/g, "");
}

function only(materiality: Materiality, confidence: number, after: string, why: string): Judgement {
  return { materiality, confidence, cues: [{ side: "after", start: 0, end: after.length, why }] };
}

const maxCues = 12;

function strongestFirst(cues: readonly WeighedCue[]): readonly Cue[] {
  return cues
    .toSorted((one, other) => other.weight - one.weight)
    .slice(0, maxCues)
    .map(({ side, start, end, why }) => ({ side, start, end, why }));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
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
  if (kind === "row" || clause?.leadIn !== undefined) return false;
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
    /^(?:\W*)(?:for (?:more|further|additional) (?:information|details)|to learn more|learn more|(?:please )?(?:see|visit|read|refer to|review|click)\b|you (?:can|may) (?:find|read|learn|view|see)\b|more information|if you have (?:any )?questions|contact us|questions\?)/i.test(
      plain,
    ) &&
    !/\b(?:must|shall|not|agree|consent|opt)\b/i.test(plain)
  );
}

const trackerSection = /\b(?:cookies?|trackers?|tracking|pixels?|local storage|sdk)\b/i;
const lifetime =
  /\b(?:session|persistent|\d+\s*(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?))\b/i;

/** A row of a cookie table that still names the same vendor: its domains, names and lifetimes bind nobody. */
function isTrackerRow(edit: Edit): boolean {
  const before = edit.before?.text ?? "";
  const after = edit.after?.text ?? "";
  const place = (edit.after?.path ?? []).join(" ");
  if (!trackerSection.test(place) && !trackerSection.test(after)) return false;
  if (!lifetime.test(before) && !lifetime.test(after)) return false;
  return firstCell(before) === firstCell(after);
}

function firstCell(row: string): string {
  return toPlain(row.split("|").find((cell) => cell.trim() !== "") ?? "")
    .replace(/ahref=\S+|\/a|[[\]"]/g, "")
    .trim()
    .toLowerCase();
}
