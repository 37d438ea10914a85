import assert from 'node:assert/strict'
import { RLP } from '@ethereumjs/rlp'
import { bigintToBytes, hexToBytes, isScaffoldError } from '@scaffold-evm/common'
import { encodeRlp, type RlpItem } from '../../src/internal/chain/rlp.js'
import { createRules } from '../../src/internal/chain/rules.js'
import { decodeMinedTransaction } from '../../src/internal/chain/transactions/decode.js'
import { loadCrypto } from '../../src/internal/crypto.js'
import { loadVectors, vectorsDirectory } from '../internal/state/ethereum-tests.js'

const archive = 'trie-rlp-transaction-abi-keystore.tar.gz'

type Input = string | number | readonly Input[]

interface RlpTest {
  readonly in: Input
  readonly out: string
}

describe('official RLP tests', () => {
  const vectors = loadVectors(archive, 'tests/RLPTests/')
  if (vectors === undefined) {
    it.skip(`skipped: no ${archive} under ${vectorsDirectory} (see SCAFFOLD_VECTORS)`)
    return
  }
  const testsOf = (file: string) => Object.entries(vectors.get(file) as Record<string, RlpTest>)

  for (const [name, { in: input, out }] of testsOf('rlptest.json')) {
    it(`encodes and reads ${name}`, () => {
      const item = itemOf(input)
      const encoded = bytesOf(out)
      assert.deepEqual(encodeRlp([item]), RLP.encode([RLP.decode(encoded)]))
      assert.deepEqual(encodeRlp([item]).subarray(-encoded.length), encoded)
      assert.deepEqual(RLP.decode(encoded), item)
    })
  }

  it('takes what is no RLP for no transaction', async () => {
    const crypto = await loadCrypto()
    const rules = createRules({ hardfork: 'osaka', chainId: 1n, customCrypto: {} })
    for (const [name, { out }] of testsOf('invalidRLPTest.json')) {
      assert.throws(
        () => decodeMinedTransaction(bytesOf(out), rules, crypto),
        (error) => isScaffoldError(error),
        name,
      )
    }
  })
})

function bytesOf(digits: string): Uint8Array {
  return hexToBytes(`0x${digits.replace(/^0x/, '')}`)
}

/** Numbers, also those that are written after a #, are encoded in as few bytes as it takes. */
function itemOf(input: Input): RlpItem {
  if (typeof input === 'number') return bigintToBytes(BigInt(input))
  if (typeof input !== 'string') return input.map(itemOf)
  if (input.startsWith('#')) return bigintToBytes(BigInt(input.slice(1)))
  return Uint8Array.from(Buffer.from(input, 'latin1'))
}
