import type { Element } from "domhandler";

/** Gives the marker before each item of a list, such as `- `, `3. ` or `c. `, as a browser shows it. */
export function createMarkers(list: Element): (item: Element | undefined) => string {
  if (list.name !== "ol" || isUnmarked(list)) return () => "- ";
  const step = list.attribs["reversed"] === undefined ? 1 : -1;
  const items = list.children.filter((child) => "name" in child && child.name === "li").length;
  let next = readInteger(list.attribs["start"]) ?? (step === 1 ? 1 : items);
  return (item) => {
    const own = readInteger(item?.attribs["value"]);
    const value = own ?? next;
    next = value + step;
    return `${toLabel(value, markerType(list))}. `;
  };
}

function isUnmarked(list: Element): boolean {
  return /list-style(-type)?\s*:\s*none/i.test(list.attribs["style"] ?? "");
}

type MarkerType = "1" | "a" | "A" | "i" | "I";

const styleTypes: Readonly<Record<string, MarkerType>> = {
  "lower-alpha": "a",
  "lower-latin": "a",
  "upper-alpha": "A",
  "upper-latin": "A",
  "lower-roman": "i",
  "upper-roman": "I",
};

function markerType(list: Element): MarkerType {
  const style =
    /list-style(?:-type)?\s*:[^;]*?((?:lower|upper)-(?:alpha|latin|roman)|decimal)/i.exec(
      list.attribs["style"] ?? "",
    )?.[1];
  if (style !== undefined) return styleTypes[style.toLowerCase()] ?? "1";
  const type = list.attribs["type"];
  return type === "a" || type === "A" || type === "i" || type === "I" ? type : "1";
}

function toLabel(value: number, type: MarkerType): string {
  if (type === "1" || value < 1 || value > 3999) return String(value);
  if (type === "a") return toLetters(value);
  if (type === "A") return toLetters(value).toUpperCase();
  return type === "i" ? toRoman(value) : toRoman(value).toUpperCase();
}

/** 1 → a, 26 → z, 27 → aa, as in CSS counters. */
function toLetters(value: number): string {
  let letters = "";
  for (let rest = value; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCodePoint(97 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

const romanSigns: readonly (readonly [number, string])[] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];

function toRoman(value: number): string {
  let rest = value;
  let text = "";
  for (const [amount, sign] of romanSigns) {
    for (; rest >= amount; rest -= amount) text += sign;
  }
  return text;
}

function readInteger(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d{1,6}$/.test(text.trim()) ? Number(text) : undefined;
}
