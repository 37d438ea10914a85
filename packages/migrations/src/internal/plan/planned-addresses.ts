import type { Hex } from '@scaffold-evm/common'
import { getCreateAddress } from '@scaffold-evm/project/ethers'
import { digestText, digestTransaction, type TransactionContent } from '../files/digest.js'

/** How many contracts that a new contract makes itself are known: the admin of a proxy is the first. */
const knownChildren = 4

/** What stands for an address: the same for the same thing, wherever it lies. */
function standIn(what: string): string {
  return digestText(what).slice(2, 42)
}

/**
 * The addresses of contracts that a run makes. In what it sends they are replaced by what stands for them, so
 * that two runs can be compared that put the same contracts elsewhere.
 */
export class PlannedAddresses {
  readonly #standIns = new Map<string, string>()

  /** @param what - What the contract is of, the same in each run, e.g. the file and the id of a step. */
  learn(address: string, what: string): void {
    this.#put(address, what)
    for (let nonce = 1; nonce <= knownChildren; nonce++) {
      this.#put(getCreateAddress({ from: address, nonce }), `${what}, its contract ${nonce}`)
    }
  }

  digest({ to, valueWei, data }: TransactionContent): Hex {
    return digestTransaction({
      to: to === undefined ? undefined : this.#rewrite(to),
      valueWei,
      data: this.#rewrite(data),
    })
  }

  /** What was learnt first counts. */
  #put(address: string, what: string): void {
    const digits = address.slice(2).toLowerCase()
    if (!this.#standIns.has(digits)) this.#standIns.set(digits, standIn(what))
  }

  #rewrite(text: string): string {
    let rewritten = text.toLowerCase()
    for (const [digits, standsFor] of this.#standIns) {
      rewritten = rewritten.replaceAll(digits, standsFor)
    }
    return rewritten
  }
}
