import { unknownAccountError } from '../../errors/account.js'
import { transactionNotMinedError } from '../../errors/transaction.js'
import type { Crypto } from '../crypto.js'
import type { BlockStore } from './blocks/block-store.js'
import type { LocalBlock } from './blocks/local-block.js'
import type { EventHub } from './events.js'
import type { Keyring } from './keyring.js'
import type { Ledger } from './ledger.js'
import { type AdmissionContext, assertAdmissible, assertMineable } from './pool/admission.js'
import type { Mempool } from './pool/mempool.js'
import { proveBlobs } from './transactions/blobs.js'
import type { BlobSidecar, ChainTransaction } from './transactions/chain-transaction.js'
import { decodeTransaction } from './transactions/decode.js'
import { createTransaction } from './transactions/fields.js'
import { requestToFields } from './transactions/prepare.js'
import { impersonateTransaction, signTransaction } from './transactions/sign.js'
import type { BlockFees } from './transactions/to-execution.js'
import type { Transaction } from './transactions/transaction.js'
import type { TransactionRequest } from './transactions/transaction-request.js'

/** What a sender is expected to add for the miner, wei per gas. */
export const suggestedPriorityFee = 1_000_000_000n

/** What gas costs before there are base fees, wei per gas. */
const legacyGasPrice = 8_000_000_000n

interface BlobFields {
  readonly sidecar: BlobSidecar
  readonly blobVersionedHashes: readonly Uint8Array[]
}

/** What an {@link Intake} works on. */
export interface IntakeParts {
  readonly ledger: Ledger
  readonly store: BlockStore
  readonly pool: Mempool
  readonly keyring: Keyring
  readonly crypto: Crypto
  readonly events: EventHub
  readonly allowUnlimitedContractSize: boolean
  readonly acceptsEmptyCreation: boolean
}

/**
 * How transactions come into a chain: made of requests, signed, checked, pooled, mined. Its methods
 * expect to be called one at a time.
 */
export class Intake {
  readonly #parts: IntakeParts

  constructor(parts: IntakeParts) {
    this.#parts = parts
  }

  get suggestedGasPrice(): bigint {
    const { nextFees, settings } = this.#parts.ledger
    const { baseFeePerGas } = nextFees
    if (settings.gasPrice !== undefined) return settings.gasPrice
    return baseFeePerGas === undefined ? legacyGasPrice : baseFeePerGas + suggestedPriorityFee
  }

  /** @throws `CHAIN_UNKNOWN_ACCOUNT` and what is wrong with the request */
  async prepare(request: TransactionRequest): Promise<ChainTransaction> {
    const { keyring, crypto } = this.#parts
    const sender = this.#senderOf(request)
    const account = keyring.account(sender)
    if (account === undefined && !keyring.isImpersonated(sender)) throw unknownAccountError(sender)
    if (account === undefined) return this.impersonate(request)
    const { tx, sidecar } = await this.#complete(request, sender)
    const signed = signTransaction(tx, account, crypto)
    return sidecar === undefined ? signed : { ...signed, sidecar }
  }

  /** The transaction as it would be, with a signature that is none. */
  async impersonate(request: TransactionRequest): Promise<ChainTransaction> {
    const sender = this.#senderOf(request)
    const { tx, sidecar } = await this.#complete(request, sender)
    const signed = impersonateTransaction(tx, sender, this.#parts.crypto)
    return sidecar === undefined ? signed : { ...signed, sidecar }
  }

  async #complete(
    request: TransactionRequest,
    sender: Uint8Array,
  ): Promise<{ readonly tx: Transaction; readonly sidecar: BlobSidecar | undefined }> {
    const { ledger } = this.#parts
    const { rules, settings, nextFees } = ledger
    const defaults = {
      nonce: request.nonce ?? (await this.pendingNonce(sender)),
      blockGasLimit: settings.blockGasLimit,
      baseFeePerGas: nextFees.baseFeePerGas,
      blobBaseFee: nextFees.blobBaseFee,
      priorityFeePerGas: suggestedPriorityFee,
      gasPrice: this.suggestedGasPrice,
      maxFeePerGas: settings.gasPrice ?? 0n,
    }
    const { blobs } = request
    const proven = blobs === undefined ? undefined : await this.#proveBlobs(blobs)
    const tx = createTransaction(requestToFields({ ...request, ...proven }, defaults, rules), rules)
    return { tx, sidecar: proven?.sidecar }
  }

