import { budgetExceededError } from '../../errors.js'
import type { FilledTransaction } from './account.js'

/** What a transaction costs at most, in wei, besides its value. */
function highestCost(tx: FilledTransaction): bigint {
  return BigInt(tx.gas) * BigInt(tx.maxFeePerGas ?? tx.gasPrice ?? 0)
}

function quantity(receipt: unknown, name: string): bigint {
  const value: unknown = Reflect.get(Object(receipt), name)
  return typeof value === 'string' ? BigInt(value) : 0n
}

/**
 * What the fees of all transactions may come to. One counts as what it may cost at most until its
 * receipt is seen, and as what it cost then; a replacement counts in place of what it replaces.
 */
export class FeeBudget {
  readonly #networkName: string
  readonly #limitWei: bigint
  /** By sender and nonce. */
  readonly #costs = new Map<string, bigint>()
  readonly #open = new Map<string, string>()

  constructor(networkName: string, limitWei: bigint) {
    this.#networkName = networkName
    this.#limitWei = limitWei
  }

  /** @throws `FEE_BUDGET_EXCEEDED`. */
  reserve(tx: FilledTransaction): void {
    const key = `${tx.from.toLowerCase()} ${BigInt(tx.nonce)}`
    let spentWei = 0n
    for (const [known, cost] of this.#costs) if (known !== key) spentWei += cost
    const costWei = highestCost(tx)
    const limitWei = this.#limitWei
    if (spentWei + costWei > limitWei) {
      throw budgetExceededError(this.#networkName, { limitWei, spentWei, costWei })
    }
    this.#costs.set(key, costWei)
  }

  /** Remembers under which hash a reserved transaction is sent. */
  sent(tx: FilledTransaction, hash: string): void {
    this.#open.set(hash.toLowerCase(), `${tx.from.toLowerCase()} ${BigInt(tx.nonce)}`)
  }

  /** Takes what a transaction did cost, from a receipt that passes by. */
  settle(receipt: unknown): void {
    const hash = String(Reflect.get(Object(receipt), 'transactionHash')).toLowerCase()
    const key = this.#open.get(hash)
    if (key === undefined) return
    const price = quantity(receipt, 'effectiveGasPrice')
    if (price > 0n) this.#costs.set(key, quantity(receipt, 'gasUsed') * price)
  }
}
