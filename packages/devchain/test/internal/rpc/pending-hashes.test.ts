import { expect } from 'chai'
import { PendingHashes } from '../../../src/internal/rpc/pending-hashes.js'

describe('PendingHashes', () => {
  it('gives each reader what it has not read', () => {
    const hashes = new PendingHashes()
    hashes.add('0x1')
    const cursor = hashes.end
    hashes.add('0x2')
    hashes.add('0x3')
    expect(hashes.since(cursor)).to.deep.equal(['0x2', '0x3'])
    expect(hashes.since(hashes.end)).to.deep.equal([])
    hashes.clear()
    expect(hashes.since(cursor)).to.deep.equal([])
    hashes.add('0x4')
    expect(hashes.since(cursor)).to.deep.equal(['0x4'])
  })

  it('holds so many, and no more', () => {
    const hashes = new PendingHashes()
    for (let count = 0; count < 500_000; count++) hashes.add(`0x${count}`)
    const held = hashes.since(0)
    expect(held.length).to.be.within(100_000, 200_000)
    expect(held.at(-1)).to.equal('0x499999')
    expect(hashes.since(hashes.end - 2)).to.deep.equal(['0x499998', '0x499999'])
  })
})
