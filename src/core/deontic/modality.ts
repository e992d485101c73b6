import type { Actor, Modality } from "./norm.ts";
import type { Operator } from "./operators.ts";

// What "may" says happens to the customer, and what it lets be done to them.
const happens =
  /^(?:have|has|be|incur|encounter|find|experience|need|see|lose|require|wish|want|provide|choose|come|contain|apply|become|result|include)$/;
const suffers =
  /^(?:charged|required|asked|subject|suspended|terminated|billed|contacted|prompted|held|liable|prevented|denied)$/;
const holds = /^(?:own|owns|retain|retains|receive|entitled|keep|have|remain)$/;
const liable = /\b(?:liable|responsible)\b/;
// "No user may", "neither party shall", "nobody can".
const deniedSubject = /\b(?:no|neither|nobody|nor|no one)\b[^,]{0,40}$/i;

/** Gives what an operator does to its actor; who is named nowhere else may be corrected by it. */
export function toModality(
  operator: Operator,
  actor: Actor,
  { before, verb }: { readonly before: string; readonly verb: string },
): { readonly actor: Actor; readonly modality: Modality; readonly isNegated: boolean } {
  const isProvider = actor === "provider";
  const denied = deniedSubject.test(before);
  switch (operator.kind) {
    case "disclaimer":
      return {
        actor: actor === "customer" ? "provider" : actor,
        modality: "disclaimer",
        isNegated: true,
      };
    case "release":
      return { actor, modality: "release", isNegated: true };
    case "refusal":
      return { actor: "both", modality: "promise", isNegated: true };
    case "prohibition":
      return { actor: "customer", modality: "ban", isNegated: true };
    case "ban":
      if (isProvider) return { actor, modality: "promise", isNegated: true };
      if (actor === "unknown" && operator.text.startsWith("don"))
        return { actor, modality: "statement", isNegated: true };
      return { actor, modality: "ban", isNegated: true };
    case "denial":
      if (isProvider) return { actor, modality: "promise", isNegated: true };
      return {
        actor,
        modality: actor === "unknown" || actor === "third" ? "statement" : "ban",
        isNegated: true,
      };
    case "power":
      return {
        actor: actor === "customer" ? "provider" : actor,
        modality: "power",
        isNegated: false,
      };
    case "right":
      if (isProvider) return { actor, modality: "power", isNegated: false };
      return { actor, modality: "right", isNegated: / no /.test(operator.text) || denied };
    case "grant":
      return { actor, modality: isProvider ? "promise" : "grant", isNegated: false };
    case "allowed":
      if (denied) return { actor, modality: isProvider ? "promise" : "ban", isNegated: true };
      if (actor === "customer" && happens.test(verb))
        return { actor, modality: "statement", isNegated: false };
      if (actor === "customer" && suffers.test(verb))
        return { actor: "provider", modality: "power", isNegated: false };
      return { actor, modality: isProvider ? "power" : "permission", isNegated: false };
    case "duty":
    case "future":
      if (denied && liable.test(`${operator.text} ${verb}`))
        return { actor, modality: "disclaimer", isNegated: true };
      if (isProvider) return { actor, modality: "promise", isNegated: denied };
      if (actor === "customer" && holds.test(verb))
        return { actor, modality: "right", isNegated: denied };
      if (denied) return { actor, modality: "ban", isNegated: true };
      if (operator.kind === "future" && (actor === "unknown" || actor === "third"))
        return { actor, modality: "statement", isNegated: false };
      return { actor, modality: "duty", isNegated: false };
    case "practice":
      return isProvider
        ? { actor, modality: "practice", isNegated: false }
        : { actor, modality: "statement", isNegated: false };
    case "definition":
      return { actor: "unknown", modality: "definition", isNegated: false };
    default:
      return { actor, modality: "statement", isNegated: false };
  }
}
