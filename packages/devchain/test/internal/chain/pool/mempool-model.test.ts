import assert from 'node:assert/strict'
import { bytesToHex, isScaffoldError } from '@scaffold-evm/common'
import fc from 'fast-check'
import type { MiningMode } from '../../../../src/internal/chain/chain-options.js'
import { parseHardfork } from '../../../../src/internal/chain/hardforks.js'
import { Mempool } from '../../../../src/internal/chain/pool/mempool.js'
import { MiningQueue } from '../../../../src/internal/chain/pool/mining-queue.js'
import { createRules } from '../../../../src/internal/chain/rules.js'
import type { ChainTransaction } from '../../../../src/internal/chain/transactions/chain-transaction.js'
import { createTransaction } from '../../../../src/internal/chain/transactions/fields.js'

const rules = createRules({ hardfork: parseHardfork('osaka'), chainId: 1n, customCrypto: {} })
const baseFeePerGas = 5n

interface Wish {
  readonly sender: number
  readonly nonce: number
  readonly fee: number
  readonly tip: number
}

function transactionOf({ sender, nonce, fee, tip }: Wish, id: number): ChainTransaction {
  const tx = createTransaction(
    {
      type: 2,
      nonce: BigInt(nonce),
      gasLimit: 21_000n,
      to: new Uint8Array(20),
      valueWei: 0n,
      data: new Uint8Array(0),
      gasPrice: 0n,
      maxFeePerGas: BigInt(fee),
      maxPriorityFeePerGas: BigInt(Math.min(tip, fee)),
      maxFeePerBlobGas: 0n,
      accessList: [],
      authorizationList: [],
      blobVersionedHashes: [],
    },
    rules,
  )
  const hash = new Uint8Array(32).fill(id & 0xff, 0, 1).fill(id >> 8, 1, 2)
  return { tx, hash, sender: new Uint8Array(20).fill(sender), raw: new Uint8Array(0) }
}

/** A pool as it would be written down: a list. */
class Model {
  waiting: { readonly transaction: ChainTransaction; readonly arrival: number }[] = []
  nonces = [0n, 0n, 0n]

  add(transaction: ChainTransaction, arrival: number): boolean {
    const existing = this.waiting.find((other) => isSameNonce(other.transaction, transaction))
    if (existing !== undefined) {
      if (!isTenthMore(transaction, existing.transaction)) return false
      this.waiting.splice(this.waiting.indexOf(existing), 1)
    }
    this.waiting.push({ transaction, arrival })
    return true
  }

  executable(sender: number): ChainTransaction[] {
    const result: ChainTransaction[] = []
    for (let nonce = this.nonces[sender] ?? 0n; ; nonce++) {
      const next = this.waiting.find(
        ({ transaction }) => transaction.sender[0] === sender && transaction.tx.nonce === nonce,
      )
      if (next === undefined) return result
      result.push(next.transaction)
    }
  }

  /** The order in which a block takes what can be mined: the best of those that are next, again and again. */
  order(order: MiningMode['order']): ChainTransaction[] {
    const lists = [0, 1, 2].map((sender) => this.executable(sender))
    const result: ChainTransaction[] = []
    for (;;) {
      const next = lists.flatMap((list) => list.slice(0, 1))
      const [best] = next.sort((a, b) => this.#compare(a, b, order))
      if (best === undefined) return result
      result.push(best)
      lists.find((list) => list[0] === best)?.shift()
    }
  }

  #compare(a: ChainTransaction, b: ChainTransaction, order: MiningMode['order']): number {
    const difference = Number(tipOf(b) - tipOf(a))
    if (order === 'fees' && difference !== 0) return difference
    return this.#arrivalOf(a) - this.#arrivalOf(b)
  }

  #arrivalOf(wanted: ChainTransaction): number {
    return this.waiting.find(({ transaction }) => transaction === wanted)?.arrival ?? -1
  }
}

function feesOf({ tx }: ChainTransaction): { readonly fee: bigint; readonly tip: bigint } {
  assert.ok('maxFeePerGas' in tx)
  return { fee: tx.maxFeePerGas, tip: tx.maxPriorityFeePerGas }
}

