import type { Log } from '@ethereumjs/evm'
import { executionTooLargeError } from '../../../../errors/chain.js'
import { least } from '../../bigint-math.js'
import type { Rules } from '../../rules.js'
import type { TraceHandler } from '../../tracing/trace-handler.js'
import type { Engine, EngineMessage, EngineResult, PrecompileChange } from '../engine.js'
import type { ExecutorOptions } from '../executor.js'
import type { ExecutionListeners } from '../listeners.js'
import { ReferenceEngine } from '../reference/reference-engine.js'
import { AccessReport } from './access-report.js'
import type { Pointer } from './engine-exports.js'
import { EngineHost } from './engine-host.js'
import { haltCodes, haltReason, runStates } from './halts.js'
import { readLogs } from './logs.js'
import type { Machine } from './machine.js'
import { accountFields, accountFlags, frameFields } from './records.js'
import { type RuleSet, ruleSetOf } from './rule-set.js'

/** The engine counts gas in signed 64-bit numbers. */
const mostGas = 2n ** 63n - 1n

/** How far an attempt to run a message came. */
type Attempt = 'finished' | 'waiting' | 'declined'

/** The engine in WebAssembly, on the state of one executor. */
export class FastEngine implements Engine {
  readonly name = 'fast'
  listeners: ExecutionListeners | undefined
  traceHandler: TraceHandler | undefined
  precompileChanges: readonly PrecompileChange[] = []
  readonly #machine: Machine
  readonly #rules: Rules
  readonly #ruleSet: RuleSet
  readonly #host: EngineHost
  readonly #options: ExecutorOptions

  constructor(options: ExecutorOptions) {
    const { machine, rules, allowUnlimitedContractSize } = options
    this.#options = options
    this.#machine = machine
    this.#rules = rules
    this.#ruleSet = ruleSetOf(rules, allowUnlimitedContractSize)
    this.#host = new EngineHost(machine, this.#ruleSet.precompiles, options)
  }

  get precompiles(): ReadonlySet<number> {
    return this.#ruleSet.precompileNumbers
  }

  run(message: EngineMessage): EngineResult | Promise<EngineResult> {
    // Whoever listens must not be told of an attempt that is given up: a silent one comes first.
    const attempt = this.#attempt(message, undefined)
    if (attempt === 'waiting') return this.#waitAndRun(message)
    return attempt === 'declined' ? this.#runElsewhere(message) : this.#finish(message)
  }

  /** Waits for what was missing, then begins again: deterministic, and with more at hand each time. */
  async #waitAndRun(message: EngineMessage): Promise<EngineResult> {
    for (;;) {
      await this.#host.fetchMissing()
      const attempt = this.#attempt(message, undefined)
      if (attempt === 'declined') return this.#runElsewhere(message)
      if (attempt === 'finished') return this.#finish(message)
    }
  }

  /** What needs more memory than the engine has, ethereumjs can still run if the process has it. */
  async #runElsewhere(message: EngineMessage): Promise<EngineResult> {
    const reference = new ReferenceEngine(this.#options)
    reference.listeners = this.listeners
    reference.traceHandler = this.traceHandler
    reference.precompileChanges = this.precompileChanges
    try {
      return await reference.run(message)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      throw executionTooLargeError(error)
    }
  }

  #attempt(message: EngineMessage, traceHandler: TraceHandler | undefined): Attempt {
    this.#machine.take(this.#host, this.#ruleSet.block)
    const { exports, memory, context } = this.#machine
    const { data } = message
    const input = exports.begin(data.length)
    memory.bytes.set(data, input)
    this.#host.begin(traceHandler, this.listeners)
    context.write(message, this.#rules)
    this.#warm(message)
    this.#changePrecompiles()
    memory.setWord(exports.outermost() + frameFields.value, message.valueWei)
    return this.#start(message)
  }

  #start(message: EngineMessage): Attempt {
    const { exports } = this.#machine
    const { to, data, gasLimit } = message
    const caller = this.#record(message.caller)
    const gas = least(gasLimit, mostGas)
    try {
      const state =
        to === undefined
          ? exports.create(caller, this.#creationNonce(message), data.length, gas)
          : exports.call(caller, this.#record(to), data.length, gas)
      if (state === runStates.suspended) return 'waiting'
      return exports.isDeclined() === 0 ? 'finished' : 'declined'
    } catch (error) {
      // Linear memory ends at 2 GB.
      if (!(error instanceof WebAssembly.RuntimeError)) throw error
      this.#machine.discard()
      return 'declined'
    }
  }

  /** The record of an account. */
  #record(address: Uint8Array): Pointer {
    const { exports, memory } = this.#machine
    const place = exports.scratch()
    memory.bytes.set(address, place)
    return exports.accountOfBytes(place)
  }

  #warm({ warmAddresses, accessList }: EngineMessage): void {
    const { exports, memory } = this.#machine
    for (const address of warmAddresses) exports.keepWarm(this.#record(address))
    for (const [address, slots] of accessList) {
      const account = this.#record(address)
      exports.keepWarm(account)
      const place = exports.scratch()
      for (const slot of slots) {
        memory.setShortWord(place, slot)
        exports.warmSlot(account, place)
      }
    }
  }

  #changePrecompiles(): void {
    const { memory } = this.#machine
    for (const { address, number } of this.precompileChanges) {
      const place = this.#record(address) + accountFields.precompile
      memory.view.setUint32(place, number === undefined ? 0 : number + 1, true)
    }
  }

  #creationNonce({ caller }: EngineMessage): bigint {
    const nonce = this.#options.state.overlay.account(caller)?.data?.nonce ?? 0n
    return nonce === 0n ? 0n : nonce - 1n
  }

  #finish(message: EngineMessage): EngineResult {
    if (this.traceHandler !== undefined) this.#attempt(message, this.traceHandler)
    const { exports, memory } = this.#machine
    const halt = exports.halt()
    const destroyed = this.#host.state.apply(
      (flags) => this.#isDestroyed(flags),
      this.#rules.gteHardfork('spuriousDragon'),
    )
    const logs: Log[] = readLogs(memory, exports.logs(), exports.logCount())
    const result = {
      gasUsed: least(message.gasLimit, mostGas) - exports.gasLeft(),
      gasRefund: exports.refund(),
      hasInnerMessages: exports.messageCount() > 1,
      returnData: memory.slice(exports.returnData(), exports.returnSize()),
      haltReason:
        halt === haltCodes.precompileFailure ? this.#host.precompileFailure : haltReason(halt),
      logs,
      createdAddress:
        message.to === undefined ? memory.address(exports.createdAccount()) : undefined,
      destroyed,
      accessList: message.reportsAccessList
        ? new AccessReport(this.#machine).read(message.accessList)
        : undefined,
    }
    this.#host.tellListeners(this.listeners)
    return result
  }

  /** EIP-6780: since Cancun only what was created in the same transaction. */
  #isDestroyed(flags: number): boolean {
    if ((flags & accountFlags.destroyed) === 0) return false
    return (flags & accountFlags.created) !== 0 || !this.#rules.isActivatedEIP(6780)
  }
}
