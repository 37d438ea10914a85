import type { MiningMode } from '../chain-options.js'
import type { ChainTransaction } from '../transactions/chain-transaction.js'
import { tipPerGas } from '../transactions/to-execution.js'
import type { PooledTransaction } from './mempool.js'

/**
 * The order in which a block takes waiting transactions: each sender's by nonce, among senders the
 * highest tip first (or the first that came), arrival deciding between equals.
 */
export class MiningQueue {
  readonly #order: MiningMode['order']
  readonly #baseFeePerGas: bigint | undefined
  readonly #senders: PooledTransaction[][]
  #current: PooledTransaction[] | undefined

  constructor(
    senders: readonly (readonly PooledTransaction[])[],
    order: MiningMode['order'],
    baseFeePerGas: bigint | undefined,
  ) {
    this.#order = order
    this.#baseFeePerGas = baseFeePerGas
    this.#senders = senders.filter((list) => list.length > 0).map((list) => [...list].reverse())
    heapify(this.#senders, this.#isBefore)
  }

  /** The next transaction; undefined when none is left. */
  next(): ChainTransaction | undefined {
    this.#requeueCurrent()
    const list = heapPop(this.#senders, this.#isBefore)
    this.#current = list
    return list?.pop()?.transaction
  }

  /** The last transaction was not taken, so none of its sender can be. */
  skipSender(): void {
    this.#current = undefined
  }

  #requeueCurrent(): void {
    const list = this.#current
    this.#current = undefined
    if (list !== undefined && list.length > 0) heapPush(this.#senders, list, this.#isBefore)
  }

  readonly #isBefore = (a: PooledTransaction[], b: PooledTransaction[]): boolean => {
    const first = a.at(-1)
    const second = b.at(-1)
    if (first === undefined || second === undefined) return first !== undefined
    if (this.#order === 'fees') {
      const firstTip = tipPerGas(first.transaction.tx, this.#baseFeePerGas)
      const secondTip = tipPerGas(second.transaction.tx, this.#baseFeePerGas)
      if (firstTip !== secondTip) return firstTip > secondTip
    }
    return first.arrival < second.arrival
  }
}

type IsBefore<T> = (a: T, b: T) => boolean

function heapify<T>(heap: T[], isBefore: IsBefore<T>): void {
  for (let index = (heap.length >> 1) - 1; index >= 0; index--) siftDown(heap, index, isBefore)
}

function heapPush<T>(heap: T[], item: T, isBefore: IsBefore<T>): void {
  heap.push(item)
  let index = heap.length - 1
  while (index > 0) {
    const parent = (index - 1) >> 1
    if (!swapIf(heap, parent, index, isBefore)) return
    index = parent
  }
}

function heapPop<T>(heap: T[], isBefore: IsBefore<T>): T | undefined {
  const [first] = heap
  const last = heap.pop()
  if (heap.length > 0 && last !== undefined) {
    heap[0] = last
    siftDown(heap, 0, isBefore)
  }
  return first
}

function siftDown<T>(heap: T[], start: number, isBefore: IsBefore<T>): void {
  let index = start
  for (;;) {
    const left = index * 2 + 1
    const right = left + 1
    const child = isLess(heap, right, left, isBefore) ? right : left
    if (!swapIf(heap, index, child, isBefore)) return
    index = child
  }
}

/** Swaps `upper` and `lower` when `lower` exists and belongs before. */
function swapIf<T>(heap: T[], upper: number, lower: number, isBefore: IsBefore<T>): boolean {
  if (!isLess(heap, lower, upper, isBefore)) return false
  const [a, b] = [heap[upper], heap[lower]]
  if (a === undefined || b === undefined) return false
  heap[upper] = b
  heap[lower] = a
  return true
}

function isLess<T>(heap: readonly T[], a: number, b: number, isBefore: IsBefore<T>): boolean {
  const [first, second] = [heap[a], heap[b]]
  return first !== undefined && second !== undefined && isBefore(first, second)
}
