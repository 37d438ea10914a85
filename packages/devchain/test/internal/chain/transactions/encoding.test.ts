import assert from 'node:assert/strict'
import { RLP } from '@ethereumjs/rlp'
import fc from 'fast-check'
import { createRules } from '../../../../src/internal/chain/rules.js'
import {
  encodeToSign,
  encodeTransaction,
} from '../../../../src/internal/chain/transactions/encoding.js'
import { createTransaction } from '../../../../src/internal/chain/transactions/fields.js'
import { transactionToEthereumjs } from '../../../../src/internal/chain/transactions/to-ethereumjs.js'

const rules = createRules({ hardfork: 'prague', chainId: 2n ** 33n + 7n, customCrypto: {} })
const address = fc.uint8Array({ minLength: 20, maxLength: 20 })
const word = fc.uint8Array({ minLength: 32, maxLength: 32 })
const uint256 = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })
const uint64 = fc.bigInt({ min: 0n, max: 2n ** 63n })

const fields = fc.record({
  nonce: uint64,
  gasLimit: fc.bigInt({ min: 0n, max: 10_000_000n }),
  to: address,
  valueWei: uint256,
  data: fc.uint8Array({ maxLength: 300 }),
  gasPrice: uint64,
  maxFeePerGas: fc.constant(2n ** 63n),
  maxPriorityFeePerGas: uint64,
  maxFeePerBlobGas: uint64,
  accessList: fc.array(fc.record({ address, storageKeys: fc.array(word, { maxLength: 3 }) }), {
    maxLength: 3,
  }),
  authorizationList: fc.array(
    fc.record({
      chainId: uint64,
      address,
      nonce: uint64,
      yParity: fc.bigInt({ min: 0n, max: 1n }),
      r: uint256,
      s: fc.bigInt({ min: 0n, max: 2n ** 250n }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  blobVersionedHashes: fc.array(fc.constant<`0x${string}`>(`0x01${'ab'.repeat(31)}`), {
    minLength: 1,
    maxLength: 3,
  }),
})

describe('encodeTransaction and encodeToSign', () => {
  for (const type of [0, 1, 2, 3, 4]) {
    it(`encode type ${type} as ethereumjs does`, () => {
      fc.assert(
        fc.property(fields, uint256, (values, r) => {
          const tx = createTransaction({ ...values, type }, rules)
          const toSign = encodeToSign(tx)
          Object.assign(tx, { v: type === 0 ? rules.chainId() * 2n + 35n : 1n, r, s: 9n })
          const theirs = transactionToEthereumjs(tx)
          const message = theirs.getMessageToSign()
          assert.deepEqual(toSign, message instanceof Uint8Array ? message : RLP.encode(message))
          assert.deepEqual(encodeTransaction(tx), theirs.serialize())
        }),
        { numRuns: 60 },
      )
    })
  }
})
