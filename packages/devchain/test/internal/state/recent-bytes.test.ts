import { expect } from 'chai'
import * as fc from 'fast-check'
import { RecentBytes } from '../../../src/internal/state/recent-bytes.js'

describe('RecentBytes', () => {
  it('gives what it was given, whatever came before, even when that is changed afterwards', () => {
    const bytes = fc.oneof(
      fc.array(fc.nat(3), { maxLength: 40 }).map((list) => Uint8Array.from(list)),
      fc.uint8Array({ maxLength: 600 }),
    )
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 200 }), (list) => {
        const recent = new RecentBytes()
        const kept = list.map((one) => {
          const memory = one.length > 512 ? one : one.slice()
          const copy = recent.keep(memory)
          if (memory !== one) memory.fill(0xff)
          return copy
        })
        expect(kept).to.deep.equal(list)
      }),
    )
  })

  it('has once what comes again', () => {
    const recent = new RecentBytes()
    const [address, topic] = [new Uint8Array(20).fill(7), new Uint8Array(32).fill(9)]
    const first = [recent.keep(address), recent.keep(topic)]
    expect(recent.keep(address.slice())).to.equal(first[0])
    expect(recent.keep(topic.slice())).to.equal(first[1])
  })
})
