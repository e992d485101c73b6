// Shorter ones stand in every text.
const shortest = 3;

/**
 * Gives texts in lower case of which one must stand in every text that a pattern of RE2 matches, whatever its case;
 * undefined where there may be none. Reads only what is plain: groups and classes are passed over.
 */
export function toRequiredText(pattern: string): readonly string[] | undefined {
  if (/\\Q/.test(pattern)) return undefined;
  const branches: string[] = [];
  let longest = "";
  let run = "";
  const endRun = (): void => {
    if (run.length > longest.length) longest = run;
    run = "";
  };
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? "";
    if (/[a-z0-9 ]/i.test(char)) {
      run += char.toLowerCase();
      continue;
    }
    // What may be absent, or repeated, is not part of the run.
    if (/[?*+{]/.test(char)) run = run.slice(0, -1);
    endRun();
    if (char === "|") {
      branches.push(longest);
      longest = "";
    } else at = skip(pattern, at);
  }
  endRun();
  const texts = [...branches, longest];
  return texts.every((text) => text.length >= shortest) ? texts : undefined;
}

/** Gives the index of the last character of what begins at an index. */
function skip(pattern: string, at: number): number {
  switch (pattern[at]) {
    case "\\":
      return skipEscape(pattern, at);
    case "[":
      return skipClass(pattern, at);
    case "{":
      return at + (/^\{\d+(?:,\d*)?\}/.exec(pattern.slice(at))?.[0].length ?? 1) - 1;
    case "(": {
      let depth = 1;
      let place = at + 1;
      for (; place < pattern.length; place++) {
        const char = pattern[place];
        if (char === "(") depth += 1;
        else if (char === ")") depth -= 1;
        else if (char === "[" || char === "\\") place = skip(pattern, place);
        if (depth === 0) return place;
      }
      return place;
    }
    default:
      return at;
  }
}

/** `\d`, `\x41`, `\x{10FFFF}`, `\pL`, `\p{Greek}`, `\123`. */
function skipEscape(pattern: string, at: number): number {
  const end = /^\\(?:[pPx]\{[^}]*\}|[pP].|x[0-9a-f]{2}|[0-7]{1,3}|.)/isu.exec(pattern.slice(at));
  return at + (end?.[0].length ?? 1) - 1;
}

function skipClass(pattern: string, at: number): number {
  // A bracket that comes first stands for itself.
  let place = at + (/^\[\^?\]/.exec(pattern.slice(at))?.[0].length ?? 1);
  for (; place < pattern.length; place++) {
    if (pattern[place] === "\\") place = skipEscape(pattern, place);
    else if (pattern.startsWith("[:", place))
      place = toEnd(pattern, pattern.indexOf(":]", place)) + 1;
    else if (pattern[place] === "]") return place;
  }
  return place;
}

function toEnd(pattern: string, found: number): number {
  return found === -1 ? pattern.length : found;
}
