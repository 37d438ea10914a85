import { intrinsicGasError } from '../../../errors/transaction.js'
import type { Crypto } from '../../crypto.js'
import { least, most } from '../bigint-math.js'
import { headerToEvmBlock } from '../blocks/block-template.js'
import type { ChainBlock } from '../blocks/chain-block.js'
import { isPrecompile } from '../execution/engine.js'
import type { ExecutionOutcome } from '../execution/execution.js'
import type { Executor } from '../execution/executor.js'
import type { ExecutionListeners } from '../execution/listeners.js'
import type { ReaderSite, Readers } from '../execution/readers.js'
import type { RunOptions } from '../execution/run-execution.js'
import { traced } from '../execution/traced.js'
import { baseFeeOf } from '../tracing/base-fee.js'
import { assertFieldsSupported } from '../transactions/fields.js'
import { mostGas as mostGasOf } from '../transactions/prepare.js'
import type { AccessListEntry, TransactionRequest } from '../transactions/transaction-request.js'
import { isSameSize, touchedAccessList } from './access-list.js'
import type { BlockOverrides, CallBundle, CallOptions, CallResult } from './call.js'
import { type CallPlan, planCall } from './call-execution.js'
import { estimateGas, type RunWithGas } from './estimate-gas.js'
import { estimateLikeGanache } from './ganache-estimate.js'
import { overrideBlock, overrideState } from './overrides.js'
import { overridePrecompiles } from './precompile-overrides.js'
import { outcomeToResult, runCall } from './run-call.js'

/** Where a call runs. */
export interface CallSite extends ReaderSite {
  readonly block: ChainBlock
}

/** What came of a call with the access list that it would need. */
export interface AccessListResult {
  readonly accessList: readonly AccessListEntry[]
  readonly gasUsed: bigint
  readonly result: CallResult
}

/** How often `createAccessList` tries: a list changes what is touched only through gas. */
const mostAccessListRounds = 10

/**
 * Gas that a call may have beyond what a block has: without a bound, one that never ends would hold
 * the chain for ever. What asks for more gets that much, as by geth.
 */
const callGasCap = 500_000_000n

/** Executions that leave no trace on the chain. */
export class CallEngine {
  readonly #readers: Readers
  readonly #crypto: Crypto
  readonly #listeners: ExecutionListeners

  constructor(readers: Readers, crypto: Crypto, listeners: ExecutionListeners) {
    this.#readers = readers
    this.#crypto = crypto
    this.#listeners = listeners
  }

