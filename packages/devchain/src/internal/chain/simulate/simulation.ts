import { Account, Address } from '@ethereumjs/util'
import { gasLimitAboveBlockError } from '../../../transaction-errors.js'
import type { WorldState } from '../../state/types.js'
import { least, most } from '../bigint-math.js'
import { BlockBuilder } from '../blocks/block-builder.js'
import type { BlockTools } from '../blocks/list-root.js'
import { overrideState } from '../calls/overrides.js'
import { overridePrecompiles } from '../calls/precompile-overrides.js'
import type { Execution, ExecutionOutcome } from '../execution/execution.js'
import type { Executor } from '../execution/executor.js'
import { traced } from '../execution/traced.js'
import type { Rules } from '../rules.js'
import type { ForkSchedule } from '../schedule/fork-schedule.js'
import { transactionToExecution } from '../transactions/to-execution.js'
import type { ChainBlock, ChainTransaction, TransactionRequest } from '../types.js'
import { assertExecutable, exhaustedNonce, isFree } from './assert-executable.js'
import { type PlannedBlock, planBlocks } from './plan-blocks.js'
import { simulatedTemplate } from './simulated-template.js'
import { simulatedTransaction } from './simulated-transaction.js'
import { TransferRecorder } from './transfer-recorder.js'
import type { SimulatedBlock, SimulatedCall, SimulatedLog, SimulationRequest } from './types.js'

/** Gas that all calls of a simulation can use together. */
const mostGas = 50_000_000n

/** What a {@link Simulation} runs on. */
export interface SimulationParts {
  readonly base: ChainBlock
  /** Of the base, and the simulation's own from here on. */
  readonly state: WorldState
  readonly schedule: ForkSchedule
  readonly tools: BlockTools
  readonly allowUnlimitedContractSize: boolean
  /** Makes what runs by other rules. `blockHash` knows the blocks after the base. */
  readonly createExecutor: (
    state: WorldState,
    rules: Rules,
    blockHash: (number: bigint) => Uint8Array | undefined,
  ) => Executor
}

/** Blocks that could follow a block of the chain, made one after the other. Used once. */
export class Simulation {
  readonly #parts: SimulationParts
  readonly #options: Omit<SimulationRequest, 'blocks'>
  readonly #blocks: SimulatedBlock[] = []
  #executor: Executor | undefined
  #gasLeft = mostGas
  /** Of the block that is made. */
  #logCount = 0

  constructor(parts: SimulationParts, options: Omit<SimulationRequest, 'blocks'>) {
    this.#parts = parts
    this.#options = options
  }

  /** @throws the `CHAIN_` error of the first block or call that is impossible */
  async run(blocks: SimulationRequest['blocks']): Promise<readonly SimulatedBlock[]> {
    for (const block of planBlocks(blocks, this.#parts.base)) await this.#simulateBlock(block)
    return this.#blocks
  }

  get #parent(): ChainBlock {
    return this.#blocks.at(-1)?.block ?? this.#parts.base
  }

  get #isValidated(): boolean {
    return this.#options.isValidated ?? false
  }

  async #simulateBlock(planned: PlannedBlock): Promise<void> {
    const executor = this.#executorFor(planned)
    const { rules } = executor
    const template = simulatedTemplate(planned, this.#parent, {
      rules,
      isValidated: this.#isValidated,
    })
    const restorePrecompiles = overridePrecompiles(executor, planned.stateOverrides)
    await overrideState(executor.state, planned.stateOverrides)
    const builder = new BlockBuilder(executor, template, this.#parts.tools)
    await builder.open()
    this.#logCount = 0
    const calls: SimulatedCall[] = []
    for (const call of planned.calls) calls.push(await this.#simulateCall(call, builder, executor))
    this.#blocks.push({ block: await builder.finish(), calls })
    restorePrecompiles()
  }

  async #simulateCall(
    request: TransactionRequest,
    builder: BlockBuilder,
    executor: Executor,
  ): Promise<SimulatedCall> {
    const { rules, state } = executor
    const { tools, allowUnlimitedContractSize } = this.#parts
    const gasLimit = request.gasLimit ?? builder.gasLeft
    if (gasLimit > builder.gasLeft) throw gasLimitAboveBlockError(gasLimit, builder.gasLeft)
    const sender = await state.getAccount(new Address(request.from ?? new Uint8Array(20)))
    const { nonce, balance } = sender ?? new Account()
    const transaction = simulatedTransaction(
      request,
      { nonce: request.nonce ?? nonce, gasLimit: least(gasLimit, this.#gasLeft) },
      { rules, crypto: tools.crypto },
    )
    assertExecutable(
      transaction.tx,
      { nonce, balance },
      { rules, fees: builder.template, isValidated: this.#isValidated, allowUnlimitedContractSize },
    )
    const execution = this.#execution(transaction, builder)
    const { outcome, logs } = await this.#execute(executor, () =>
      builder.add(transaction, execution),
    )
    if (nonce === exhaustedNonce) await restartNonce(state, transaction.sender)
    this.#gasLeft -= outcome.gasUsed
    return {
      haltReason: outcome.haltReason,
      returnData: outcome.returnData,
      gasUsed: outcome.gasUsed,
      mostGasUsed: most(outcome.gasSpent, execution.floorGas),
      logs,
    }
  }

  /** Who offers nothing pays nothing, unless he has to be able to. */
  #execution(transaction: ChainTransaction, { template }: BlockBuilder): Execution {
    const execution = transactionToExecution(transaction, template.rules, template)
    if (this.#isValidated || !isFree(transaction.tx)) return execution
    return { ...execution, gasPrice: 0n, tipPerGas: 0n }
  }

  async #execute(
    executor: Executor,
    action: () => Promise<ExecutionOutcome>,
  ): Promise<{ outcome: ExecutionOutcome; logs: readonly SimulatedLog[] }> {
    const firstIndex = this.#logCount
    if (this.#options.logTransfers === true) {
      const recorder = new TransferRecorder(firstIndex)
      const outcome = await traced(executor, recorder, action)
      this.#logCount = recorder.nextIndex
      return { outcome, logs: recorder.logs }
    }
    const outcome = await action()
    this.#logCount += outcome.logs.length
    const logs = outcome.logs.map(([address, topics, data], position) => ({
      address,
      topics,
      data,
      index: firstIndex + position,
    }))
    return { outcome, logs }
  }

  #executorFor({ timestampSec }: PlannedBlock): Executor {
    const { state, schedule, createExecutor } = this.#parts
    const rules = schedule.rulesAfter(this.#parent, () => timestampSec)
    if (this.#executor?.rules !== rules) {
      this.#executor = createExecutor(state, rules, (wanted) => this.#blockHash(wanted))
    }
    return this.#executor
  }

  #blockHash(number: bigint): Uint8Array | undefined {
    const { base } = this.#parts
    if (number === base.number) return base.hash
    return this.#blocks.find(({ block }) => block.number === number)?.block.hash
  }
}

/** Of an account whose nonce was the highest: without validation nonces begin again, as in geth. */
async function restartNonce(state: WorldState, sender: Uint8Array): Promise<void> {
  const address = new Address(sender)
  const account = (await state.getAccount(address)) ?? new Account()
  account.nonce = 0n
  await state.putAccount(address, account)
}
