import type { Norm } from "./norm.ts";
import { toVerbSign } from "./verbs.ts";

// What a norm of each kind weighs when nothing limits it; 1 is a plain duty.
const ofCustomer: Readonly<Record<Norm["modality"], number>> = {
  ban: 1.4,
  duty: 1.1,
  grant: 1,
  permission: -1.1,
  right: -1.3,
  release: -1.1,
  promise: -1,
  power: 0.8,
  practice: 0.6,
  disclaimer: 1.1,
  definition: 0,
  statement: 0,
};
const powerToHarm = 1;
const powerToServe = 0;
const unknownPower = 0.6;
const promiseToServe = -1.2;
const promiseToHarm = 0.9;
const unknownPromise = -0.5;
const refusalToHarm = -1.3;
const refusalToServe = 0.9;
const refusalUnknown = -0.4;
const servingPractice = -1.1;
const bothShare = 0.3;
const reliefShare = 0.85;
// Limits shrink a norm and never turn it around.
const limitedShare = 0.9;

/**
 * Gives what a norm weighs for the customer: above 0 it burdens them, below 0 it serves them, 0 is
 * neither or unknown. Read from the same text that `readNorms` was given.
 */
export function toBurden(norm: Norm, text: string): number {
  const limits = norm.conditions.length + norm.exceptions.length;
  return toWhole(norm, text) * (limits > 0 ? limitedShare : 1);
}

const longestObject = 120;

function toWhole(norm: Norm, text: string): number {
  const { actor, modality } = norm;
  if (modality === "statement" || modality === "definition") return 0;
  if (actor === "customer") return ofCustomer[modality];
  if (actor === "both") return modality === "promise" ? -1 : ofCustomer[modality] * bothShare;
  if (actor === "provider") return ofProvider(norm, text);
  if (actor === "third")
    return modality === "ban" || modality === "duty" ? -0.5 : modality === "disclaimer" ? 1 : 0;
  if (modality === "disclaimer") return 1;
  if (modality === "right" || modality === "grant") return ofCustomer[modality] * reliefShare;
  return modality === "ban" ? 0.5 : modality === "duty" ? 0.3 : 0;
}

function ofProvider(norm: Norm, text: string): number {
  const { modality, isNegated, verb, operator } = norm;
  if (modality === "disclaimer") return 1.2;
  if (modality === "release") return 1;
  const sign = toVerbSign(verb, afterVerb(text, operator.end, verb));
  if (modality === "power" || modality === "permission" || modality === "right")
    return sign === 0 ? unknownPower : sign > 0 ? powerToHarm : powerToServe;
  if (modality === "practice")
    return isNegated ? refusalToHarm : sign < 0 ? servingPractice * -sign : ofCustomer.practice;
  if (isNegated) return sign === 0 ? refusalUnknown : sign > 0 ? refusalToHarm : refusalToServe;
  return sign === 0 ? unknownPromise : sign > 0 ? promiseToHarm : promiseToServe * -sign;
}

function afterVerb(text: string, from: number, verb: string | undefined): string {
  const rest = text.slice(from, from + longestObject);
  if (verb === undefined) return rest;
  const at = rest.toLowerCase().indexOf(verb);
  return at < 0 ? rest : rest.slice(at + verb.length);
}
