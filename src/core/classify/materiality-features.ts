import { toPlain, toWords } from "../clauses/plain.ts";
import { toStem } from "../clauses/stem.ts";
import { turnAround } from "../deontic/change.ts";
import type { Bag, BagBuilder, Rarity } from "../learn/bag.ts";
import { createBagBuilder, toPairsToo } from "../learn/bag.ts";
import { isContent } from "./changed.ts";
import type { ChangedWord } from "./changed.ts";
import type { Context } from "./context.ts";
import type { Settled, WeighedCue } from "./cues.ts";
import type { Evidence } from "./evidence.ts";
import { readDirectionEvidence } from "./direction-features.ts";
import { scoreTopics } from "./topic-scores.ts";
import { isOpposite, isSynonym } from "./word-relations.ts";

/** What materiality is read from, beside the edit's own evidence. */
export interface MaterialityReading {
  readonly evidence: Evidence;
  readonly context: Context;
  readonly cues: readonly WeighedCue[];
  readonly settled: Settled;
  /** What the rules for clauses that stand alone say it is; empty where none speaks. */
  readonly alone: string;
}

const maxWords = 400;
const maxStems = 60;

/** Gives what the learned model reads of an edit's materiality. */
export function toMaterialityBag(reading: MaterialityReading, rarity: Rarity): Bag {
  const bag = createBagBuilder(rarity);
  fillMaterialityBag(bag, reading);
  return bag.toBag();
}

/** Puts what the learned model reads of an edit's materiality into a bag. */
export function fillMaterialityBag(bag: BagBuilder, reading: MaterialityReading): void {
  const { edit } = reading.evidence;
  if (edit.before === null || edit.after === null) fillAlone(bag, reading);
  else fillPair(bag, reading);
}

function fillAlone(bag: BagBuilder, { evidence, context, alone }: MaterialityReading): void {
  const { edit, side, topic } = evidence;
  const shown = edit.after ?? edit.before;
  const text = shown?.text ?? "";
  const unit = context.unitAt(side, shown?.start ?? 0);
  const words = toWords(topic.clause).slice(0, maxWords);
  const one = (kind: string, name: string | number, value = 1): void =>
    bag.addValue(`alone ${kind}`, String(name), value);
  one("bias", "", 1);
  bag.addTokens("alone text", toPairsToo(words.map(toStem)), 1);
  bag.addTokens("alone first", [words.slice(0, 1).join(" "), words.slice(0, 2).join(" ")], 0.5);
  bag.addTokens("alone last", [words.slice(-2).join(" ")], 0.3);
  bag.addTokens("alone heading", toWords(topic.path.at(-1) ?? "").map(toStem), 0.5);
  bag.addTokens("alone lead-in", toWords(topic.leadIn).map(toStem), 0.4);
  one("rule", alone);
  one("kind", unit?.clause.kind ?? "");
  one("genre", topic.genre, 0.5);
  one("length", toSize(words.length));
  one("held", Math.round(context.heldElsewhere(side, text) * 5));
  one("end", /[.;:?!,)]\W*$/.exec(topic.clause)?.[0].slice(0, 1) ?? "");
  one("case", /^\W*\p{Lu}/u.test(topic.clause) ? "upper" : "lower", 0.5);
  if (topic.leadIn !== "") one("has", "lead-in", 0.5);
  if (/\d/.test(topic.clause)) one("has", "digit", 0.5);
  if (/https?:|@/.test(text)) one("has", "address");
  if (text.includes("](")) one("has", "link", 0.5);
  if (/^\W*\*\*/.test(text)) one("has", "bold", 0.5);
  if (unit?.opensTable === true) one("has", "table-start");
  const { changes } = readDirectionEvidence(evidence, context.parties);
  const said = new Set(changes.map(({ why }) => why.replace(/-(?:added|dropped)$/, "")));
  for (const name of said) one("norm", name, 0.7);
  one("norms", said.size === 0 ? "none" : "some");
  const scores = scoreTopics(topic);
  one("topics", "any", Math.min(2, scores[0]?.score ?? 0));
  for (const { topic: name, score } of scores) one("topic", name, Math.min(1, score) * 0.5);
}

