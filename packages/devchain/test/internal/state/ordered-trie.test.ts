import { createMPT } from '@ethereumjs/mpt'
import { RLP } from '@ethereumjs/rlp'
import { bytesToHex } from '@scaffold-evm/common'
import { expect } from 'chai'
import { loadCrypto } from '../../../src/internal/crypto.js'
import { orderedTrieRoot } from '../../../src/internal/state/ordered-trie.js'
import { TrieHasher } from '../../../src/internal/state/trie-hasher.js'

describe('orderedTrieRoot', function () {
  this.timeout(20_000)

  for (const count of [0, 1, 2, 3, 127, 128, 129, 256, 257, 600]) {
    it(`is that of a trie keyed by the RLP of the index, for ${count} items`, async () => {
      const crypto = await loadCrypto()
      const items = Array.from({ length: count }, (_, index) =>
        new Uint8Array(1 + (index % 300)).fill(index + 1),
      )
      const oracle = await createMPT()
      for (const [index, item] of items.entries()) await oracle.put(RLP.encode(index), item)
      const root = orderedTrieRoot(items, new TrieHasher(crypto))
      expect(bytesToHex(root)).to.equal(bytesToHex(oracle.root()))
    })
  }

  it('takes items of a hundred kilobytes', async () => {
    const crypto = await loadCrypto()
    const item = new Uint8Array(131_072).fill(9)
    const oracle = await createMPT()
    await oracle.put(RLP.encode(0), item)
    const root = orderedTrieRoot([item], new TrieHasher(crypto))
    expect(bytesToHex(root)).to.equal(bytesToHex(oracle.root()))
  })
})
