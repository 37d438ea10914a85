import assert from 'node:assert/strict'
import { createTxFromRLP } from '@ethereumjs/tx'
import fc from 'fast-check'
import { createRules } from '../../../../src/internal/chain/rules.js'
import { decodeFeeMarket } from '../../../../src/internal/chain/transactions/decode-fee-market.js'
import {
  encodeToSign,
  encodeTransaction,
} from '../../../../src/internal/chain/transactions/encoding.js'
import { createFeeMarketTransaction } from '../../../../src/internal/chain/transactions/fee-market.js'
import { signatureOf } from '../../../../src/internal/chain/transactions/sign.js'

const rules = createRules({ hardfork: 'osaka', chainId: 31_337n, customCrypto: {} })
const bits = (count: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(count) - 1n })

const transactions = fc.record({
  nonce: fc.oneof(bits(3), bits(63)),
  gasLimit: bits(24),
  to: fc.option(fc.uint8Array({ minLength: 20, maxLength: 20 }), { nil: undefined }),
  valueWei: fc.oneof(bits(8), bits(256)),
  data: fc.oneof(fc.uint8Array({ maxLength: 3 }), fc.uint8Array({ maxLength: 70_000 })),
  maxFeePerGas: fc.constant(2n ** 100n),
  maxPriorityFeePerGas: bits(100),
  accessList: fc.constant([]),
})

const signatures = fc.record({
  v: bits(1),
  r: fc.bigInt({ min: 1n, max: 2n ** 256n - 1n }),
  s: fc.bigInt({ min: 1n, max: 2n ** 255n - 2n ** 200n }),
})

const encodings = fc.tuple(transactions, signatures).map(([fields, signature]) => {
  return encodeTransaction(Object.assign(createFeeMarketTransaction(fields, rules), signature))
})

function decodeAsEthereumjs(raw: Uint8Array) {
  return createTxFromRLP(raw, { common: rules, freeze: false, allowUnlimitedInitCodeSize: true })
}

describe('decodeFeeMarket', () => {
  it('gives the transaction and what of it is signed', () => {
    fc.assert(
      fc.property(transactions, signatures, (fields, signature) => {
        const tx = Object.assign(createFeeMarketTransaction(fields, rules), signature)
        const decoded = decodeFeeMarket(encodeTransaction(tx), rules)
        assert.deepEqual(decoded?.tx, tx)
        const toSign = encodeToSign(tx)
        assert.deepEqual(decoded.signed, toSign.subarray(toSign.length - decoded.signed.length))
      }),
    )
  })

  it('takes nothing that ethereumjs does not take, or takes as something else', () => {
    const change = fc.record({ at: fc.nat(), byte: fc.nat(255), way: fc.constantFrom(0, 1, 2) })
    fc.assert(
      fc.property(encodings, fc.array(change, { minLength: 1, maxLength: 2 }), (raw, changes) => {
        let bytes = [...raw]
        for (const { at, byte, way } of changes) {
          // Most that can go wrong does so in headers, which stand in front.
          const place = at % Math.min(bytes.length, 100)
          bytes = bytes.toSpliced(place, way === 0 ? 0 : 1, ...(way === 1 ? [] : [byte]))
        }
        const changed = Uint8Array.from(bytes)
        const own = tryTo(() => takeIn(changed))
        if (own === undefined) return
        assert.deepEqual(encodeTransaction(own), decodeAsEthereumjs(changed).serialize())
      }),
      { numRuns: 3_000 },
    )
  })

  it('leaves encodings that are not the shortest to ethereumjs, which refuses them', () => {
    const usual = encodeTransaction(
      Object.assign(createFeeMarketTransaction(example, rules), { v: 1n, r: 5n, s: 6n }),
    )
    assert.notEqual(decodeFeeMarket(usual, rules), undefined)
    const hex = Buffer.from(usual).toString('hex')
    for (const [from, to] of longer) {
      assert.ok(hex.includes(from), from)
      const body = hex.slice(4).replace(from, to)
      const raw = Buffer.from(`02${(0xc0 + body.length / 2).toString(16)}${body}`, 'hex')
      assert.equal(decodeFeeMarket(raw, rules), undefined, to)
      assert.throws(() => decodeAsEthereumjs(raw), to)
    }
  })
})

const example = {
  nonce: 7n,
  gasLimit: 21_000n,
  to: undefined,
  valueWei: 0n,
  data: Uint8Array.of(1, 2, 3),
  maxFeePerGas: 9n,
  maxPriorityFeePerGas: 8n,
  accessList: [],
}

/** Items of the example, and the same said in more bytes. */
const longer = [
  ['07', '8107'],
  ['825208', '83005208'],
  ['83010203', 'b803010203'],
  ['c0', 'f800'],
] as const

/** As `decodeTransaction` does, which recovers a sender as well. */
function takeIn(raw: Uint8Array) {
  const tx = decodeFeeMarket(raw, rules)?.tx
  if (tx !== undefined) signatureOf(tx, rules)
  return tx
}

function tryTo<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