function fillPair(bag: BagBuilder, reading: MaterialityReading): void {
  const { evidence, context, cues, settled } = reading;
  const { edit, topic, changed } = evidence;
  const before = edit.before?.text ?? "";
  const after = edit.after?.text ?? "";
  const unit = context.unitAt("after", edit.after?.start ?? 0);
  const one = (kind: string, name: string | number, value = 1): void =>
    bag.addValue(`pair ${kind}`, String(name), value);
  one("bias", "", 1);
  const counts = new Map<string, number>();
  let total = 0;
  for (const { why, weight } of cues) {
    counts.set(why, (counts.get(why) ?? 0) + 1);
    total += weight;
  }
  for (const [why, count] of counts) one("cue", why, Math.log2(1 + count));
  one("total", "", Math.log2(1 + total));
  one("total in", Math.min(8, Math.round(total * 2)));
  const lost = settled.lost.filter(isContent);
  const gained = settled.gained.filter(isContent);
  // Whichever way round: what matters when it comes matters when it goes.
  const stems = [...lost.slice(0, maxStems), ...gained.slice(0, maxStems)].map(({ stem }) => stem);
  bag.addTokens("pair stems", stems, 0.7);
  bag.addTokens(
    "pair words",
    [...settled.lost, ...settled.gained].map(({ word }) => word).slice(0, 120),
    0.8,
  );
  const { alike, opposite } = countRelations(lost, gained);
  if (alike > 0) one("alike", toSize(alike));
  if (opposite > 0) one("opposite", "");
  one("left", toSize(lost.length + gained.length - 2 * alike));
  one("fewer", toSize(Math.min(lost.length, gained.length)));
  one("more", toSize(Math.max(lost.length, gained.length)));
  one("net", Math.min(4, Math.ceil(Math.log2(1 + Math.abs(gained.length - lost.length)))));
  one("small", toSize(settled.lost.length + settled.gained.length));
  const all = toWords(before).length + toWords(after).length;
  const share = (changed.removed.length + changed.added.length) / Math.max(1, all);
  one("share", Math.round(Math.min(1, share) * 6));
  const shareLeft = (settled.lost.length + settled.gained.length) / Math.max(1, all);
  one("share left", Math.round(Math.min(1, shareLeft) * 8));
  const ops = new Set(edit.spans.filter((span) => span.op !== "same").map((span) => span.op));
  one("ops", ops.size);
  one("kind", edit.kind === "merged" ? "split" : edit.kind);
  one("clause", unit?.clause.kind ?? "", 0.5);
  one("genre", topic.genre, 0.5);
  bag.addTokens("pair heading", toWords(topic.path.at(-1) ?? "").map(toStem), 0.3);
  for (const swap of listSwaps(edit.spans)) one("swap", swap, 0.7);
  for (const kind of new Set([...changed.lost, ...changed.gained].map((word) => word.kind)))
    one("of", kind, 0.7);
  const capitals = [...settled.lost, ...settled.gained].filter(
    (word) => word.kind === "word" && /^\p{Lu}/u.test(word.text),
  );
  if (capitals.length > 0) one("capitals", toSize(capitals.length), 0.5);
  const { changes: norms } = readDirectionEvidence(evidence, context.parties);
  let strength = 0;
  for (const norm of norms) {
    const turned = turnAround(norm).why;
    one("norm", turned < norm.why ? turned : norm.why, 0.7);
    strength += norm.strength;
  }
  one("norms", "", Math.min(3, strength));
  one("norms", norms.length === 0 ? "none" : "some");
}

// In longer rewordings some word means the same as some other by chance.
const maxRelated = 30;

/** Gives how many of the words that went have one among those that came that means the same, or the opposite. */
function countRelations(
  lost: readonly ChangedWord[],
  gained: readonly ChangedWord[],
): { readonly alike: number; readonly opposite: number } {
  const left = gained.slice(0, maxRelated).map(({ stem }) => stem);
  let alike = 0;
  let opposite = 0;
  for (const { stem } of lost.slice(0, maxRelated)) {
    if (left.some((other) => isOpposite(stem, other))) opposite += 1;
    const at = left.findIndex((other) => isSynonym(stem, other));
    if (at < 0) continue;
    alike += 1;
    left.splice(at, 1);
  }
  return { alike, opposite };
}

/** Short phrases that replaced others, whichever way round. */
function listSwaps(
  spans: readonly { readonly op: string; readonly text: string }[],
): readonly string[] {
  return spans.flatMap((span, at) => {
    const next = spans[at + 1];
    if (span.op !== "removed" || next?.op !== "added") return [];
    const one = toWords(toPlain(span.text)).map(toStem).join(" ");
    const other = toWords(toPlain(next.text)).map(toStem).join(" ");
    if (one.length + other.length > 50) return [];
    return [one < other ? `${one} / ${other}` : `${other} / ${one}`];
  });
}

function toSize(count: number): number {
  return Math.min(9, Math.round(Math.log2(1 + count) * 1.5));
}
