import assert from 'node:assert/strict'
import { isScaffoldError } from '@scaffold-evm/common'
import { createRules } from '../../../../src/internal/chain/rules.js'
import { decodeTransaction } from '../../../../src/internal/chain/transactions/decode.js'
import {
  createTransaction,
  type TransactionFields,
} from '../../../../src/internal/chain/transactions/fields.js'
import {
  impersonateTransaction,
  signTransaction,
} from '../../../../src/internal/chain/transactions/sign.js'
import { transactionToEthereumjs } from '../../../../src/internal/chain/transactions/to-ethereumjs.js'
import { loadCrypto } from '../../../../src/internal/crypto.js'

const fields: TransactionFields = {
  type: 2,
  nonce: 3n,
  gasLimit: 21_000n,
  to: new Uint8Array(20).fill(5),
  valueWei: 1n,
  data: new Uint8Array(0),
  gasPrice: 2n,
  maxFeePerGas: 10n,
  maxPriorityFeePerGas: 1n,
  maxFeePerBlobGas: 0n,
  accessList: [],
  authorizationList: [],
  blobVersionedHashes: [],
}

const key = new Uint8Array(32).fill(7)

describe('signTransaction', () => {
  for (const chainId of [1n, 31_337n, 2n ** 32n + 1n, 2n ** 63n + 25n]) {
    it(`makes what decodes to the same hash and sender, on chain ${chainId}`, async () => {
      const crypto = await loadCrypto()
      const { customCrypto } = crypto
      const rules = createRules({ hardfork: 'osaka', chainId, customCrypto })
      const account = { address: crypto.addressOf(key), privateKey: key }
      for (const type of [0, 1, 2]) {
        const signed = signTransaction(
          createTransaction({ ...fields, type }, rules),
          account,
          crypto,
        )
        const decoded = decodeTransaction(signed.raw, rules, crypto)
        assert.deepEqual(decoded.hash, signed.hash)
        assert.deepEqual(decoded.sender, account.address)
        assert.deepEqual(transactionToEthereumjs(decoded.tx).hash(), signed.hash)
      }
    })
  }
})

describe('impersonateTransaction', () => {
  it('gives the same hash for the same sender and content, and no other', async () => {
    const crypto = await loadCrypto()
    const { customCrypto } = crypto
    const rules = createRules({ hardfork: 'osaka', chainId: 1n, customCrypto })
    const sender = new Uint8Array(20).fill(1)
    const make = (from: Uint8Array, change: Partial<TransactionFields> = {}): string =>
      Buffer.from(
        impersonateTransaction(createTransaction({ ...fields, ...change }, rules), from, crypto)
          .hash,
      ).toString('hex')
    assert.equal(make(sender), make(sender))
    assert.notEqual(make(sender), make(new Uint8Array(20).fill(2)))
    assert.notEqual(make(sender), make(sender, { nonce: 4n }))
  })
})

describe('decodeTransaction', () => {
  async function rejection(raw: Uint8Array, hardfork: 'osaka' | 'istanbul'): Promise<unknown> {
    const crypto = await loadCrypto()
    const { customCrypto } = crypto
    const rules = createRules({ hardfork, chainId: 1n, customCrypto })
    try {
      decodeTransaction(raw, rules, crypto)
    } catch (error) {
      return error
    }
    return assert.fail('decoded')
  }

  async function signedOn(
    chainId: bigint,
    change: Partial<TransactionFields> = {},
  ): Promise<Uint8Array> {
    const crypto = await loadCrypto()
    const { customCrypto } = crypto
    const rules = createRules({ hardfork: 'cancun', chainId, customCrypto })
    const account = { address: crypto.addressOf(key), privateKey: key }
    return signTransaction(createTransaction({ ...fields, ...change }, rules), account, crypto).raw
  }

  it('tells a transaction that was signed for another chain', async () => {
    for (const type of [0, 1, 2]) {
      const error = await rejection(await signedOn(77n, { type }), 'osaka')
      assert.ok(isScaffoldError(error, 'CHAIN_WRONG_CHAIN_ID'), String(error))
      assert.equal(error.data?.got, 77n)
    }
  })

  it('tells what the fork rules do not have', async () => {
    const error = await rejection(await signedOn(1n), 'istanbul')
    assert.ok(isScaffoldError(error, 'CHAIN_TRANSACTION_TYPE_UNSUPPORTED'))
  })

  it('tells a gas limit above the cap of EIP-7825', async () => {
    const error = await rejection(await signedOn(1n, { gasLimit: 16_777_217n }), 'osaka')
    assert.ok(isScaffoldError(error, 'CHAIN_GAS_LIMIT_EXCEEDS_CAP'))
  })

  it('refuses what is no transaction, by a named error', async () => {
    const raws = ['', '00', '02', '7f', 'c0', 'ff', '02c0', 'f800', '03c0', '04c0', 'b90400']
    for (const raw of raws) {
      const error = await rejection(Uint8Array.from(Buffer.from(raw, 'hex')), 'osaka')
      assert.ok(isScaffoldError(error), `${raw}: ${String(error)}`)
    }
  })
})
