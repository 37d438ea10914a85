import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { ContextWords } from './context-words.js'
import type { EngineExports, EngineImports } from './engine-exports.js'
import { EngineMemory } from './engine-memory.js'
import { type RuleBlock, writeRuleBlock } from './rule-block.js'

let compiled: Promise<WebAssembly.Module> | undefined

/** The engine's code, compiled once in a process: what V8 optimizes of it is optimized for all. */
function loadModule(): Promise<WebAssembly.Module> {
  compiled ??= readFile(fileURLToPath(import.meta.resolve('#engine.wasm'))).then((bytes) =>
    WebAssembly.compile(bytes),
  )
  return compiled
}

const mostKeptBytes = 160 * 2 ** 20

interface MachineInstance {
  readonly exports: EngineExports
  readonly memory: EngineMemory
  readonly context: ContextWords
}

/** Whoever answers the questions of the engine while it runs. */
export type MachineHost = EngineImports

/** Who answers before anybody runs anything: never asked. */
const nobody: MachineHost = {
  loadAccount: () => 0,
  loadCode: () => undefined,
  codeSize: () => 0,
  loadSlot: () => 0,
  hasStorage: () => 0,
  loadBlockHash: () => 0,
  runPrecompile: () => -1n,
  tellConsole: () => undefined,
  tellStep: () => undefined,
  tellMessage: () => undefined,
  tellMessageEnd: () => undefined,
  tellSelfdestruct: () => undefined,
  tellLog: () => undefined,
}

/**
 * One instance of the WebAssembly engine with its memory. Executions on it are synchronous, so the engines of a chain
 * share one, each taking it as it comes. About a megabyte.
 */
export class Machine {
  readonly #module: WebAssembly.Module
  #instance: MachineInstance
  #host: MachineHost = nobody
  #rules: RuleBlock | undefined

  constructor(module: WebAssembly.Module) {
    this.#module = module
    this.#instance = this.#instantiate()
  }

  get exports(): EngineExports {
    return this.#instance.exports
  }

  get memory(): EngineMemory {
    return this.#instance.memory
  }

  get context(): ContextWords {
    return this.#instance.context
  }

  /** Begins an execution that `host` answers for. */
  take(host: MachineHost, rules: RuleBlock): void {
    this.#host = host
    // Memory never shrinks, so what an execution out of the ordinary took is given back with the instance.
    if (this.memory.sizeBytes > mostKeptBytes) this.discard()
    if (rules === this.#rules) return
    writeRuleBlock(rules, this.exports, this.memory)
    this.#rules = rules
  }

  /** Begins anew with another instance. */
  discard(): void {
    this.#instance = this.#instantiate()
    this.#rules = undefined
  }

  #instantiate(): MachineInstance {
    const instance = new WebAssembly.Instance(this.#module, { host: this.#imports() })
    const exports = engineExports(instance)
    const memory = new EngineMemory(exports)
    return { exports, memory, context: new ContextWords(exports, memory) }
  }

  #imports(): EngineImports & WebAssembly.ModuleImports {
    return {
      loadAccount: (account) => this.#host.loadAccount(account),
      loadCode: (handle, out) => this.#host.loadCode(handle, out),
      codeSize: (handle) => this.#host.codeSize(handle),
      loadSlot: (account) => this.#host.loadSlot(account),
      hasStorage: (handle) => this.#host.hasStorage(handle),
      loadBlockHash: (number, out) => this.#host.loadBlockHash(number, out),
      runPrecompile: (number, input, sizeBytes, gas) =>
        this.#host.runPrecompile(number, input, sizeBytes, gas),
      tellConsole: (input, sizeBytes) => this.#host.tellConsole(input, sizeBytes),
      tellStep: () => this.#host.tellStep(),
      tellMessage: (message) => this.#host.tellMessage(message),
      tellMessageEnd: (halt, gasUsed) => this.#host.tellMessageEnd(halt, gasUsed),
      tellSelfdestruct: (account, beneficiary, balance) =>
        this.#host.tellSelfdestruct(account, beneficiary, balance),
      tellLog: (log) => this.#host.tellLog(log),
    }
  }
}

/** What the instance exports is what `assembly/index.ts` says: nothing else is ever loaded. */
function engineExports({ exports }: WebAssembly.Instance): EngineExports {
  return exports as unknown as EngineExports
}

/** A machine of its own. Costs a few milliseconds the first time in a process. */
export async function createMachine(): Promise<Machine> {
  return new Machine(await loadModule())
}
