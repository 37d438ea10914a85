import { bytesToHex } from '@scaffold-evm/common'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { ByteTable } from '../../../src/internal/state/byte-table.js'

describe('ByteTable', () => {
  it('finds what was added, and nothing else', () => {
    const key = fc.array(fc.nat(3), { minLength: 1, maxLength: 8 }).map((b) => Uint8Array.from(b))
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 200, selector: bytesToHex }), (keys) => {
        const [added, absent] = [keys.slice(0, keys.length / 2), keys.slice(keys.length / 2)]
        const table = new ByteTable<{ key: Uint8Array }>()
        const items = added.map((bytes) => ({ key: bytes }))
        for (const item of items) table.add(item)
        expect(table.size).to.equal(items.length)
        for (const item of items) expect(table.find(item.key.slice())).to.equal(item)
        for (const bytes of absent) expect(table.find(bytes)).to.equal(undefined)
        expect([...table]).to.have.members(items)
      }),
    )
  })
})
