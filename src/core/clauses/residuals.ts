import { linkInGaps } from "./anchors.ts";
import type { Link } from "./anchors.ts";
import { canPair, createPlaceWeigher } from "./evidence.ts";
import type { PlaceWeigher } from "./evidence.ts";
import { groupByGap, toGaps } from "./gaps.ts";
import type { Gaps } from "./gaps.ts";
import { createLikeness, createProfiles, findCandidates } from "./similarity.ts";
import type { Profile } from "./similarity.ts";
import type { Unit } from "./unit.ts";

// Links of the first round are sure enough to be anchors of the next one's gaps.
const sureScore = 0.75;
const minimumScore = 0.44;
// Less will do where nothing else comes near it, seen from either side.
const minimumDistinct = 0.34;
const distinctBy = 0.14;
// A lone pair in a gap: nothing else can be meant.
const minimumAlone = 0.37;
// Words that have less in common than this are told apart by no place they stand in.
const minimumSimilarity = 0.1;
// In a gap with more pairs than this, only those are looked at that the words suggest.
const maxGapPairs = 144;

/** What the rounds of linking share. */
interface Residue {
  readonly before: readonly Unit[];
  readonly after: readonly Unit[];
  /** By index of the clause; undefined where an equal clause has claimed it. */
  readonly mine: readonly (Profile | undefined)[];
  readonly theirs: readonly (Profile | undefined)[];
  readonly toLikeness: (one: Profile, other: Profile) => number;
  readonly weighPlace: PlaceWeigher;
  /** Likeness of the words of pairs seen already. */
  readonly known: Map<number, number>;
  /** Pairs that their words suggest. */
  readonly suggested: readonly Link[];
  readonly links: Link[];
  readonly partner: Map<number, number>;
  readonly taken: Set<number>;
}

interface Scored extends Link {
  readonly score: number;
}

/**
 * Gives links between clauses that no equal clause claimed, each clause at most once: first what
 * differs in numbers and dates alone, then best first, in two rounds, as each sure link narrows the
 * gaps that the others stand in.
 */
export function linkSimilar(
  before: readonly Unit[],
  after: readonly Unit[],
  equal: readonly Link[],
): readonly Link[] {
  const claimed = new Set(equal.map((link) => link.before));
  const claimedAfter = new Set(equal.map((link) => link.after));
  const left = [...before.keys()].filter((at) => !claimed.has(at));
  const right = [...after.keys()].filter((at) => !claimedAfter.has(at));
  if (left.length === 0 || right.length === 0) return [];
  const residue = createResidue(before, after, left, right);
  residue.links.push(...equal);
  for (const { before: one, after: other } of equal) claim(residue, one, other);
  const masked = linkInGaps(
    before.map(({ skeleton }) => skeleton),
    after.map(({ skeleton }) => skeleton),
    equal,
  );
  for (const { before: one, after: other } of masked) accept(residue, one, other);
  for (const minimum of [sureScore, minimumScore]) {
    const gaps = toGaps(before.length, after.length, residue.links);
    linkBest(residue, gaps, minimum);
  }
  linkDistinct(residue);
  linkAlone(residue);
  return residue.links.slice(equal.length);
}

function createResidue(
  before: readonly Unit[],
  after: readonly Unit[],
  left: readonly number[],
  right: readonly number[],
): Residue {
  const profiles = createProfiles(
    left.map((at) => before[at]?.words ?? []),
    right.map((at) => after[at]?.words ?? []),
  );
  const mine: Profile[] = [];
  const theirs: Profile[] = [];
  for (const [at, profile] of profiles.left.entries()) mine[left[at] ?? 0] = profile;
  for (const [at, profile] of profiles.right.entries()) theirs[right[at] ?? 0] = profile;
  const found = findCandidates(profiles.left, profiles.right);
  const suggested = found.flatMap((others, one) =>
    others.map((other) => ({ before: left[one] ?? 0, after: right[other] ?? 0 })),
  );
  const byTitle = new Map(right.map((at) => [after[at]?.title ?? "", at]));
  for (const at of left) {
    const title = before[at]?.title ?? "";
    const other = title === "" ? undefined : byTitle.get(title);
    if (other !== undefined) suggested.push({ before: at, after: other });
  }
  return {
    before,
    after,
    mine,
    theirs,
    toLikeness: createLikeness(),
    weighPlace: createPlaceWeigher(),
    known: new Map(),
    suggested,
    links: [],
    partner: new Map(),
    taken: new Set(),
  };
}

function claim({ partner, taken }: Residue, one: number, other: number): void {
  partner.set(one, other);
  taken.add(other);
}