function tipOf(transaction: ChainTransaction): bigint {
  const { fee, tip } = feesOf(transaction)
  return fee - baseFeePerGas < tip ? fee - baseFeePerGas : tip
}

function isSameNonce(a: ChainTransaction, b: ChainTransaction): boolean {
  return a.sender[0] === b.sender[0] && a.tx.nonce === b.tx.nonce
}

function isTenthMore(next: ChainTransaction, before: ChainTransaction): boolean {
  const [a, b] = [feesOf(next), feesOf(before)]
  return a.fee * 10n >= b.fee * 11n && a.tip * 10n >= b.tip * 11n
}

function shown(transactions: readonly ChainTransaction[]): readonly string[] {
  return transactions.map(({ hash }) => bytesToHex(hash))
}

const wish = fc.record({
  sender: fc.nat({ max: 2 }),
  nonce: fc.nat({ max: 6 }),
  fee: fc.integer({ min: 5, max: 40 }),
  tip: fc.nat({ max: 40 }),
})

const step = fc.oneof(
  { weight: 6, arbitrary: wish.map((value) => ({ kind: 'add', value }) as const) },
  { weight: 1, arbitrary: fc.nat({ max: 40 }).map((value) => ({ kind: 'drop', value }) as const) },
  { weight: 1, arbitrary: fc.nat({ max: 2 }).map((value) => ({ kind: 'mine', value }) as const) },
)

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function added(pool: Mempool, transaction: ChainTransaction, nonce: bigint): boolean {
  try {
    pool.add(transaction, nonce)
    return true
  } catch (error) {
    assert.ok(isScaffoldError(error, 'CHAIN_REPLACEMENT_UNDERPRICED'))
    return false
  }
}

/** Does the same to both. */
async function take(
  pool: Mempool,
  model: Model,
  { step: made, id }: { step: Step; id: number },
): Promise<void> {
  if (made.kind === 'add') {
    const transaction = transactionOf(made.value, id)
    const nonce = model.nonces[made.value.sender] ?? 0n
    if (transaction.tx.nonce < nonce) return
    assert.equal(added(pool, transaction, nonce), model.add(transaction, id))
  } else if (made.kind === 'drop') {
    const found = model.waiting[made.value]
    const hash = found?.transaction.hash ?? new Uint8Array(32).fill(9)
    assert.equal(pool.remove(hash), found !== undefined)
    model.waiting = model.waiting.filter((other) => other !== found)
  } else {
    const [first] = model.executable(made.value)
    if (first === undefined) return
    model.nonces[made.value] = first.tx.nonce + 1n
    model.waiting = model.waiting.filter(({ transaction }) => transaction !== first)
    const account = async (sender: string): Promise<{ nonce: bigint; balance: bigint }> => ({
      nonce: model.nonces[Number(sender.slice(0, 4))] ?? 0n,
      balance: 0n,
    })
    await pool.refresh(account, () => true)
  }
}

describe('Mempool', () => {
  it('is what a list of transactions would be, and mines in the order that one would', async () => {
    const property = fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const [pool, model] = [new Mempool(), new Model()]
      for (const [id, made] of steps.entries()) {
        await take(pool, model, { step: made, id })
        assert.equal(pool.size, model.waiting.length)
      }
      for (const sender of [0, 1, 2]) {
        const key = bytesToHex(new Uint8Array(20).fill(sender))
        const executable = model.executable(sender)
        assert.deepEqual(shown(pool.content().pending.get(key) ?? []), shown(executable))
        const nonce = model.nonces[sender] ?? 0n
        const next = pool.nextNonce(new Uint8Array(20).fill(sender), nonce)
        assert.equal(next, nonce + BigInt(executable.length))
      }
      for (const order of ['fees', 'arrival'] as const) {
        const queue = new MiningQueue(pool.executable(), order, baseFeePerGas)
        const taken: ChainTransaction[] = []
        for (let next = queue.next(); next !== undefined; next = queue.next()) taken.push(next)
        assert.deepEqual(shown(taken), shown(model.order(order)))
      }
    })
    await fc.assert(property, { numRuns: 150 })
  }).timeout(30_000)
})
