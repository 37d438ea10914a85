import { Account, Address } from '@ethereumjs/util'
import { type Hex, hexToBytes } from '@scaffold-evm/common'
import type { Executor } from '../../src/internal/chain/execution/executor.js'
import type { HardforkName } from '../../src/internal/chain/hardforks.js'
import { type Crypto, loadCrypto } from '../../src/internal/crypto.js'
import type { StateSnapshot, WorldState } from '../../src/internal/state/types.js'
import { createEngine, type EngineName } from '../engines.js'
import { hardforkOf } from './forks.js'
import { runStateTest } from './run-state-test.js'
import type { AccountVector, StateTest, StateTestCase } from './state-test.js'

interface Bench {
  readonly executor: Executor
  readonly empty: StateSnapshot
  /** The test whose pre-state is at hand. */
  test: StateTest | undefined
  pre: StateSnapshot
}

/** Runs official state tests on one engine, with an executor for each fork. */
export class StateTestRunner {
  readonly engine: EngineName
  readonly #crypto: Crypto
  readonly #benches = new Map<HardforkName, Bench>()

  constructor(engine: EngineName, crypto: Crypto) {
    this.engine = engine
    this.#crypto = crypto
  }

  /** What is wrong with the result; undefined when it is right. */
  async run(example: StateTestCase): Promise<string | undefined> {
    const hardfork = hardforkOf(example.fork)
    if (hardfork === undefined) return `no rules for ${example.fork}`
    try {
      const bench = await this.#bench(hardfork)
      await prepare(bench, example.test)
      return await runStateTest(bench.executor, example, this.#crypto)
    } catch (error) {
      this.#benches.delete(hardfork)
      return `threw ${error instanceof Error ? error.stack : String(error)}`
    }
  }

  async #bench(hardfork: HardforkName): Promise<Bench> {
    const known = this.#benches.get(hardfork)
    if (known !== undefined) return known
    const crypto = this.#crypto
    const executor = await createEngine({
      engine: this.engine,
      hardfork,
      chainId: 1n,
      crypto,
      blockHash: async (number) => crypto.keccak256(Buffer.from(number.toString())),
    })
    const empty = executor.state.seal()
    const bench = { executor, empty, test: undefined, pre: empty }
    this.#benches.set(hardfork, bench)
    return bench
  }
}

export async function createStateTestRunner(engine: EngineName): Promise<StateTestRunner> {
  return new StateTestRunner(engine, await loadCrypto())
}

async function prepare(bench: Bench, test: StateTest): Promise<void> {
  const { state } = bench.executor
  if (bench.test === test) {
    state.restore(bench.pre)
    return
  }
  state.restore(bench.empty)
  for (const [address, account] of Object.entries(test.pre)) {
    await putAccount(state, hexToBytes(address as Hex), account)
  }
  bench.test = test
  bench.pre = state.seal()
  state.originalStorageCache.clear()
}

async function putAccount(
  state: WorldState,
  bytes: Uint8Array,
  { balance, nonce, code, storage }: AccountVector,
): Promise<void> {
  const address = new Address(bytes)
  await state.putAccount(address, new Account(BigInt(nonce), BigInt(balance)))
  if (code !== '0x') await state.putCode(address, hexToBytes(code))
  for (const [slot, value] of Object.entries(storage)) {
    await state.putStorage(address, word(slot), word(value))
  }
}

function word(value: string): Uint8Array {
  return Uint8Array.from(Buffer.from(value.slice(2).padStart(64, '0'), 'hex'))
}
