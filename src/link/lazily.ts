/** Computes an answer when it is first asked for. */
export function lazily<T>(compute: () => T): () => T {
  let answer: { readonly value: T } | null = null
  return () => (answer ??= { value: compute() }).value
}
