import type { WorldState } from '../../state/types.js'
import { BlockBuilder } from '../blocks/block-builder.js'
import type { ChainBlock } from '../blocks/chain-block.js'
import type { BlockTools } from '../blocks/list-root.js'
import { overrideState } from '../calls/overrides.js'
import { overridePrecompiles } from '../calls/precompile-overrides.js'
import type { Executor } from '../execution/executor.js'
import type { Rules } from '../rules.js'
import type { ForkSchedule } from '../schedule/fork-schedule.js'
import { CallRunner, type GasBudget } from './call-runner.js'
import { type PlannedBlock, planBlocks } from './plan-blocks.js'
import { simulatedTemplate } from './simulated-template.js'
import type { SimulatedBlock, SimulatedCall, SimulationRequest } from './types.js'

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
  readonly #budget: GasBudget = { left: mostGas }
  #executor: Executor | undefined

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

  async #simulateBlock(planned: PlannedBlock): Promise<void> {
    const { tools, allowUnlimitedContractSize } = this.#parts
    const executor = this.#executorFor(planned)
    const template = simulatedTemplate(planned, this.#parent, {
      rules: executor.rules,
      isValidated: this.#options.isValidated ?? false,
    })
    const restorePrecompiles = overridePrecompiles(executor, planned.stateOverrides)
    await overrideState(executor.state, planned.stateOverrides)
    const builder = new BlockBuilder(executor, template, tools)
    await builder.open()
    const budget = this.#budget
    const runner = new CallRunner(
      { executor, builder, budget, crypto: tools.crypto, allowUnlimitedContractSize },
      this.#options,
    )
    const calls: SimulatedCall[] = []
    for (const call of planned.calls) calls.push(await runner.run(call))
    this.#blocks.push({ block: await builder.finish(), calls })
    restorePrecompiles()
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
