import { expect } from 'chai'
import fc from 'fast-check'
import { type FacetCut, facetDiff, nobody } from '../../../src/internal/diamonds/facet-diff.js'

const [a, b] = [
  '0xA00000000000000000000000000000000000000a',
  '0xB00000000000000000000000000000000000000b',
]

/** What a diamond has after a cut, by the rules of EIP-2535. */
function applied(
  live: ReadonlyMap<string, string>,
  cuts: readonly FacetCut[],
): ReadonlyMap<string, string> {
  const now = new Map(live)
  for (const { action, facet, selectors } of cuts) {
    for (const selector of selectors) {
      expect(now.has(selector), `${action} ${selector}`).to.equal(action !== 'add')
      if (action === 'replace') expect(now.get(selector)).to.not.equal(facet)
      if (action === 'remove') now.delete(selector)
      else now.set(selector, facet)
    }
  }
  return now
}

const selector = fc.integer({ min: 0, max: 12 }).map((number) => `0x0000000${number.toString(16)}`)
const facets = fc
  .array(fc.tuple(selector, fc.constantFrom(a, b)))
  .map((entries) => new Map(entries))

describe('facetDiff', () => {
  it('makes what is there into what is wanted, and nothing more', () => {
    fc.assert(
      fc.property(facets, facets, fc.array(selector), (live, wanted, kept) => {
        const cuts = facetDiff(live, wanted, (each) => kept.includes(each))
        const expected = new Map([...live].filter(([each]) => kept.includes(each)))
        for (const [each, facet] of wanted) expected.set(each, facet)
        const sorted = (map: ReadonlyMap<string, string>): unknown => [...map].sort()
        expect(sorted(applied(live, cuts))).to.deep.equal(sorted(expected))
        expect(facetDiff(expected, wanted, (each) => kept.includes(each))).to.deep.equal([])
      }),
    )
  })

  it('removes from nobody, and does not mind how addresses are written', () => {
    const live = new Map([
      ['0x00000001', a.toLowerCase()],
      ['0x00000002', a],
    ])
    expect(facetDiff(live, new Map([['0x00000001', a]]), () => false)).to.deep.equal([
      { action: 'remove', facet: nobody, selectors: ['0x00000002'] },
    ])
  })
})
