import type { Block } from "./blocks.ts";
import { withoutLabel } from "./numbering.ts";
import { toPlain } from "./plain.ts";

/** The sentences that wait at a place of a text for items to complete them. */
export interface Leads {
  /** Closes what a block ends: an item the lead-ins of its own level and deeper, a paragraph all. */
  readonly enter: (block: Block) => void;
  /** Gives what the block just entered completes, outermost first, as plain text. */
  readonly leadIn: () => string | undefined;
  /** Opens a lead-in where a block ends in a way that what follows completes. */
  readonly offer: (block: Block, text: string) => void;
  readonly clear: () => void;
}

interface OpenLead {
  /** Columns; -1 for a paragraph's, which every item completes. */
  readonly indent: number;
  readonly text: string;
}

// A colon, a dash, or a word that cannot end a sentence.
const unfinished =
  /(?:[:：]|\s[–—-]|\b(?:the following|such as|including|not|to|that|if|who|by|of|and|or))[\s*_]*$/i;
const longestLead = 400;

/** Creates the lead-ins of a text, none open. */
export function createLeads(): Leads {
  let open: readonly OpenLead[] = [];
  let header: string | undefined;
  let current: string | undefined;
  return {
    enter: (block) => {
      const isRow = block.kind === "row";
      if (!isRow) header = undefined;
      // A paragraph set in under an item belongs to that item and ends nothing above it.
      const isInside = block.kind === "item" || (block.kind === "paragraph" && block.depth > 1);
      open = isInside ? open.filter((lead) => lead.indent < block.depth) : [];
      if (isRow) current = header;
      else
        current = block.kind === "item" ? joinLeads(...open.map((lead) => lead.text)) : undefined;
    },
    leadIn: () => current,
    offer: (block, text) => {
      if (block.kind === "header")
        header = toPlain(text.replaceAll("|", " ").slice(0, longestLead));
      if (block.kind === "row" || block.kind === "header") return;
      if (!unfinished.test(text.slice(-24))) return;
      const plain = toPlain(withoutLabel(text).slice(-longestLead));
      const indent = block.kind === "item" ? block.depth : -1;
      if (plain !== "") open = [...open, { indent, text: plain }];
    },
    clear: () => {
      open = [];
      header = undefined;
      current = undefined;
    },
  };
}

/** Gives lead-ins as one, outermost first; undefined where there is none. */
export function joinLeads(...parts: readonly (string | undefined)[]): string | undefined {
  const text = parts.filter((part) => part !== undefined && part !== "").join(" ");
  return text === "" ? undefined : text.slice(-longestLead);
}