function accept(residue: Residue, one: number, other: number): void {
  claim(residue, one, other);
  residue.links.push({ before: one, after: other });
}

function linkBest(residue: Residue, gaps: Gaps, minimum: number): void {
  const { partner, taken } = residue;
  for (const { before: one, after: other, score } of rank(residue, gaps))
    if (score >= minimum && !partner.has(one) && !taken.has(other)) accept(residue, one, other);
}

/** Gives the scores of all pairs of free clauses that words or place suggest, each pair once, best first. */
function rank(residue: Residue, gaps: Gaps): readonly Scored[] {
  const { partner, taken, after } = residue;
  const pairs = new Map<number, Scored>();
  for (const link of [...residue.suggested, ...pairsInGaps(residue, gaps)]) {
    const name = link.before * after.length + link.after;
    if (partner.has(link.before) || taken.has(link.after) || pairs.has(name)) continue;
    const score = scoreOf(residue, gaps, link);
    if (score > 0) pairs.set(name, { ...link, score });
  }
  return [...pairs.values()].toSorted(
    (x, y) => y.score - x.score || x.before - y.before || x.after - y.after,
  );
}

/** Links what is weakly alike, where it is the best of both sides and the next best is far behind. */
function linkDistinct(residue: Residue): void {
  const gaps = toGaps(residue.before.length, residue.after.length, residue.links);
  const pairs = rank(residue, gaps);
  const mine = new Map<number, Lead>();
  const theirs = new Map<number, Lead>();
  for (const { before: one, after: other, score } of pairs) {
    follow(mine, one, score);
    follow(theirs, other, score);
  }
  for (const { before: one, after: other, score } of pairs)
    if (score >= minimumDistinct && leads(mine.get(one), score) && leads(theirs.get(other), score))
      accept(residue, one, other);
}

/** The two best scores of a clause. */
interface Lead {
  readonly best: number;
  readonly next: number;
}

/** Scores come best first. */
function follow(leaders: Map<number, Lead>, at: number, score: number): void {
  const lead = leaders.get(at);
  if (lead === undefined) leaders.set(at, { best: score, next: 0 });
  else if (lead.next === 0) leaders.set(at, { best: lead.best, next: score });
}

function leads(lead: Lead | undefined, score: number): boolean {
  return lead?.best === score && score - lead.next >= distinctBy;
}

/** All pairs of free clauses in one gap, where they are few. */
function pairsInGaps({ before, after, partner, taken }: Residue, gaps: Gaps): readonly Link[] {
  const mine = groupByGap(
    gaps.before,
    [...before.keys()].filter((at) => !partner.has(at)),
  );
  const theirs = groupByGap(
    gaps.after,
    [...after.keys()].filter((at) => !taken.has(at)),
  );
  const links: Link[] = [];
  for (const [gap, ones] of mine) {
    const others = theirs.get(gap) ?? [];
    if (ones.length * others.length > maxGapPairs) continue;
    for (const one of ones) for (const other of others) links.push({ before: one, after: other });
  }
  return links;
}

/** Links what is the only free clause in its gap on either side, by less than would do elsewhere. */
function linkAlone(residue: Residue): void {
  const { before, after, partner, taken } = residue;
  const gaps = toGaps(before.length, after.length, residue.links);
  const theirs = groupByGap(
    gaps.after,
    [...after.keys()].filter((at) => !taken.has(at)),
  );
  const mine = groupByGap(
    gaps.before,
    [...before.keys()].filter((at) => !partner.has(at)),
  );
  for (const [gap, [one, ...more]] of mine) {
    const [other, ...rest] = theirs.get(gap) ?? [];
    if (one === undefined || other === undefined || more.length + rest.length > 0) continue;
    if (scoreOf(residue, gaps, { before: one, after: other }) >= minimumAlone)
      accept(residue, one, other);
  }
}

function scoreOf(residue: Residue, gaps: Gaps, link: Link): number {
  const one = residue.before[link.before];
  const other = residue.after[link.after];
  if (one === undefined || other === undefined || !canPair(one, other)) return 0;
  const similarity = toSimilarity(residue, link);
  const place = residue.weighPlace(one, other, gaps.before[link.before] === gaps.after[link.after]);
  return similarity < minimumSimilarity && place < sureScore - minimumScore
    ? 0
    : similarity + place;
}

function toSimilarity({ mine, theirs, after, known, toLikeness }: Residue, link: Link): number {
  const name = link.before * after.length + link.after;
  const seen = known.get(name);
  if (seen !== undefined) return seen;
  const left = mine[link.before];
  const right = theirs[link.after];
  const similarity = left === undefined || right === undefined ? 0 : toLikeness(left, right);
  known.set(name, similarity);
  return similarity;
}
