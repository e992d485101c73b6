// Shorter ones stand in every text.
const shortest = 3;

/** Of the branches one must hold; of a branch, of each group of texts one must stand there. */
export type Requirement = readonly (readonly (readonly string[])[])[];

/**
 * Gives what must stand, in lower case, in every text that a pattern of RE2 matches, whatever its case; undefined
 * where there may be nothing. Reads letters and groups; classes are passed over.
 */
export function toRequirement(pattern: string): Requirement | undefined {
  if (/\\Q/.test(pattern)) return undefined;
  const branches: (readonly string[])[][] = [[]];
  let run = "";
  const take = (texts: readonly string[]): void => {
    if (shortestOf(texts) >= shortest) branches.at(-1)?.push(texts);
  };
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? "";
    if (/[a-z0-9 ]/i.test(char)) {
      run += char.toLowerCase();
      continue;
    }
    // What may be absent, or repeated, is not part of the run.
    if (/[?*+{]/.test(char)) run = run.slice(0, -1);
    take([run]);
    run = "";
    if (char === "|") {
      branches.push([]);
      continue;
    }
    const last = skip(pattern, at);
    if (char === "(") take(readGroup(pattern.slice(at + 1, last), pattern[last + 1] ?? ""));
    at = last;
  }
  take([run]);
  return branches.every(({ length }) => length > 0) ? branches : undefined;
}

function shortestOf(texts: readonly string[]): number {
  return texts.length === 0 ? 0 : Math.min(...texts.map(({ length }) => length));
}

/** One text of each branch of a group, unless what follows lets the group be absent. */
function readGroup(inner: string, next: string): readonly string[] {
  if (/[?*{]/.test(next)) return [];
  const body = inner.replace(/^\?(?:P?<[^>]*>|[a-zA-Z-]*:)/, "");
  if (body.startsWith("?")) return [];
  return (toRequirement(body) ?? []).flatMap(
    (branch) => branch.toSorted((one, other) => shortestOf(other) - shortestOf(one))[0] ?? [],
  );
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