  async call(
    request: TransactionRequest,
    site: CallSite,
    options: CallOptions = {},
  ): Promise<CallResult> {
    assertFieldsSupported(request, site.rules)
    return this.#use(site, options, async (executor) => {
      executor.engine.listeners = this.#listeners
      const meter = this.#listeners.meter?.begin('call')
      const outcome = await this.#run(executor, planOf(request, site, options), { meter })
      executor.engine.listeners = undefined
      return outcomeToResult(outcome)
    })
  }

  /** Runs bundles of calls, each on the state that the one before left. */
  async callMany(
    bundles: readonly CallBundle[],
    site: CallSite,
    options: CallOptions = {},
  ): Promise<readonly (readonly CallResult[])[]> {
    return this.#use(site, options, async (executor) => {
      const results: CallResult[][] = []
      let { number, timestampSec } = site.block
      let inherited: BlockOverrides = {}
      for (const { calls, blockOverrides } of bundles) {
        inherited = { ...inherited, number, timestampSec, ...given(blockOverrides) }
        number = (inherited.number ?? number) + 1n
        timestampSec = (inherited.timestampSec ?? timestampSec) + 1n
        results.push(await this.#callInTurn(calls, site, { executor, blockOverrides: inherited }))
      }
      return results
    })
  }

  async #callInTurn(
    requests: readonly TransactionRequest[],
    site: CallSite,
    options: CallOptions & { readonly executor: Executor },
  ): Promise<CallResult[]> {
    const { executor } = options
    const results: CallResult[] = []
    for (const request of requests) {
      const outcome = await this.#run(executor, planOf(request, site, options))
      results.push(outcomeToResult(outcome))
    }
    return results
  }

  /** @throws `CHAIN_CALL_FAILED` */
  async estimateGas(
    request: TransactionRequest,
    site: CallSite,
    options: CallOptions = {},
  ): Promise<bigint> {
    assertFieldsSupported(request, site.rules)
    return this.#use(site, options, async (executor) => {
      const plan = planOf(request, site, options)
      const { intrinsicGas, floorGas } = plan.execution
      const leastGas = most(intrinsicGas, floorGas)
      const { gasLimit } = plan.execution
      if (gasLimit < leastGas) throw intrinsicGasError(leastGas, gasLimit)
      if (await isPlainTransfer(plan, executor)) {
        await this.#attempt(executor, plan, leastGas)
        return leastGas
      }
      const mostGas = mostGasOf(least(gasLimit, plan.block.header.gasLimit), executor.rules)
      const run: RunWithGas = (gas) => this.#attempt(executor, plan, gas)
      const estimation = { run, leastGas, mostGas }
      if (options.estimateRule !== 'ganache') return estimateGas(estimation)
      return estimateLikeGanache({
        ...estimation,
        runWatched: (gas, handler) => traced(executor, handler, () => run(gas)),
        baseFee: (op) => baseFeeOf(op, executor.rules),
      })
    })
  }

  async createAccessList(
    request: TransactionRequest,
    site: CallSite,
    options: CallOptions = {},
  ): Promise<AccessListResult> {
    return this.#use(site, options, async (executor) => {
      let accessList = request.accessList ?? []
      for (let round = 1; ; round++) {
        const plan = planOf({ ...request, accessList }, site, options)
        await executor.state.checkpoint()
        const outcome = await this.#run(executor, plan, { reportAccessList: true })
        await executor.state.revert()
        const touched = touchedAccessList(outcome, plan.execution, { executor, block: plan.block })
        if (isSameSize(touched, accessList) || round === mostAccessListRounds) {
          return { accessList: touched, gasUsed: outcome.gasUsed, result: outcomeToResult(outcome) }
        }
        accessList = touched
      }
    })
  }

  /** Runs with another gas limit and takes everything back. */
  async #attempt(executor: Executor, plan: CallPlan, gasLimit: bigint): Promise<ExecutionOutcome> {
    const { overlay } = executor.state
    overlay.checkpoint()
    const outcome = await this.#run(executor, withGasLimit(plan, gasLimit))
    overlay.revert()
    return outcome
  }

  #run(
    executor: Executor,
    plan: CallPlan,
    options: Pick<RunOptions, 'reportAccessList' | 'meter'> = {},
  ): Promise<ExecutionOutcome> {
    return runCall(executor, plan, { ...options, crypto: this.#crypto })
  }

  #use<T>(
    site: CallSite,
    { stateOverrides = [] }: CallOptions,
    action: (executor: Executor) => Promise<T>,
  ): Promise<T> {
    return this.#readers.use(site, async (executor) => {
      if (stateOverrides.length === 0) return action(executor)
      const restorePrecompiles = overridePrecompiles(executor, stateOverrides)
      await overrideState(executor.state, stateOverrides)
      const result = await action(executor)
      restorePrecompiles()
      return result
    })
  }
}

/** How `request` runs in the block of its site, as overridden. @throws `CHAIN_TRANSACTION_INVALID` */
export function planOf(
  request: TransactionRequest,
  { block, rules }: Pick<CallSite, 'block' | 'rules'>,
  { blockOverrides }: CallOptions,
): CallPlan {
  const own = headerToEvmBlock(block.header, rules)
  const seen = blockOverrides === undefined ? own : overrideBlock(own, blockOverrides)
  const planned = planCall(request, seen, rules)
  const plan = blockOverrides?.unpaidBaseFee === 'shown' ? { ...planned, block: seen } : planned
  const cap = most(own.header.gasLimit, callGasCap)
  return plan.execution.gasLimit > cap ? withGasLimit(plan, cap) : plan
}

/** What of the overrides is there. */
function given(overrides: BlockOverrides): BlockOverrides {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined))
}

function withGasLimit(plan: CallPlan, gasLimit: bigint): CallPlan {
  return { ...plan, execution: { ...plan.execution, gasLimit } }
}

/** Whether nothing runs: then the cost is known. */
async function isPlainTransfer(
  { execution }: CallPlan,
  { state, engine }: Executor,
): Promise<boolean> {
  const { to, data } = execution
  if (to === undefined || data.length > 0 || execution.authorizations.length > 0) return false
  if (isPrecompile(engine, to.bytes)) return false
  return (await state.getCodeSize(to)) === 0
}
