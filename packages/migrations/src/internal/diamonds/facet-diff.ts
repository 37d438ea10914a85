/** What is done with some functions of one facet. Numbers are those of `IDiamondCut`. */
export interface FacetCut {
  readonly action: 'add' | 'replace' | 'remove'
  readonly facet: string
  readonly selectors: readonly string[]
}

export const cutActions = { add: 0, replace: 1, remove: 2 } as const

/** Whose functions are removed, and who is not called. */
export const nobody = '0x0000000000000000000000000000000000000000'

/**
 * What turns the facets that a diamond has into those that it is to have: nothing is done to functions that are where
 * they should be, and to others that are kept.
 *
 * @param live addresses of facets by selector
 * @param wanted the same, as it should be
 * @param isKept whether a function stays that is not wanted
 */
export function facetDiff(
  live: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
  isKept: (selector: string, facet: string) => boolean,
): readonly FacetCut[] {
  const cuts = new Map<string, { action: FacetCut['action']; facet: string; selectors: string[] }>()
  const put = (action: FacetCut['action'], facet: string, selector: string): void => {
    const key = `${action} ${facet}`
    const cut = cuts.get(key) ?? { action, facet, selectors: [] }
    cut.selectors.push(selector)
    cuts.set(key, cut)
  }
  for (const [selector, facet] of wanted) {
    const there = live.get(selector)
    if (there === undefined) put('add', facet, selector)
    else if (there.toLowerCase() !== facet.toLowerCase()) put('replace', facet, selector)
  }
  for (const [selector, there] of live) {
    if (!wanted.has(selector) && !isKept(selector, there)) put('remove', nobody, selector)
  }
  return [...cuts.values()]
}
