/** Applies `action` to all items, so many at the same time, so that a node is not flooded. Results in the order of the items. */
export async function inBatches<T, R>(
  items: readonly T[],
  size: number,
  action: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = []
  for (let at = 0; at < items.length; at += size) {
    results.push(...(await Promise.all(items.slice(at, at + size).map(action))))
  }
  return results
}
