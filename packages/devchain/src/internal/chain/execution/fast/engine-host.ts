import type { TraceHandler } from '../../tracing/trace-handler.js'
import type { BlockHashSource, ExecutorOptions } from '../executor.js'
import type { ExecutionListeners } from '../listeners.js'
import type { EngineImports, Pointer } from './engine-exports.js'
import { addCounts } from './instruction-counts.js'
import type { Machine } from './machine.js'
import { PrecompileHost } from './precompile-host.js'
import type { Precompiles } from './precompiles.js'
import { StateBridge } from './state-bridge.js'
import { TraceTeller } from './trace-teller.js'

const done = 0
const missing = -2

/** Answers the questions of the engine while a message runs, and gathers what it tells. */
export class EngineHost implements EngineImports {
  readonly state: StateBridge
  readonly #machine: Machine
  readonly #precompiles: PrecompileHost
  readonly #blockHash: BlockHashSource
  readonly #blockHashes = new Map<bigint, Uint8Array>()
  readonly #consoleLines: Uint8Array[] = []
  #teller: TraceTeller | undefined
  #pendingHash: Promise<void> | undefined

  constructor(machine: Machine, precompiles: Precompiles, { state, blockHash }: ExecutorOptions) {
    this.#machine = machine
    this.state = new StateBridge(machine, state.overlay)
    this.#precompiles = new PrecompileHost(precompiles, machine)
    this.#blockHash = blockHash
  }

  get precompileFailure(): string | undefined {
    return this.#precompiles.failure
  }

  /** Before an attempt to run a message. */
  begin(traceHandler: TraceHandler | undefined, listeners: ExecutionListeners | undefined): void {
    this.state.begin()
    this.#precompiles.beginAttempt()
    this.#pendingHash = undefined
    this.#consoleLines.length = 0
    this.#teller =
      traceHandler === undefined
        ? undefined
        : new TraceTeller(this.#machine, traceHandler, this.#precompiles)
    this.#machine.exports.listen(
      traceHandler !== undefined,
      traceHandler?.onStep !== undefined,
      listeners?.counter !== undefined,
      listeners !== undefined,
    )
  }

  /** Waits for what the last attempt stopped for. */
  async fetchMissing(): Promise<void> {
    await (this.#precompiles.pending ?? this.#pendingHash ?? this.state.fetch?.())
  }

  /** Passes on what listeners want to know, now that the message has run, and forgets what was kept for attempts. */
  tellListeners(listeners: ExecutionListeners | undefined): void {
    this.#precompiles.forgetResults()
    if (this.#blockHashes.size > 0) this.#blockHashes.clear()
    if (listeners === undefined) return
    for (const line of this.#consoleLines) listeners.onConsole(line)
    if (listeners.counter !== undefined) addCounts(this.#machine, listeners.counter)
  }

  loadAccount(account: Pointer): number {
    return this.state.loadAccount(account)
  }

  loadCode(handle: number, out: Pointer): void {
    this.state.loadCode(handle, out)
  }

  codeSize(handle: number): number {
    return this.state.codeSize(handle)
  }

  loadSlot(account: number): number {
    return this.state.loadSlot(account)
  }

  hasStorage(handle: number): number {
    return this.state.hasStorage(handle)
  }

  loadBlockHash(number: bigint, out: Pointer): number {
    const hash = this.#blockHashes.get(number) ?? this.#blockHash(number)
    if (hash instanceof Uint8Array) {
      this.#machine.memory.bytes.set(hash, out)
      return done
    }
    this.#pendingHash = hash.then((found) => {
      this.#blockHashes.set(number, found)
    })
    return missing
  }

  runPrecompile(number: number, input: Pointer, sizeBytes: number, gas: bigint): bigint {
    return this.#precompiles.run(number, input, sizeBytes, gas)
  }

  tellConsole(input: Pointer, sizeBytes: number): void {
    this.#consoleLines.push(this.#machine.memory.slice(input, sizeBytes))
  }

  tellStep(): void {
    this.#teller?.tellStep()
  }

  tellMessage(message: Pointer): void {
    this.#teller?.tellMessage(message)
  }

  tellMessageEnd(halt: number, gasUsed: bigint): void {
    this.#teller?.tellMessageEnd(halt, gasUsed)
  }

  tellSelfdestruct(account: Pointer, beneficiary: Pointer, balance: Pointer): void {
    this.#teller?.tellSelfdestruct(account, beneficiary, balance)
  }

  tellLog(log: Pointer): void {
    this.#teller?.tellLog(log)
  }
}
