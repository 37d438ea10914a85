import { bytesToHex, type Hex } from '@scaffold-evm/common'
import { knownTransactionError, replacementUnderpricedError } from '../../../errors/transaction.js'
import type { MempoolContent } from '../chain.js'
import type { ChainTransaction } from '../transactions/chain-transaction.js'
import { maxFeePerGas, maxPriorityFeePerGas } from '../transactions/to-execution.js'

/** A transaction that waits. */
export interface PooledTransaction {
  readonly transaction: ChainTransaction
  /** Counts arrivals. */
  readonly arrival: number
}

/** What a snapshot keeps of a {@link Mempool}. */
export interface MempoolState {
  readonly bySender: ReadonlyMap<Hex, readonly PooledTransaction[]>
}

/** Nonce and balance of a sender; what decides on whether his transactions can be mined. */
export interface SenderAccount {
  readonly nonce: bigint
  readonly balance: bigint
}

/** The transactions that wait to be mined: per sender, in the order of their nonces. */
export class Mempool {
  /** Lists are replaced, never changed, so that a snapshot only has to copy the map. */
  #bySender = new Map<Hex, readonly PooledTransaction[]>()
  readonly #byHash = new Map<Hex, ChainTransaction>()
  /** The next nonce to be mined of each sender that has transactions here. */
  readonly #accountNonces = new Map<Hex, bigint>()
  #arrivals = 0

  get size(): number {
    return this.#byHash.size
  }

  get(hash: Uint8Array): ChainTransaction | undefined {
    return this.#byHash.size === 0 ? undefined : this.#byHash.get(bytesToHex(hash))
  }

  /** The nonce after those that wait without a gap; `accountNonce` when none does. */
  nextNonce(sender: Uint8Array, accountNonce: bigint): bigint {
    if (this.#bySender.size === 0) return accountNonce
    const waiting = this.#bySender.get(bytesToHex(sender)) ?? []
    return accountNonce + BigInt(executableCount(waiting, accountNonce))
  }

  /**
   * Takes in a transaction of a sender whose next nonce is `accountNonce`; one with the nonce of
   * another replaces it.
   *
   * @throws `CHAIN_TRANSACTION_KNOWN`, `CHAIN_REPLACEMENT_UNDERPRICED`
   */
  add(transaction: ChainTransaction, accountNonce: bigint): void {
    const hash = bytesToHex(transaction.hash)
    if (this.#byHash.has(hash)) throw knownTransactionError(transaction.hash)
    const sender = bytesToHex(transaction.sender)
    const waiting = this.#bySender.get(sender) ?? []
    const { nonce } = transaction.tx
    // From the end, as most come in the order of their nonces.
    const place = waiting.findLastIndex((pooled) => pooled.transaction.tx.nonce < nonce) + 1
    const next = waiting[place]
    const existing = next?.transaction.tx.nonce === nonce ? next : undefined
    if (existing !== undefined) {
      assertReplaces(transaction, existing.transaction)
      this.#byHash.delete(bytesToHex(existing.transaction.hash))
    }
    const changed = [...waiting]
    const pooled = { transaction, arrival: this.#arrivals++ }
    changed.splice(place, existing === undefined ? 0 : 1, pooled)
    this.#setWaiting(sender, changed)
    this.#accountNonces.set(sender, accountNonce)
    this.#byHash.set(hash, transaction)
  }

  /** Whether there was one of that hash. Those after it then wait for its nonce. */
  remove(hash: Uint8Array): boolean {
    const transaction = this.get(hash)
    if (transaction === undefined) return false
    const sender = bytesToHex(transaction.sender)
    this.#byHash.delete(bytesToHex(hash))
    this.#setWaiting(
      sender,
      (this.#bySender.get(sender) ?? []).filter((pooled) => pooled.transaction !== transaction),
    )
    return true
  }

  clear(): void {
    this.restore({ bySender: new Map() })
  }

  /** What could be mined now, by sender, in nonce order. */
  executable(): PooledTransaction[][] {
    return [...this.#bySender].map(([sender, waiting]) =>
      waiting.slice(0, executableCount(waiting, this.#accountNonces.get(sender) ?? 0n)),
    )
  }

  content(): MempoolContent {
    const pending = new Map<string, readonly ChainTransaction[]>()
    const queued = new Map<string, readonly ChainTransaction[]>()
    for (const [sender, waiting] of this.#bySender) {
      const count = executableCount(waiting, this.#accountNonces.get(sender) ?? 0n)
      const transactions = waiting.map((pooled) => pooled.transaction)
      if (count > 0) pending.set(sender, transactions.slice(0, count))
      if (count < transactions.length) queued.set(sender, transactions.slice(count))
    }
    return { pending, queued }
  }

  /** Drops what can no longer be mined as the accounts now are. */
  async refresh(
    account: (sender: Hex) => Promise<SenderAccount>,
    isPayable: (transaction: ChainTransaction, account: SenderAccount) => boolean,
  ): Promise<void> {
    for (const [sender, waiting] of [...this.#bySender]) {
      const current = await account(sender)
      this.#accountNonces.set(sender, current.nonce)
      const isFresh = ({ transaction }: PooledTransaction): boolean =>
        transaction.tx.nonce >= current.nonce && isPayable(transaction, current)
      const fresh = waiting.filter(isFresh)
      if (fresh.length === waiting.length) continue
      const kept = new Set(fresh)
      for (const pooled of waiting) {
        if (!kept.has(pooled)) this.#byHash.delete(bytesToHex(pooled.transaction.hash))
      }
      this.#setWaiting(sender, fresh)
    }
  }

  capture(): MempoolState {
    return { bySender: new Map(this.#bySender) }
  }

  /** `refresh` has to follow when the accounts changed. */
  restore(state: MempoolState): void {
    this.#bySender = new Map(state.bySender)
    this.#byHash.clear()
    for (const waiting of this.#bySender.values()) {
      for (const { transaction, arrival } of waiting) {
        this.#byHash.set(bytesToHex(transaction.hash), transaction)
        this.#arrivals = Math.max(this.#arrivals, arrival + 1)
      }
    }
  }

  #setWaiting(sender: Hex, waiting: readonly PooledTransaction[]): void {
    if (waiting.length === 0) {
      this.#bySender.delete(sender)
      this.#accountNonces.delete(sender)
    } else {
      this.#bySender.set(sender, waiting)
    }
  }
}

/**
 * How many of `waiting` follow `accountNonce` without a gap. Their nonces ascend, so that one in its
 * place has all before it in theirs.
 */
function executableCount(waiting: readonly PooledTransaction[], accountNonce: bigint): number {
  let [low, high] = [0, waiting.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const nonce = waiting[middle]?.transaction.tx.nonce
    if (nonce === accountNonce + BigInt(middle)) low = middle + 1
    else high = middle
  }
  return low
}

/** @throws `CHAIN_REPLACEMENT_UNDERPRICED` unless both fees are a tenth higher. */
function assertReplaces(replacement: ChainTransaction, existing: ChainTransaction): void {
  const { nonce } = existing.tx
  const leastFee = tenthMore(maxFeePerGas(existing.tx))
  if (maxFeePerGas(replacement.tx) < leastFee) {
    throw replacementUnderpricedError('maxFeePerGas', leastFee, nonce)
  }
  const leastPriority = tenthMore(maxPriorityFeePerGas(existing.tx))
  if (maxPriorityFeePerGas(replacement.tx) < leastPriority) {
    throw replacementUnderpricedError('maxPriorityFeePerGas', leastPriority, nonce)
  }
}

function tenthMore(fee: bigint): bigint {
  return (fee * 110n + 99n) / 100n
}
