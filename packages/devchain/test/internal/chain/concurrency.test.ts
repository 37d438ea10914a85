import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { Address } from '@ethereumjs/util'
import { bytesToBigint, bytesToHex, isScaffoldError } from '@scaffold-evm/common'
import fc from 'fast-check'
import type { ChainBlock } from '../../../src/internal/chain/blocks/chain-block.js'
import type { Chain } from '../../../src/internal/chain/chain.js'
import { assemble } from './contracts.js'
import { deployCode, setUp } from './helpers.js'

/**
 * Called with data it adds 1 to slots 0 and 1 and logs the sum; called without it answers with slot 0,
 * slot 1 and the number of the block.
 */
const counter = assemble(`
  CALLDATASIZE 15 JUMPI
  00 SLOAD 00 MSTORE 01 SLOAD 20 MSTORE NUMBER 40 MSTORE 60 00 RETURN
  JUMPDEST 01 00 SLOAD ADD 00 SSTORE 01 01 SLOAD ADD 01 SSTORE
  00 SLOAD 00 MSTORE 01 20 00 LOG1`)

interface World {
  readonly chain: Chain
  readonly counter: Uint8Array
  /** What the counter showed after each block that there ever was, as `number:count`. */
  readonly moments: Set<string>
  /** What it showed to readers. */
  readonly seen: Set<string>
}

/** Something that is asked of a chain, with the answer where it can be told in advance. */
interface Action {
  readonly name: string
  run(world: World): Promise<unknown>
}

async function createWorld(): Promise<World> {
  const { chain } = await setUp({ accountCount: 4 })
  const address = await deployCode(chain, counter)
  const counts = new Map([[bytesToHex(chain.head.hash), 0n]])
  const moments = new Set([`${chain.head.number}:0`])
  chain.on('block', (block) => {
    const parent = counts.get(bytesToHex(block.block.header.parentHash)) ?? 0n
    const count = lastCount(block) ?? parent
    counts.set(bytesToHex(block.hash), count)
    moments.add(`${block.number}:${count}`)
  })
  return { chain, counter: address, moments, seen: new Set() }
}

function lastCount({ transactions }: ChainBlock): bigint | undefined {
  const data = transactions.flatMap(({ receipt }) => receipt.logs).at(-1)?.data
  return data === undefined ? undefined : bytesToBigint(data)
}

function account({ chain }: World, index: number): Uint8Array {
  return chain.accounts[index]?.address ?? assert.fail()
}

/** What a state and its block show is of one moment. Nothing is there if a reorg took the counter away. */
async function read({ chain, counter: to, seen }: World): Promise<void> {
  const { returnData } = await chain.call({ to })
  if (returnData.length === 0) return
  const [first, second, number] = [0, 32, 64].map((at) =>
    bytesToBigint(returnData.subarray(at, at + 32)),
  )
  assert.equal(first, second)
  seen.add(`${number}:${first}`)
}

async function readPending({ chain, counter: to }: World): Promise<void> {
  const [{ returnData }, block, nonce] = await Promise.all([
    chain.call({ to }, { block: 'pending' }),
    chain.block('pending'),
    chain.pendingNonce(to),
  ])
  assert.deepEqual(returnData.subarray(0, 32), returnData.subarray(32, 64))
  assert.equal(typeof block?.number, 'bigint')
  assert.ok(nonce <= 1n)
}

/** Answers with errors of the chain as with anything else: each is as it would be alone. */
async function outcomeOf(action: Action, world: World): Promise<string> {
  try {
    const result = await action.run(world)
    return result instanceof Uint8Array ? bytesToHex(result) : String(result)
  } catch (error) {
    if (!isScaffoldError(error)) throw error
    return error.code
  }
}

const index = fc.nat({ max: 3 })

