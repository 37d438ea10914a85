import assert from 'node:assert/strict'
import { Address, eoaCode7702AuthorizationHashedMessageToSign } from '@ethereumjs/util'
import { bigintToBytes, bytesToHex, hexToBytes } from '@scaffold-evm/common'
import type { Chain } from '../../../src/internal/chain/chain.js'
import { createRules } from '../../../src/internal/chain/rules.js'
import { proveBlobs } from '../../../src/internal/chain/transactions/blobs.js'
import type { Authorization } from '../../../src/internal/chain/transactions/transaction-request.js'
import { type Crypto, loadCrypto } from '../../../src/internal/crypto.js'
import { networkEncoding } from '../../../src/internal/rpc/output/encoding.js'
import { provenBlob, signBlobTransaction } from './blob-transaction.js'
import { deploy, failure, firstAccount, mined, setUp, slotOf, word } from './helpers.js'

async function authorize(
  chain: Chain,
  target: Uint8Array,
  change: Partial<Pick<Authorization, 'chainId' | 'nonce'>> = {},
): Promise<Authorization> {
  const crypto = await loadCrypto()
  const { chainId = chain.chainId, nonce = 0n } = change
  const hash = eoaCode7702AuthorizationHashedMessageToSign([
    bigintToBytes(chainId),
    target,
    bigintToBytes(nonce),
  ])
  const [, bob] = chain.accounts
  assert.ok(bob !== undefined)
  const { r, s, yParity } = crypto.sign(hash, bob.privateKey)
  return { chainId, address: target, nonce, yParity: BigInt(yParity), r, s }
}

describe('EIP-7702 transactions', () => {
  it('delegate an account to code, and take it back', async () => {
    const { chain, alice, bob } = await setUp()
    const store = await deploy(chain, 'store')
    const data = Uint8Array.from([...word(1n), ...word(9n)])
    const { receipt } = await mined(chain, {
      from: alice,
      to: bob,
      data,
      authorizationList: [await authorize(chain, store)],
    })
    assert.ok(receipt.succeeded, receipt.haltReason)
    assert.equal(await slotOf(chain, bob, 1n), 9n)
    const code = await (await chain.stateAt('latest')).getCode(new Address(bob))
    assert.equal(bytesToHex(code), `0xef0100${bytesToHex(store).slice(2)}`)
    assert.ok((await mined(chain, { from: bob, to: alice })).receipt.succeeded)
    const none = await authorize(chain, new Uint8Array(20), { nonce: 2n, chainId: 0n })
    await mined(chain, { from: alice, to: alice, authorizationList: [none] })
    assert.equal((await (await chain.stateAt('latest')).getCode(new Address(bob))).length, 0)
  })

  it('pass over authorizations that are not valid', async () => {
    const { chain, alice, bob } = await setUp()
    const store = await deploy(chain, 'store')
    const valid = await authorize(chain, store)
    const authorizationList = [
      await authorize(chain, store, { nonce: 5n }),
      await authorize(chain, store, { chainId: 5n }),
      { ...valid, yParity: 4n },
      { ...valid, s: 2n ** 256n - 1n },
      { ...valid, r: 0n },
    ]
    const { receipt } = await mined(chain, { from: alice, to: alice, authorizationList })
    assert.ok(receipt.succeeded)
    assert.equal((await (await chain.stateAt('latest')).getCode(new Address(bob))).length, 0)
  })
})

function wrappedTransaction(chain: Chain, to: Uint8Array): ReturnType<typeof signBlobTransaction> {
  const { privateKey } = firstAccount(chain)
  return signBlobTransaction({ hardfork: chain.hardfork, chainId: chain.chainId, privateKey }, to)
}

describe('EIP-4844 transactions', () => {
  for (const hardfork of ['cancun', 'osaka']) {
    it(`come with their blobs at ${hardfork}, which are checked and kept beside the block`, async () => {
      const { chain, bob } = await setUp({ hardfork })
      const tx = await wrappedTransaction(chain, bob)
      const wrapped = tx.serializeNetworkWrapper()
      const decoded = await chain.decodeTransaction(wrapped)
      assert.deepEqual(decoded.hash, tx.hash())
      assert.equal(networkEncoding(decoded), bytesToHex(wrapped))
      await chain.submit(decoded)
      const [transaction] = chain.head.transactions
      assert.ok(transaction !== undefined)
      assert.equal(transaction.receipt.blobGasUsed, 131_072n)
      assert.equal(transaction.receipt.blobGasPrice, 1n)
      assert.equal(transaction.block.block.header.blobGasUsed, 131_072n)
      assert.equal(transaction.sidecar?.blobs[0]?.length, 131_072)
      assert.deepEqual(transaction.raw, tx.serialize())

      await failure(chain.decodeTransaction(tx.serialize()), 'CHAIN_TRANSACTION_INVALID')
      wrapped[5_000] = (wrapped[5_000] ?? 0) ^ 1
      await failure(chain.decodeTransaction(wrapped), 'CHAIN_TRANSACTION_INVALID')
    }).timeout(30_000)
  }

  it('are made of blobs that the chain commits to', async () => {
    const { blob, commitment, proof, cellProofs } = await provenBlob()
    const crypto = await loadCrypto()
    const { kzg } = crypto.customCrypto
    assert.ok(kzg !== undefined)
    // Committing takes a setup of many seconds, and is tested where it belongs.
    const prepared: Crypto = {
      ...crypto,
      loadKzg: async () => undefined,
      customCrypto: {
        ...crypto.customCrypto,
        kzg: Object.assign(Object.create(kzg), {
          blobToKzgCommitment: () => commitment,
          computeBlobProof: () => proof,
          computeCellsAndProofs: () => [[], cellProofs],
        }),
      },
    }
    for (const hardfork of ['cancun', 'osaka'] as const) {
      const { customCrypto } = prepared
      const rules = createRules({ hardfork, chainId: 1n, customCrypto })
      const proven = await proveBlobs([hexToBytes(blob)], rules, prepared)
      assert.equal(proven.sidecar.proofs.length, hardfork === 'osaka' ? 128 : 1)
      const hash = crypto.sha256(hexToBytes(commitment))
      hash[0] = 1
      assert.deepEqual(proven.versionedHashes, [hash])
      await failure(proveBlobs([new Uint8Array(5)], rules, prepared), 'CHAIN_TRANSACTION_INVALID')
    }
  })

  it('are refused when they offer too little for blob gas', async () => {
    const { chain, alice, bob } = await setUp()
    const blobVersionedHashes = [new Uint8Array(32).fill(1)]
    const request = { from: alice, to: bob, blobVersionedHashes, maxFeePerBlobGas: 0n }
    await failure(chain.send(request), 'CHAIN_BLOB_FEE_TOO_LOW')
  })

  it('raise the blob base fee when blocks are full of them', async () => {
    const { chain, alice, bob } = await setUp({ hardfork: 'cancun' })
    const blobVersionedHashes = Array.from({ length: 6 }, () => {
      const hash = new Uint8Array(32).fill(7)
      hash[0] = 1
      return hash
    })
    for (let count = 0; count < 12; count++) {
      await mined(chain, { from: alice, to: bob, blobVersionedHashes, maxFeePerBlobGas: 100n })
    }
    assert.ok((chain.nextBlock.blobBaseFee ?? 0n) > 1n)
  })
})
