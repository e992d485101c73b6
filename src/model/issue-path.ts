/** Where in a parsed file something is wrong: `terms.Privacy Policy.combine[1].fetch`; empty for the whole. */
export function formatIssuePath(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key === "number") return `[${key}]`;
      return index === 0 ? String(key) : `.${String(key)}`;
    })
    .join("");
}