const change: fc.Arbitrary<Action> = fc.oneof(
  index.map((from) => ({
    name: `count from ${from}`,
    run: (world: World) =>
      world.chain.send({
        from: account(world, from),
        to: world.counter,
        data: Uint8Array.of(1),
        gasLimit: 100_000n,
      }),
  })),
  fc.tuple(index, index, fc.bigInt({ min: 0n, max: 10n ** 22n })).map(([from, to, valueWei]) => ({
    name: `pay ${valueWei} from ${from} to ${to}`,
    run: (world: World) => {
      const fees = { gasLimit: 21_000n, gasPrice: 10n ** 10n }
      return world.chain.send({
        from: account(world, from),
        to: account(world, to),
        valueWei,
        ...fees,
      })
    },
  })),
  fc.bigInt({ min: 1n, max: 3n }).map((count) => ({
    name: `mine ${count}`,
    run: async ({ chain }: World) =>
      (await chain.mine({ count })).map(({ number }) => number).join(),
  })),
  fc.boolean().map((isAutomine) => ({
    name: `automine ${isAutomine}`,
    run: ({ chain }: World) => chain.setMiningMode({ isAutomine }),
  })),
  fc.constant({ name: 'snapshot', run: ({ chain }: World) => chain.snapshot() }),
  fc.bigInt({ min: 1n, max: 6n }).map((id) => ({
    name: `revert ${id}`,
    run: ({ chain }: World) => chain.revert(id),
  })),
  fc.bigInt({ min: 1n, max: 2n }).map((depth) => ({
    name: `reorg ${depth}`,
    run: (world: World) => {
      const transaction = { from: account(world, 0), to: account(world, 1), valueWei: depth }
      return world.chain.reorg(depth, [{ transaction, blockOffset: 0n }])
    },
  })),
  fc.bigInt({ min: 0n, max: 10n ** 20n }).map((balance) => ({
    name: `balance ${balance}`,
    run: (world: World) =>
      world.chain.mutateState(async (state) => {
        const address = new Address(account(world, 3))
        const owner = await state.getAccount(address)
        if (owner === undefined) return
        owner.balance = balance
        await state.putAccount(address, owner)
      }),
  })),
)

const look: fc.Arbitrary<Action> = fc.constantFrom(
  { name: 'read', run: read },
  { name: 'read pending', run: readPending },
)

/** A client does one thing after the other, giving way between them or not. */
const client = fc.array(
  fc.record({ action: fc.oneof({ weight: 3, arbitrary: change }, look), waits: fc.boolean() }),
  { maxLength: 12 },
)

describe('a chain that many clients use at once', () => {
  it('is as if each request had been made alone, in the order in which they were made', async () => {
    const property = fc.asyncProperty(
      fc.array(client, { minLength: 2, maxLength: 5 }),
      async (clients) => {
        const world = await createWorld()
        const made: { action: Action; outcome: string }[] = []
        const runClient = async (steps: (typeof clients)[number]): Promise<void> => {
          for (const { action, waits } of steps) {
            const entry = { action, outcome: '' }
            made.push(entry)
            const outcome = outcomeOf(action, world)
            if (waits) await setImmediate()
            entry.outcome = await outcome
          }
        }
        await Promise.all(clients.map(runClient))
        for (const moment of world.seen) assert.ok(world.moments.has(moment), moment)
        const alone = await createWorld()
        for (const { action, outcome } of made) {
          assert.equal(await outcomeOf(action, alone), outcome, action.name)
        }
        assert.deepEqual(alone.chain.head.hash, world.chain.head.hash)
        assert.deepEqual(alone.chain.head.state.root, world.chain.head.state.root)
        assert.deepEqual(mempoolOf(alone.chain), mempoolOf(world.chain))
      },
    )
    await fc.assert(property, { numRuns: 25 })
  }).timeout(60_000)
})

function mempoolOf(chain: Chain): unknown {
  const { pending, queued } = chain.mempool()
  return [pending, queued].map((bySender) =>
    [...bySender].map(([sender, list]) => [sender, list.map(({ hash }) => bytesToHex(hash))]),
  )
}
