import type { CompiledContract } from './compiled-contract.js'
import type { FunctionFrame } from './function-frame.js'
import { LegacyLayout } from './internal/locals/legacy-layout.js'
import { SourceOnly } from './internal/locals/source-only.js'
import { parseSolcVersion } from './internal/solc-version.js'
import { stateVariables } from './internal/storage/state-variables.js'
import type { Moment } from './moment.js'
import type { Variable } from './variable.js'
import type { VariableStrategy } from './variable-strategy.js'

/** The variables that can be named at some step, the outer ones first. Of two with the same name the last is meant. */
export interface VariablesAt {
  /** Parameters, return values and local variables of the function, and of its modifier that runs. */
  readonly locals: readonly Variable[]
  /** State variables of the contract, immutables and constants; the structs of its namespaces. */
  readonly state: readonly Variable[]
}

/** What can be named where `frame` is. Nothing is read before a `ValueReader` reads it. */
export function variablesAt(moment: Moment, frame: FunctionFrame): VariablesAt {
  return { locals: localsAt(moment, frame), state: stateVariablesAt(moment) }
}

/** The variables of the function where it is, and of the modifier of it that runs. */
export function localsAt(moment: Moment, frame: FunctionFrame): readonly Variable[] {
  return strategyFor(moment.contract).locals(moment, frame)
}

/** The variables of the contract whose code runs, and of those that it inherits from. */
export function stateVariablesAt({
  recording,
  frame,
  contract,
  keccak256,
}: Moment): readonly Variable[] {
  const kind = recording.frames[frame]?.kind
  const isCreation = kind === 'CREATE' || kind === 'CREATE2'
  return stateVariables({ contract, isCreation, keccak256 })
}

/** How the variables of a contract's functions are found. */
export function strategyFor({ sources }: CompiledContract): VariableStrategy {
  const { viaIR, optimizer } = sources.settings
  const isOptimized = Reflect.get(Object(optimizer), 'enabled') === true
  const [major, minor] = parseSolcVersion(sources.solcVersion)
  const isKnown = major > 0 || minor >= 5
  return viaIR === true || isOptimized || !isKnown ? new SourceOnly() : new LegacyLayout()
}
