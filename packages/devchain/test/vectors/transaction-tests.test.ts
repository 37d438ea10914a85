import assert from 'node:assert/strict'
import { bytesToHex, type Hex, hexToBytes, isScaffoldError } from '@scaffold-evm/common'
import { assertGasLimit, assertInitCodeSize } from '../../src/internal/chain/pool/admission.js'
import { createRules, type Rules } from '../../src/internal/chain/rules.js'
import { decodeMinedTransaction } from '../../src/internal/chain/transactions/decode.js'
import { transactionIntrinsicGas } from '../../src/internal/chain/transactions/to-execution.js'
import { type Crypto, loadCrypto } from '../../src/internal/crypto.js'
import { loadVectors, vectorsDirectory } from '../internal/state/ethereum-tests.js'
import { hardforkOf } from './forks.js'

const archive = 'trie-rlp-transaction-abi-keystore.tar.gz'

/** What a transaction is under one fork. */
interface Expected {
  readonly exception?: string
  readonly hash?: Hex
  readonly sender?: Hex
  readonly intrinsicGas?: Hex
}

interface TransactionTest {
  readonly txbytes: Hex
  readonly result: Readonly<Record<string, Expected>>
}

/** What we make of it, or the code of the error. */
function show(raw: Uint8Array, rules: Rules, crypto: Crypto): Expected {
  try {
    const { tx, hash, sender } = decodeMinedTransaction(raw, rules, crypto)
    const settings = { blockGasLimit: 2n ** 64n - 1n, minGasPrice: 0n }
    const context = { rules, settings, allowUnlimitedContractSize: false }
    assertGasLimit(tx, context)
    assertInitCodeSize(tx, context)
    const { intrinsicGas } = transactionIntrinsicGas(tx, rules)
    return {
      hash: bytesToHex(hash),
      sender: bytesToHex(sender),
      intrinsicGas: `0x${intrinsicGas.toString(16)}`,
    }
  } catch (error) {
    if (isScaffoldError(error)) return { exception: error.code }
    throw error
  }
}

function difference(raw: Uint8Array, expected: Expected, shown: Expected): string | undefined {
  if (expected.exception !== undefined) {
    return shown.exception === undefined ? `accepted in spite of ${expected.exception}` : undefined
  }
  if (shown.exception !== undefined) return `refused with ${shown.exception}: ${bytesToHex(raw)}`
  const { hash, sender, intrinsicGas } = expected
  const isSame =
    shown.hash === hash &&
    shown.sender === sender &&
    BigInt(shown.intrinsicGas ?? 0) === BigInt(intrinsicGas ?? 0)
  return isSame ? undefined : JSON.stringify({ expected, shown })
}

describe('official transaction tests', () => {
  const vectors = loadVectors(archive, 'tests/TransactionTests/')
  if (vectors === undefined) {
    it.skip(`skipped: no ${archive} under ${vectorsDirectory} (see SCAFFOLD_VECTORS)`)
    return
  }

  it('are decoded, recovered, priced and refused at every fork', async () => {
    const crypto = await loadCrypto()
    const rulesByFork = new Map<string, Rules>()
    const rulesOf = (fork: string): Rules => {
      const known = rulesByFork.get(fork)
      if (known !== undefined) return known
      const hardfork = hardforkOf(fork)
      assert.ok(hardfork !== undefined, fork)
      const { customCrypto } = crypto
      const rules = createRules({ hardfork, chainId: 1n, customCrypto })
      rulesByFork.set(fork, rules)
      return rules
    }
    const wrong: string[] = []
    let count = 0
    for (const [file, tests] of vectors) {
      for (const test of Object.values(tests as Record<string, TransactionTest>)) {
        const raw = hexToBytes(test.txbytes)
        for (const [fork, expected] of Object.entries(test.result ?? {})) {
          const found = difference(raw, expected, show(raw, rulesOf(fork), crypto))
          if (found !== undefined) wrong.push(`${file} ${fork}: ${found}`)
          count++
        }
      }
    }
    assert.deepEqual(wrong, [])
    assert.ok(count > 2_000, `only ${count} were run`)
  }).timeout(60_000)
})
