import { deepEqual } from 'node:assert/strict'
import { EVM, type EVMResult } from '@ethereumjs/evm'
import { Account, Address } from '@ethereumjs/util'
import { bigintToBytes, bytesToHex, hexToBytes } from '@scaffold-evm/common'
import fc from 'fast-check'
import type { EvmBlock } from '../../../../src/internal/chain/execution/evm-block.js'
import { createExecutor } from '../../../../src/internal/chain/execution/executor.js'
import { steppingInterpreter } from '../../../../src/internal/chain/execution/stepping-interpreter.js'
import { findStockInterpreter } from '../../../../src/internal/chain/execution/stock-interpreter.js'
import type { HardforkName } from '../../../../src/internal/chain/hardforks.js'
import { createRules } from '../../../../src/internal/chain/rules.js'
import { type Crypto, loadCrypto } from '../../../../src/internal/crypto.js'
import type { StateSnapshot, WorldState } from '../../../../src/internal/state/types.js'
import { createWorldState } from '../../../../src/internal/state/world-state.js'
import { program } from './programs.js'

const forks: readonly HardforkName[] = [
  ...(['homestead', 'tangerineWhistle', 'spuriousDragon', 'byzantium'] as const),
  ...(['constantinople', 'petersburg', 'istanbul', 'berlin', 'london', 'paris'] as const),
  ...(['shanghai', 'cancun', 'prague', 'osaka'] as const),
]
const caller = new Address(bigintToBytes(0xa11cen, 20))
const first = new Address(bigintToBytes(0xc0den, 20))
const second = new Address(bigintToBytes(0xca11n, 20))
const guard = new Address(bigintToBytes(0x9a4dn, 20))
/** Calls `first` with all its gas in a way that forbids changes, and returns what that returns. */
const guardCode = hexToBytes('0x600060006000600061c0de5afa6000523d600060203e3d6020016000f3')
const block: EvmBlock = {
  header: {
    number: 7n,
    coinbase: new Address(bigintToBytes(0xc01bn, 20)),
    timestamp: 1_700_000_000n,
    difficulty: 3n,
    prevRandao: new Uint8Array(32).fill(0xab),
    gasLimit: 30_000_000n,
    baseFeePerGas: 9n,
    getBlobGasPrice: () => 2n,
  },
}

interface Case {
  readonly code: Uint8Array
  readonly otherCode: Uint8Array
  readonly data: Uint8Array
  readonly isStatic: boolean
  readonly gasLimit: bigint
}

const scenario: fc.Arbitrary<Case> = fc.record({
  code: program,
  otherCode: program,
  data: fc.uint8Array({ maxLength: 80 }),
  isStatic: fc.integer({ min: 0, max: 5 }).map((die) => die === 0),
  gasLimit: fc.constantFrom(100n, 5_000n, 60_000n, 300_000n),
})

/** All that running code shows. */
interface Shown {
  readonly gasUsed: bigint
  readonly gasRefund: bigint
  readonly returned: string
  readonly halted: string | undefined
  readonly logs: readonly unknown[]
  readonly destroyed: readonly unknown[]
  readonly created: readonly unknown[]
  readonly root: string
}

/** An EVM with a state of its own, which begins anew for each case. */
interface Subject {
  readonly evm: EVM
  readonly state: WorldState
  readonly empty: StateSnapshot
}

async function prepare({ state, empty }: Subject, { code, otherCode }: Case): Promise<void> {
  state.restore(empty)
  await state.putAccount(caller, new Account(1n, 10n ** 18n))
  for (const [address, bytes] of [
    [first, code],
    [second, otherCode],
    [guard, guardCode],
  ] as const) {
    await state.putAccount(address, new Account(1n, 5n))
    await state.putCode(address, bytes)
    await state.putStorage(address, bigintToBytes(1n, 32), Uint8Array.of(1))
    await state.putStorage(address, bigintToBytes(2n, 32), Uint8Array.of(0x12, 0x34))
  }
  state.seal()
  state.originalStorageCache.clear()
}

async function show(subject: Subject, { data, isStatic, gasLimit }: Case): Promise<Shown> {
  const { evm, state } = subject
  await evm.journal.cleanup()
  for (const digits of evm.precompiles.keys()) evm.journal.addAlwaysWarmAddress(digits)
  const to = isStatic ? guard : first
  const message = { to, caller, data, gasLimit, gasPrice: 11n, block, value: 0n }
  const { execResult } = await evm.runCall({ ...message, skipNonceIncrement: true })
  await evm.journal.cleanup()
  return { ...shown(execResult), root: bytesToHex(state.seal().root) }
}

function shown(result: EVMResult['execResult']): Omit<Shown, 'root'> {
  return {
    gasUsed: result.executionGasUsed,
    gasRefund: result.gasRefund ?? 0n,
    returned: bytesToHex(result.returnValue),
    // ethereumjs appends the place of a wrong jump.
    halted: result.exceptionError?.error.replace(/ at .*$/, ''),
    logs: (result.logs ?? []).map(([address, topics, data]) =>
      [address, ...topics, data].map(bytesToHex),
    ),
    destroyed: [...(result.selfdestruct ?? [])],
    created: [...(result.createdAddresses ?? [])],
  }
}

async function createSubjects(hardfork: HardforkName, crypto: Crypto): Promise<[Subject, Subject]> {
  const { customCrypto } = crypto
  const rules = createRules({ hardfork, chainId: 31337n, customCrypto })
  const ourState = createWorldState({ crypto })
  const stockState = createWorldState({ crypto })
  const Stock = await findStockInterpreter(rules, createWorldState({ crypto }))
  const { evm } = createExecutor({
    rules,
    state: ourState,
    crypto,
    blockHash: async (number) => bigintToBytes(number, 32),
    allowUnlimitedContractSize: false,
    Interpreter: steppingInterpreter(Stock),
  })
  const stock = new EVM({ common: rules, stateManager: stockState, blockchain: evm.blockchain })
  return [
    { evm, state: ourState, empty: ourState.seal() },
    { evm: stock, state: stockState, empty: stockState.seal() },
  ]
}

describe('Frame', () => {
  let crypto: Crypto

  before(async () => {
    crypto = await loadCrypto()
  })

  for (const hardfork of forks) {
    it(`runs any code as ethereumjs does under ${hardfork}`, async () => {
      const [ours, stock] = await createSubjects(hardfork, crypto)
      const compare = async (example: Case): Promise<bigint> => {
        await prepare(ours, example)
        await prepare(stock, example)
        const expected = await show(stock, example)
        deepEqual(await show(ours, example), expected)
        return expected.gasUsed
      }
      await fc.assert(
        fc.asyncProperty(scenario, async (example) => {
          const gasUsed = await compare(example)
          if (gasUsed === 0n || gasUsed === example.gasLimit) return
          await compare({ ...example, gasLimit: gasUsed })
          await compare({ ...example, gasLimit: gasUsed - 1n })
        }),
        { numRuns: Number(process.env.SCAFFOLD_FUZZ_RUNS ?? 80) },
      )
    })
  }
})
