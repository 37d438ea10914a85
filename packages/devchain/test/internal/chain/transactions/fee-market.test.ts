import assert from 'node:assert/strict'
import { FeeMarket1559Tx } from '@ethereumjs/tx'
import { isScaffoldError } from '@scaffold-evm/common'
import { createRules } from '../../../../src/internal/chain/rules.js'
import { createFeeMarketTransaction } from '../../../../src/internal/chain/transactions/fee-market.js'
import type { TransactionFields } from '../../../../src/internal/chain/transactions/fields.js'

const valid: TransactionFields = {
  type: 2,
  nonce: 7n,
  gasLimit: 21_000n,
  to: new Uint8Array(20),
  valueWei: 1n,
  data: new Uint8Array(3),
  gasPrice: 0n,
  maxFeePerGas: 9n,
  maxPriorityFeePerGas: 9n,
  maxFeePerBlobGas: 0n,
  accessList: [{ address: new Uint8Array(20), storageKeys: [new Uint8Array(32)] }],
  authorizationList: [],
  blobVersionedHashes: [],
}

/** The least changes that make it invalid, and the most that do not. */
const cases: readonly (readonly [Partial<TransactionFields>, string | undefined])[] = [
  [{}, undefined],
  [{ maxPriorityFeePerGas: 10n }, 'CHAIN_TRANSACTION_INVALID'],
  [{ nonce: 2n ** 64n - 2n }, undefined],
  [{ nonce: 2n ** 64n - 1n }, 'CHAIN_TRANSACTION_INVALID'],
  [{ valueWei: 2n ** 256n - 1n }, undefined],
  [{ valueWei: 2n ** 256n }, 'CHAIN_TRANSACTION_INVALID'],
  [{ gasLimit: 2n ** 24n }, undefined],
  [{ gasLimit: 2n ** 24n + 1n }, 'CHAIN_GAS_LIMIT_EXCEEDS_CAP'],
  [{ maxFeePerGas: (2n ** 256n - 1n) / 21_000n }, undefined],
  [{ maxFeePerGas: (2n ** 256n - 1n) / 21_000n + 1n }, 'CHAIN_TRANSACTION_INVALID'],
  [{ gasLimit: 0n, maxFeePerGas: 2n ** 256n }, 'CHAIN_TRANSACTION_INVALID'],
  [{ accessList: [{ address: new Uint8Array(19), storageKeys: [] }] }, 'CHAIN_TRANSACTION_INVALID'],
  [
    { accessList: [{ address: new Uint8Array(20), storageKeys: [new Uint8Array(31)] }] },
    'CHAIN_TRANSACTION_INVALID',
  ],
]

describe('createFeeMarketTransaction', () => {
  const rules = createRules({ hardfork: 'osaka', chainId: 31_337n, customCrypto: {} })

  it('takes and refuses what ethereumjs does', () => {
    for (const [index, [changes, code]] of cases.entries()) {
      const fields = { ...valid, ...changes }
      let own: unknown
      try {
        createFeeMarketTransaction(fields, rules)
      } catch (error) {
        own = isScaffoldError(error) ? error.code : error
      }
      assert.equal(own, code, `case ${index}`)
      const accessList = fields.accessList.map(
        ({ address, storageKeys }): [Uint8Array, Uint8Array[]] => [address, [...storageKeys]],
      )
      const { nonce, gasLimit, valueWei: value, maxFeePerGas, maxPriorityFeePerGas } = fields
      const values = { nonce, gasLimit, value, maxFeePerGas, maxPriorityFeePerGas, accessList }
      const make = (): unknown => new FeeMarket1559Tx(values, { common: rules })
      if (code === undefined) make()
      else assert.throws(make, `case ${index}`)
    }
  })
})
