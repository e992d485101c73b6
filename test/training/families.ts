/**
 * Gives the provider family of a document ("Service/Terms type"): services that share their texts.
 * Nothing is tested on a family that it learned from.
 */
export function toFamily(document: string): string {
  const service = document.split("/")[0] ?? "";
  return families.find(([, members]) => members.includes(service))?.[0] ?? service;
}

const families: readonly (readonly [string, readonly string[]])[] = [
  ["OpenAI", ["OpenAI", "ChatGPT", "DALL·E"]],
  ["Microsoft", ["Microsoft Copilot", "GitHub Copilot", "GitHub", "npm Public Registry"]],
  ["Meta", ["Llama API", "Meta"]],
];

/** Gives `count` groups of families of about the same weight, heaviest first. */
export function toFolds(
  weights: ReadonlyMap<string, number>,
  count: number,
): readonly ReadonlySet<string>[] {
  const folds = Array.from({ length: count }, () => ({ families: new Set<string>(), weight: 0 }));
  const ordered = [...weights].toSorted(
    ([one, less], [other, more]) => more - less || (one < other ? -1 : 1),
  );
  for (const [family, weight] of ordered) {
    const lightest = folds.reduce((best, fold) => (fold.weight < best.weight ? fold : best));
    lightest.families.add(family);
    lightest.weight += weight;
  }
  return folds.map(({ families: members }) => members);
}
