const irregular: ReadonlyMap<string, string> = new Map([
  ["licence", "license"],
  ["licences", "license"],
  ["licenced", "license"],
  ["practise", "practice"],
  ["judgement", "judgment"],
  ["programme", "program"],
  ["cheque", "check"],
  ["defence", "defense"],
  ["offence", "offense"],
  ["children", "child"],
  ["people", "person"],
  ["persons", "person"],
  ["was", "be"],
  ["were", "be"],
  ["is", "be"],
  ["are", "be"],
  ["been", "be"],
  ["being", "be"],
  ["has", "have"],
  ["had", "have"],
  ["having", "have"],
  ["does", "do"],
  ["did", "do"],
  ["done", "do"],
  ["made", "make"],
  ["making", "make"],
  ["given", "give"],
  ["gave", "give"],
  ["kept", "keep"],
  ["sent", "send"],
  ["built", "build"],
  ["held", "hold"],
  ["paid", "pay"],
  ["sold", "sell"],
  ["chosen", "choose"],
  ["chose", "choose"],
  ["gotten", "get"],
  ["got", "get"],
  ["took", "take"],
  ["taken", "take"],
]);

/** No English word is longer; what is longer is a token or an attack, and is nobody's inflection. */
const longestWord = 40;

// Terms say the same few thousand words over and over.
const stems = new Map<string, string>();
const maxStems = 20_000;

/**
 * Gives a word's stem so that inflections and British and American spellings fall together.
 * Light on purpose: a stemmer that joins "organ" and "organization" would hide a change of meaning.
 */
export function toStem(word: string): string {
  const known = irregular.get(word) ?? stems.get(word);
  if (known !== undefined) return known;
  const stem = stemAnew(word);
  if (stems.size >= maxStems) stems.clear();
  stems.set(word, stem);
  return stem;
}

function stemAnew(word: string): string {
  if (word.length < 4 || word.length > longestWord || /[^a-z']/.test(word)) return word;
  let stem = word.replace(/'s$|'$/, "");
  if (stem.endsWith("ies") && stem.length > 4) stem = `${stem.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|z)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (/[^su]s$/.test(stem)) stem = stem.slice(0, -1);
  if (stem.length > 5 && stem.endsWith("ied")) stem = `${stem.slice(0, -3)}y`;
  else if (stem.length > 5 && stem.endsWith("ing")) stem = undouble(stem.slice(0, -3));
  else if (stem.length > 4 && stem.endsWith("ed")) stem = undouble(stem.slice(0, -2));
  if (stem.length > 6 && stem.endsWith("ly")) stem = stem.slice(0, -2);
  return foldSpelling(stem.length > 3 ? stem.replace(/e$/, "") : stem);
}

function undouble(stem: string): string {
  return /([bdgklmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem;
}

function foldSpelling(stem: string): string {
  return stem
    .replace(/isation$/, "ization")
    .replace(/([a-z]{3})is$/, "$1iz")
    .replace(/([a-z]{2})ys$/, "$1yz")
    .replace(/([a-z]{2})our(it|abl|it[ei]\w*)?$/, "$1or$2")
    .replace(/([^aeiou])tr$/, "$1ter")
    .replace(/ogue?$/, "og");
}
