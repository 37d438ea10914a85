import type { Artifact } from '@scaffold-evm/compiler'
import type { MeteredCall, MeteredExecution } from '@scaffold-evm/devchain'
import { type ContractGas, compareContracts, type DeploymentGas } from './gas-report.js'
import { calleeOf, type MeteredTree } from './internal/gas/metered-callee.js'
import { CodeMatcher } from './internal/match-code.js'

/** What gas is sorted by. */
export interface GasCollectorOptions {
  /** The contracts as they are deployed. */
  readonly artifacts: readonly Artifact[]
  /** Signatures of a contract's functions by selector (hexadecimal digits without `0x`). */
  readonly functionsOf: (artifact: Artifact) => ReadonlyMap<string, string>
  /** Whether a contract is in the report. */
  readonly isIncluded: (artifact: Artifact) => boolean
  /** Whether calls count that are no transactions. @default false */
  readonly countsCalls?: boolean | undefined
}

interface Samples {
  readonly transactions: number[]
  readonly inner: number[]
}

interface Collected {
  readonly artifact: Artifact
  readonly proxies: Set<string>
  readonly deployment: Samples
  sizeBytes: number
  initSizeBytes: number
  readonly functions: Map<string, Samples>
}

/** Sums up what calls took, by contract and function. What a proxy passes on counts for the contract behind it. */
export class GasCollector {
  readonly #options: GasCollectorOptions
  readonly #matcher: CodeMatcher
  readonly #contracts = new Map<Artifact, Collected>()
  readonly #functions = new Map<Artifact, ReadonlyMap<string, string>>()

  constructor(options: GasCollectorOptions) {
    this.#options = options
    this.#matcher = new CodeMatcher(options.artifacts)
  }

  add({ calls, gasUsed, isTransaction }: MeteredExecution): void {
    if (!isTransaction && this.#options.countsCalls !== true) return
    const tree = this.#treeOf(calls)
    const passedOn = new Set<number>()
    const undone = new Set<number>()
    for (const [index, call] of calls.entries()) {
      if (call.haltReason !== undefined || undone.has(call.parent)) undone.add(index)
      if (passedOn.has(index) || undone.has(index) || call.isPrecompile) continue
      const gas = Number(index === 0 ? gasUsed : call.gasUsed)
      const kind = index === 0 ? 'transactions' : 'inner'
      if (call.kind === 'CREATE' || call.kind === 'CREATE2') this.#addCreation(call, kind, gas)
      else for (const one of this.#addCall(tree, index, { kind, gas })) passedOn.add(one)
    }
  }

  /** All contracts of which something ran, in the order of their names. */
  finish(): readonly ContractGas[] {
    return [...this.#contracts.values()].map(toContractGas).sort(compareContracts)
  }

  #treeOf(calls: readonly MeteredCall[]): MeteredTree {
    return {
      calls,
      artifactOf: ({ code }) => this.#matcher.runtime(code),
      functionsOf: (artifact) => this.#functionsOf(artifact),
    }
  }

  #addCreation(call: MeteredCall, kind: keyof Samples, gas: number): void {
    const artifact = this.#matcher.creation(call.code)
    if (artifact === undefined || !this.#options.isIncluded(artifact)) return
    const collected = this.#of(artifact)
    collected.deployment[kind].push(gas)
    collected.sizeBytes = Math.max(collected.sizeBytes, call.returnData.length)
    collected.initSizeBytes = Math.max(collected.initSizeBytes, call.code.length)
  }

  /** Gives the calls that passed this one on, which do not count again. */
  #addCall(
    tree: MeteredTree,
    index: number,
    { kind, gas }: { readonly kind: keyof Samples; readonly gas: number },
  ): readonly number[] {
    const callee = calleeOf(tree, index)
    if (callee === undefined) return []
    const { artifact, signature, proxies, passedTo } = callee
    if (!this.#options.isIncluded(artifact)) return passedTo
    const collected = this.#of(artifact)
    for (const proxy of proxies) collected.proxies.add(proxy)
    const samples = collected.functions.get(signature) ?? { transactions: [], inner: [] }
    samples[kind].push(gas)
    collected.functions.set(signature, samples)
    return passedTo
  }

  #functionsOf(artifact: Artifact): ReadonlyMap<string, string> {
    const known = this.#functions.get(artifact)
    if (known !== undefined) return known
    const functions = this.#options.functionsOf(artifact)
    this.#functions.set(artifact, functions)
    return functions
  }

  #of(artifact: Artifact): Collected {
    const known = this.#contracts.get(artifact)
    if (known !== undefined) return known
    const collected = {
      artifact,
      proxies: new Set<string>(),
      deployment: { transactions: [], inner: [] },
      sizeBytes: 0,
      initSizeBytes: 0,
      functions: new Map<string, Samples>(),
    }
    this.#contracts.set(artifact, collected)
    return collected
  }
}

function toContractGas(collected: Collected): ContractGas {
  const { artifact, proxies, functions, sizeBytes, initSizeBytes } = collected
  const deployment: DeploymentGas = { ...collected.deployment, sizeBytes, initSizeBytes }
  return {
    sourceName: artifact.sourceName,
    contractName: artifact.contractName,
    proxies: [...proxies].sort(),
    deployment,
    functions: [...functions]
      .map(([signature, samples]) => ({ signature, ...samples }))
      .sort((a, b) => (a.signature < b.signature ? -1 : 1)),
  }
}
