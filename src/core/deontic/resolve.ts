import { itemMark } from "./item-mark.ts";
import { isInCase } from "./limits.ts";
import type { Mention } from "./mentions.ts";
import { toModality } from "./modality.ts";
import type { Actor, Limit, Norm } from "./norm.ts";
import type { Operator } from "./operators.ts";
import { toPassiveActor, toVerbSign } from "./verbs.ts";

/** A sentence of a text and what was found in it. */
export interface SentenceParts {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly mentions: readonly Mention[];
  readonly limits: readonly Limit[];
  /** Who the sentence before spoke of. */
  readonly subject: Actor | undefined;
}

/** Gives the norms of a sentence by its operators. */
export function readSentence(
  parts: SentenceParts,
  operators: readonly Operator[],
): readonly Norm[] {
  const binding = operators.filter((operator) => !isInCase(parts.limits, operator.start));
  const norms: Norm[] = [];
  for (const operator of binding) {
    const resolved = resolve(parts, operator, norms.at(-1));
    if (resolved === undefined) continue;
    norms.push(resolved);
  }
  // A norm reaches from its subject to the operator of the next.
  return norms.map((norm, at) => {
    const start = at === 0 ? parts.start : norm.start;
    const end = Math.max(norm.operator.end, norms[at + 1]?.start ?? parts.end);
    const mine = parts.limits.filter((limit) => start <= limit.start && limit.start < end);
    return { ...norm, start, end, ...divide(mine) };
  });
}

const verbAfter =
  /^[\s,*_]*(?:(?:not|also|only|never|\w+ly|be|been|have|has|to|then|further)\s+)*(\w+)/i;
const isPassive = /^[\s,]*(?:(?:also|only|not|never|\w+ly)\s+)*(?:be|being)\s/i;
const longestVerb = 60;
const lookBack = 160;
const joinReach = 8;

function resolve(
  parts: SentenceParts,
  operator: Operator,
  before: Norm | undefined,
): Norm | undefined {
  const { text, start, mentions } = parts;
  const preceding = text.slice(Math.max(start, operator.start - lookBack), operator.start);
  const isGlued = before !== undefined && operator.start - before.operator.end <= 1;
  if (isGlued || relative.test(preceding) || owner.test(preceding)) return undefined;
  const rest = text.slice(operator.end, operator.end + longestVerb);
  const isVerbItself = operator.kind === "practice" || operator.kind === "grant";
  const verb = (
    isVerbItself ? operator.text.split(" ").at(-1) : verbAfter.exec(rest)?.[1]
  )?.toLowerCase();
  const ahead = mentions.filter((mention) => mention.end <= operator.start);
  const named = ahead.findLast(({ isObject, isPossessive }) => !isObject && !isPossessive);
  if (
    operator.kind === "practice" &&
    !isDoneTo(operator) &&
    !isDone(text, operator, { named, before })
  )
    return undefined;
  const reached = before?.operator.end ?? start;
  const subject = named !== undefined && named.start >= reached ? named : undefined;
  const actor = toActor(operator, {
    verb: verb ?? "",
    isPassive: isPassive.test(rest) || isDenied(operator, verb ?? "") || isDoneTo(operator),
    subject,
    hasOwned: ahead.some(({ isPossessive, start: at }) => isPossessive && at >= reached),
    preceding,
    carried: operator.kind === "practice" ? before?.actor : (before?.actor ?? parts.subject),
  });
  return {
    ...toModality(operator, actor, { before: preceding, verb: verb ?? "" }),
    ...(verb === undefined ? {} : { verb }),
    start: Math.max(subject?.start ?? operator.start, start),
    end: operator.end,
    operator: { start: operator.start, end: operator.end },
    conditions: [],
    exceptions: [],
    isFramed: false,
  };
}

/** "Is not shared": who does not share is not named. */
function isDenied({ kind, text }: Operator, verb: string): boolean {
  return kind === "denial" && /^(?:is|are|was|were)\b/.test(text) && toVerbSign(verb, "") !== 0;
}

/** "Is stored": who stores is not named. */
function isDoneTo({ kind, text }: Operator): boolean {
  return kind === "practice" && /^(?:is|are)\b/.test(text);
}

/** Whether a verb in the present tense is the doing of a party just named, or goes on with one. */
function isDone(
  text: string,
  operator: Operator,
  { named, before }: { readonly named: Mention | undefined; readonly before: Norm | undefined },
): boolean {
  if (
    before?.modality === "practice" &&
    joins.test(text.slice(operator.start - joinReach, operator.start))
  )
    return true;
  if (named === undefined || operator.start - named.end > nearSubject) return false;
  return isPlainGap.test(text.slice(named.end, operator.start));
}

/** What the actor of an operator is told by. */
interface ActorSigns {
  readonly verb: string;
  readonly isPassive: boolean;
  /** The last party named as a subject since the norm before. */
  readonly subject: Mention | undefined;
  /** Something of a party's was named since: "your content". */
  readonly hasOwned: boolean;
  readonly preceding: string;
  /** Who acts in the norm or sentence before. */
  readonly carried: Actor | undefined;
}

function toActor(operator: Operator, signs: ActorSigns): Actor {
  const { subject, hasOwned, preceding, carried } = signs;
  if (operator.kind === "prohibition") return "customer";
  const isImperative =
    preceding
      .replace(/^[^]*:\s/, "")
      .replace(itemMark, "")
      .replace(/^please\s/i, "")
      .trim() === "";
  if (isImperative && (operator.kind === "ban" || operator.kind === "denial")) return "customer";
  const isFar = subject === undefined || operator.start - subject.end > nearSubject;
  if (signs.isPassive && (isFar || hasOwned)) return toPassiveActor(signs.verb, operator.kind);
  if (subject !== undefined) return subject.actor;
  if (operator.kind === "practice") return carried ?? "unknown";
  return hasOwned || !carries.test(preceding) ? "unknown" : (carried ?? "unknown");
}

// "Services that you may use", "persons who must": said of a thing, not a norm of the sentence.
const relative =
  /(?<!\b(?:agree|agrees|acknowledge|acknowledges|ensure|ensures|represent|represents|warrant|warrants|provided|understand|undertake|undertakes|means|confirm|confirms|and|note|so|such|guarantee|require|requires)\s)\b(?:that|which|who|whom|whose)\s+(?:(?:you|we|they|it|customer|users?|provider|other)\s+)?$/i;
// "Any commitment you may have": a thing, then at once who has it.
const owner =
  /\b(?:data|information|content|materials?|services?|features?|commitments?|rights?|anything|claims?|inputs?|outputs?|files|images|output|permissions)\s+(?:you|we|customer)\s+$/i;
const carries =
  /(?:^|[,;:(]|\b(?:and|or|but|it|they|then|nor|each|both|therefore|also|[a-z0-9]\)))[\s*_]*$/i;
const nearSubject = 30;
const isPlainGap =
  /^[\s,*]*(?:(?:also|always|only|promptly|sometimes|generally|typically|and|or|\w+ly|and our \w+)\s+)*$/i;
const joins = /(?:,|\band|\bor)\s+$/i;

/** Gives the limits of a norm by their kind. */
export function divide(limits: readonly Limit[]): Pick<Norm, "conditions" | "exceptions"> {
  return {
    conditions: limits.filter(({ kind }) => kind === "condition"),
    exceptions: limits.filter(({ kind }) => kind === "exception"),
  };
}
