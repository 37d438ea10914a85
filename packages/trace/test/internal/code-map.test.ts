import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type CodeRange, createCodeMap, decodeSourceMap } from '../../src/internal/code-map.js'

const range: fc.Arbitrary<CodeRange> = fc.record(
  {
    start: fc.nat(),
    length: fc.nat(),
    file: fc.integer({ min: -1, max: 300 }),
    jump: fc.constantFrom('i', 'o', '-'),
    modifierDepth: fc.nat(20),
  },
  { noNullPrototype: true },
)

/** As solc writes it: what is as before is left out, with the colons at the end. */
function encode(ranges: readonly CodeRange[], isShort: boolean): string {
  let last: readonly unknown[] = []
  const entries = ranges.map(({ start, length, file, jump, modifierDepth }) => {
    const fields = [start, length, file, jump, modifierDepth]
    const shown = fields.map((field, at) => (isShort && field === last[at] ? '' : String(field)))
    last = fields
    return isShort ? shown.join(':').replace(/:+$/, '') : shown.join(':')
  })
  return entries.join(';')
}

describe('decodeSourceMap', () => {
  it('reads what solc writes, with what is left out and without', () => {
    fc.assert(
      fc.property(fc.array(range, { minLength: 1 }), fc.boolean(), (ranges, isShort) => {
        assert.deepEqual(decodeSourceMap(encode(ranges, isShort)), ranges)
      }),
    )
  })

  it('takes four fields, as before solc 0.6, and none', () => {
    const [first, second] = decodeSourceMap('26:111:0:-;')
    assert.deepEqual(first, { start: 26, length: 111, file: 0, jump: '-', modifierDepth: 0 })
    assert.equal(second, first)
    assert.deepEqual(decodeSourceMap(''), [])
  })
})

describe('createCodeMap', () => {
  it('counts instructions over the data of pushes, placeholders and capital digits', () => {
    const object = `6001${'73__$0123456789abcdef0123456789abcdef01$__'}5B7Faa${'00'.repeat(31)}fd`
    const map = createCodeMap({ object, sourceMap: '0:1:0:-;1;2;3;4' } as never)
    const starts = [0, 2, 23, 24, 57].map((pc) => map.range(pc)?.start)
    assert.deepEqual(starts, [0, 1, 2, 3, 4])
    assert.equal(map.range(1), undefined)
    assert.equal(map.range(22), undefined)
  })
})
