import { Account, Address } from '@ethereumjs/util'
import { isScaffoldError } from '@scaffold-evm/common'
import type { Chain } from '../../../src/internal/chain/chain.js'
import { Random } from '../../random.js'
import { initCode, runtimes } from '../chain/contracts.js'
import { word } from '../chain/helpers.js'

/** Whole numbers below `limit`, the same for the same seed. */
export function createRandom(seed: number): (limit: number) => number {
  const random = new Random(seed)
  return (limit) => random.below(limit)
}

const stranger = new Uint8Array(20).fill(0x77)
const storeAddress = new Uint8Array(20).fill(0x5e)

/** What somebody may do to a chain. */
type Action = (chain: Chain, random: (limit: number) => number) => Promise<unknown>

function from(chain: Chain, random: (limit: number) => number): Uint8Array {
  return chain.accounts[random(4)]?.address ?? stranger
}

const actions: readonly Action[] = [
  async (chain, random) => chain.send({ from: from(chain, random), to: stranger, valueWei: 5n }),
  async (chain, random) =>
    chain.send({ from: from(chain, random), data: initCode(runtimes['store'] ?? word(0n)) }),
  async (chain, random) =>
    chain.send({
      from: from(chain, random),
      to: storeAddress,
      gasLimit: 200_000n,
      data: Uint8Array.from([...word(BigInt(random(6))), ...word(BigInt(random(3)))]),
    }),
  async (chain, random) =>
    chain.send({
      from: from(chain, random),
      to: stranger,
      type: random(3),
      nonce: (await chain.pendingNonce(from(chain, random))) + BigInt(random(2)),
    }),
  async (chain) => {
    await chain.impersonate(stranger)
    await chain.send({ from: stranger, to: storeAddress, valueWei: 1n })
  },
  (chain) => chain.stopImpersonating(stranger),
  (chain, random) =>
    chain.mutateState(async (state) => {
      await state.putAccount(
        new Address(stranger),
        new Account(undefined, BigInt(random(9)) ** 20n),
      )
    }),
  (chain, random) =>
    chain.mutateState(async (state) => {
      const owner = new Address(storeAddress)
      await state.putAccount(owner, (await state.getAccount(owner)) ?? new Account())
      await state.putCode(owner, runtimes['store'] ?? new Uint8Array(0))
      await state.putStorage(owner, word(BigInt(random(9))), word(BigInt(random(4))))
    }),
  (chain) => chain.mutateState((state) => state.deleteAccount(new Address(storeAddress))),
  (chain) => chain.mutateState((state) => state.clearStorage(new Address(storeAddress))),
  (chain, random) => chain.mine({ count: BigInt(1 + random(3)) }),
  async (chain, random) =>
    random(6) === 0 ? chain.mine({ count: BigInt(513 + random(9)), intervalSec: 3n }) : undefined,
  (chain) => chain.setMiningMode({ isAutomine: false }),
  (chain) => chain.setMiningMode({ isAutomine: true, order: 'arrival' }),
  (chain, random) => chain.time.increase(BigInt(random(1000))),
  (chain, random) => chain.time.setNext(chain.head.timestampSec + BigInt(1 + random(99))),
  (chain, random) => chain.time.setInterval(random(2) === 0 ? undefined : 7n),
  (chain, random) => chain.nextBlock.setBaseFeePerGas(BigInt(random(1000) * 1_000_000)),
  (chain, random) => chain.nextBlock.setPrevRandao(word(BigInt(random(1000)))),
  (chain, random) => chain.nextBlock.setCoinbase(new Uint8Array(20).fill(random(200))),
  (chain, random) => chain.nextBlock.setGasLimit(30_000_000n + BigInt(random(1000))),
  (chain, random) => chain.setChainId(BigInt(31_337 + random(2))),
  (chain, random) => chain.addAccount(word(BigInt(1 + random(9)))),
  (chain) => chain.dropAllTransactions(),
  (chain) => chain.snapshot(),
  (chain) => chain.snapshot(),
  (chain, random) => chain.revert(BigInt(1 + random(6))),
  (chain, random) => chain.rollback(BigInt(random(3))),
  (chain, random) => chain.reorg(BigInt(1 + random(2)), []),
  (chain, random) => (random(12) === 0 ? chain.reset() : Promise.resolve()),
]

/** Does one thing or another to a chain. What the chain refuses does not count. */
export async function actAtRandom(chain: Chain, random: (limit: number) => number): Promise<void> {
  try {
    await actions[random(actions.length)]?.(chain, random)
  } catch (error) {
    if (!isScaffoldError(error) || !error.code.startsWith('CHAIN_')) throw error
  }
}