  /** Prepares for the block that is being built: after what is in the state, whatever waits. */
  async prepareMined(request: TransactionRequest): Promise<ChainTransaction> {
    const sender = this.#senderOf(request)
    const nonce = request.nonce ?? (await this.#parts.ledger.account(sender)).nonce
    return this.prepare({ ...request, nonce })
  }

  #senderOf({ from }: TransactionRequest): Uint8Array {
    return from ?? this.#parts.keyring.accounts[0]?.address ?? new Uint8Array(20)
  }

  async #proveBlobs(blobs: readonly Uint8Array[]): Promise<BlobFields> {
    const { ledger, crypto } = this.#parts
    const { sidecar, versionedHashes } = await proveBlobs(blobs, ledger.rules, crypto)
    return { sidecar, blobVersionedHashes: versionedHashes }
  }

  async decode(raw: Uint8Array): Promise<ChainTransaction> {
    return decodeTransaction(raw, this.#parts.ledger.rules, this.#parts.crypto)
  }

  async pendingNonce(address: Uint8Array): Promise<bigint> {
    const { nonce } = await this.#parts.ledger.account(address)
    return this.#parts.pool.nextNonce(address, nonce)
  }

  /** @throws the `CHAIN_` error that says why a block with these fees cannot take it now */
  async assertValid(transaction: ChainTransaction, fees: BlockFees): Promise<void> {
    const account = await this.#parts.ledger.account(transaction.sender)
    assertMineable(transaction.tx, { ...fees, nonce: account.nonce }, this.#context())
    assertAdmissible(transaction.tx, account, this.#context())
  }

  /** Checks and pools. @throws the `CHAIN_` error that says why it is refused */
  async pool(transaction: ChainTransaction): Promise<void> {
    await this.#admit(transaction)
    this.#parts.events.emit('pendingTransaction', transaction)
  }

  /**
   * Checks and mines: at once when nothing waits, else until it is in a block. `beforeSeal` is called, and
   * waited for, when a transaction that is mined at once did not fail.
   */
  async mine(transaction: ChainTransaction, beforeSeal?: () => Promise<void>): Promise<void> {
    const { ledger, pool, events } = this.#parts
    const account = await ledger.account(transaction.sender)
    const nonce = pool.nextNonce(transaction.sender, account.nonce)
    assertMineable(transaction.tx, { ...ledger.nextFees, nonce }, this.#context())
    if (pool.size > 0) return this.#mineAfterOthers(transaction)
    assertAdmissible(transaction.tx, account, this.#context())
    events.emit('pendingTransaction', transaction)
    await ledger.mineBlock(undefined, async (builder) => {
      const { haltReason } = await builder.add(transaction)
      if (haltReason === undefined) builder.beforeSeal = beforeSeal
    })
  }

  /** Mines until the transaction is in a block. When it cannot be, nothing was mined. */
  async #mineAfterOthers(transaction: ChainTransaction): Promise<void> {
    const { ledger, store, events } = this.#parts
    const before = ledger.capture()
    const blocks: LocalBlock[] = []
    await store.published.hold(async () => {
      try {
        await this.#admit(transaction)
        while (store.transaction(transaction.hash) === undefined) {
          const block = await ledger.mineQuietly()
          await this.#assertProgress(transaction, block)
          blocks.push(block)
        }
      } catch (error) {
        await ledger.restore(before, before.headNumber, [])
        throw error
      }
    })
    events.emit('pendingTransaction', transaction)
    for (const block of blocks) events.emit('block', block)
  }

  /** The transaction is in `block`, or can still be in a later one. */
  async #assertProgress(transaction: ChainTransaction, block: LocalBlock): Promise<void> {
    const { ledger, store, pool } = this.#parts
    if (store.transaction(transaction.hash) !== undefined) return
    const isWaiting = pool.get(transaction.hash) !== undefined
    if (isWaiting && block.transactions.length > 0) return
    const account = await ledger.account(transaction.sender)
    assertAdmissible(transaction.tx, account, this.#context())
    throw transactionNotMinedError(transaction.hash)
  }

  async #admit(transaction: ChainTransaction): Promise<void> {
    const { ledger, pool } = this.#parts
    const account = await ledger.account(transaction.sender)
    assertAdmissible(transaction.tx, account, this.#context())
    pool.add(transaction, account.nonce)
    ledger.touch()
  }

  #context(): AdmissionContext {
    const { ledger, allowUnlimitedContractSize, acceptsEmptyCreation } = this.#parts
    const { rules, settings } = ledger
    return { rules, settings, allowUnlimitedContractSize, acceptsEmptyCreation }
  }
}
