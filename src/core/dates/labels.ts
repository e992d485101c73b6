/** What a date that a text states about itself is the date of. */
export type StatedKind = "lastUpdated" | "effective";

/** The words that make a date one of the text itself. */
export interface DateLabel {
  readonly kind: StatedKind;
  /** Of two dates of a kind the lower rank is believed: "last updated" before "posted". */
  readonly rank: number;
  /** Says so only where it stands alone: "as of May 2024, we also offer…" dates no terms. */
  readonly isWeak: boolean;
}

const participle =
  "(?:updated?|modified|modification|revised|revision|amended|amendment|changed?|edited|reviewed)";

interface LabelRule extends DateLabel {
  /** What must end right before the date. */
  readonly pattern: RegExp;
}

// Between a label and its date: "on", "date:", a dash, a cell's border, a day of the week.
const bridge =
  '(?:\\s{0,3}(?:on|date|as\\s+of|from|since|is|was|version|the|of\\s+(?:this|these)(?:\\s+[\\w-]+){1,4}|this\\s+version)\\b){0,4}[\\s:;|,("=>-]{0,8}(?:(?:on|as\\s+of|from|since|is|was)\\s+){0,2}(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\\s+)?$';

const rule = (kind: StatedKind, rank: number, words: string, isWeak = false): LabelRule => ({
  kind,
  rank,
  isWeak,
  pattern: new RegExp(`(?:^|[^\\p{L}])(?:${words})${bridge}`, "iu"),
});

// No letter stands between words of Chinese, Japanese and Korean, so no boundary is asked for.
const eastern = (kind: StatedKind, words: string): LabelRule => ({
  kind,
  rank: 0,
  isWeak: false,
  pattern: new RegExp(`(?:${words})(?:为|是|于)?[\\s:：|]{0,4}$`, "u"),
});

const rules: readonly LabelRule[] = [
  rule(
    "effective",
    0,
    "(?:(?:version|current)\\s+)?effective(?:\\s+(?:immediately|starting|beginning|date))?|(?:comes?|came|coming|goes?|go|going|went|enters?|entered|put)\\s+into\\s+(?:force|effect)|in\\s+(?:force|effect)|takes?\\s+effect|took\\s+effect|taking\\s+effect|valid|applicable|appl(?:y|ies)\\s+(?:from|as\\s+of|since)|in\\s+kraft(?:\\s+(?:ab|seit))?|gültig\\s+(?:ab|seit)|en\\s+vigueur\\s+(?:le|depuis\\s+le|au)|(?:fecha\\s+de\\s+)?entrada\\s+en\\s+vigor|in\\s+vigore\\s+dal|gäller\\s+från",
  ),
  eastern("effective", "生效日期|生效时间|生效日|施行日|発効日|시행일"),
  rule(
    "lastUpdated",
    0,
    `last\\s+(?:and\\s+)?${participle}|(?:latest|most\\s+recent(?:ly)?)\\s+${participle}|date\\s+of\\s+(?:the\\s+)?(?:last|latest|most\\s+recent)\\s+${participle}|(?:zuletzt|letzte)\\s+(?:aktualisiert|aktualisierung|änderung|geändert)|(?:dernière\\s+)?mise\\s+à\\s+jour(?:\\s*:|\\s+le)?|última\\s+(?:actualización|modificación|atualização)|ultim[oa]\\s+(?:aggiornamento|modifica)|laatst\\s+(?:bijgewerkt|gewijzigd)|senast\\s+uppdaterad`,
  ),
  eastern(
    "lastUpdated",
    "更新日期|更新时间|最近更新|最后更新|修订日期|修订时间|最終更新日|最終更新|改定日|改訂日|최종\\s?수정일|최종\\s?업데이트",
  ),
  rule("lastUpdated", 1, `${participle}|(?:date\\s+)?${participle}|date\\s+of\\s+${participle}`),
  rule(
    "lastUpdated",
    2,
    "published|posted|issued|released?|release\\s+date|publication\\s+date|date\\s+of\\s+(?:issue|publication)|version(?:\\s+(?:of|date|no\\.?|number)){0,2}(?:\\s+v?\\d+(?:\\.\\d+){0,3})?|v\\d+(?:\\.\\d+){0,3}|dated?|(?:current\\s+)?as\\s+of|stand",
    true,
  ),
];

// "See the previous version (effective May 1, 2023)" dates another text.
const otherVersion =
  /\b(?:previous|prior|former|earlier|older|past|archived?|superseded?s?|replaces?)\b[^.]{0,40}$/i;

/** Gives the kinds of date that words right before a date make it, best first; "updated and effective" makes it both. */
export function readLabels(wordsBefore: string): readonly DateLabel[] {
  const found = rules.flatMap(({ kind, rank, isWeak, pattern }) => {
    const match = pattern.exec(wordsBefore);
    return match === null ? [] : [{ kind, rank, isWeak, at: match.index }];
  });
  const nearest = found.toSorted((one, other) => one.rank - other.rank)[0];
  if (nearest === undefined) return [];
  if (otherVersion.test(wordsBefore.slice(0, nearest.at + 1))) return [];
  const label: DateLabel = { kind: nearest.kind, rank: nearest.rank, isWeak: nearest.isWeak };
  const rest = wordsBefore.slice(0, nearest.at + 1);
  if (!/(?:\band|&|\/)\s*$/i.test(rest)) return [label];
  const joined = readLabels(rest.replace(/\s*(?:\band|&|\/)\s*$/i, " "))[0];
  return joined === undefined || joined.kind === label.kind ? [label] : [label, joined];
}

const labelAfter = new RegExp(`^[\\s,(|-]{0,4}(?:(effective)|(?:last\\s+)?${participle})\\b`, "i");

/** Gives what words right after a date make it: "March 2, 2023 (last updated)". */
export function readLabelAfter(wordsAfter: string): DateLabel | null {
  const match = labelAfter.exec(wordsAfter);
  if (match === null) return null;
  return { kind: match[1] === undefined ? "lastUpdated" : "effective", rank: 1, isWeak: true };
}

const labelWords =
  /\b(?:last|latest|most|recent(?:ly)?|date[ds]?|of|updat\w*|modif\w*|revis\w*|amend\w*|chang\w*|review\w*|effective|immediately|version|v\d[\d.]*|no|number|previous(?:ly)?|prior|past|archived?|archives?|versions?|published|posted|issued|released?|release|publication|on|as|from|since|the|this|these|our|is|was|are|see|here|view|read|download|print|pdf|policy|policies|terms|agreement|notice|statement|document|page|and|or|for|new|existing|users?|customers?|in|into|comes?|takes?|effect|force|current|valid|starting|what's|mon|tues|wednes|thurs|fri|satur|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/gi;

/** "The Cranes Act, effective January 1, 2023": the date of a law. */
const law = /\b(?:acts?|laws?|regulations?|directives?|statutes?|bill)\b/i;

/** Whether a line is there to state dates: beside them hardly a word is left that is not part of a label. */
export function isDateLine(plain: string, dates: RegExp): boolean {
  if (plain.length > 200 || law.test(plain)) return false;
  const rest = plain.replaceAll(dates, " ").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2");
  const left = rest.replaceAll(labelWords, " ").match(/[\p{L}]{2,}/gu) ?? [];
  return left.length <= 3 && left.join("").length <= 24;
}
