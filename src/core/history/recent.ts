/**
 * Gives the function with the answers to its last few questions remembered, by the first argument alone:
 * what it leaves out must follow from it.
 */
export function createRecent<K, P, V>(limit: number, compute: (key: K, from: P) => V) {
  const known = new Map<K, { readonly value: V }>();
  return (key: K, from: P): V => {
    const found = known.get(key) ?? { value: compute(key, from) };
    known.delete(key);
    known.set(key, found);
    if (known.size > limit) {
      const [oldest] = known.keys();
      if (oldest !== undefined) known.delete(oldest);
    }
    return found.value;
  };
}
