import type { CompileProfile, SolcSettings } from '../../options.js'
import type { OutputSelection } from '../../standard-json.js'
import { compareVersions } from '../solc/version.js'

/** Which outputs are wanted of every selected file. */
export interface WantedOutputs {
  /** Of the file itself. */
  readonly file: readonly string[]
  /** Of each of its contracts. */
  readonly contract: readonly string[]
}

/** What the outputs of one job depend on. */
export interface OutputContext {
  readonly version: string
  readonly language: 'Solidity' | 'Yul'
  readonly profile: CompileProfile
  readonly withAst: boolean
}

// Everything else (AST, opcodes, gas estimates, IR) makes the output six times larger.
const always = [
  'abi',
  'metadata',
  'evm.bytecode.object',
  'evm.bytecode.sourceMap',
  'evm.bytecode.linkReferences',
  'evm.deployedBytecode.object',
  'evm.deployedBytecode.sourceMap',
  'evm.deployedBytecode.linkReferences',
  'evm.methodIdentifiers',
]
const since: readonly (readonly [version: string, output: string])[] = [
  ['0.5.13', 'storageLayout'],
  ['0.6.5', 'evm.deployedBytecode.immutableReferences'],
  ['0.8.5', 'evm.bytecode.functionDebugData'],
  ['0.8.5', 'evm.deployedBytecode.functionDebugData'],
  ['0.8.27', 'transientStorageLayout'],
]
// Half of a large output; a stack trace gets by without.
const forDebugging: typeof since = [
  ['0.7.0', 'evm.bytecode.generatedSources'],
  ['0.7.0', 'evm.deployedBytecode.generatedSources'],
]
const ofYul = always.filter((output) => output.startsWith('evm.') && !output.includes('method'))

/**
 * The outputs to ask for, as far as that release of solc knows them, and what the configured settings
 * select for all files, e.g. `{"*": {"*": ["irOptimized"]}}`.
 */
export function wantedOutputs(context: OutputContext, settings: SolcSettings): WantedOutputs {
  const { language, version, withAst, profile } = context
  const newer = [...since, ...(profile === 'debug' ? forDebugging : [])]
    .filter(([first]) => compareVersions(version, first) >= 0)
    .map(([, output]) => output)
  const contract = language === 'Yul' ? ofYul : [...always, ...newer]
  const file = language === 'Solidity' && (withAst || profile === 'debug') ? ['ast'] : []
  return {
    file: union(file, configuredOutputs(settings, '')),
    contract: union(contract, configuredOutputs(settings, '*')),
  }
}

function union(own: readonly string[], more: readonly string[]): readonly string[] {
  return [...new Set([...own, ...more])]
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((member) => typeof member === 'string') : []
}

function memberOf(value: unknown, key: string): unknown {
  const isObject = typeof value === 'object' && value !== null
  return isObject ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined
}

function configuredOutputs(settings: SolcSettings, contract: string): readonly string[] {
  return strings(memberOf(memberOf(settings.outputSelection, '*'), contract))
}

/** Selects the wanted outputs for `names`, and none of any other file. */
export function selectOutputs(names: readonly string[], wanted: WantedOutputs): OutputSelection {
  const { file, contract } = wanted
  const selected = file.length === 0 ? { '*': contract } : { '': file, '*': contract }
  return Object.fromEntries(names.map((name) => [name, selected]))
}
