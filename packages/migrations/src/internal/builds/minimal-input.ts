import type { BuildInfo, SolcInput } from '@scaffold-evm/compiler'

/** A contract by where it is defined. */
export interface ContractPlace {
  readonly sourceName: string
  readonly contractName: string
}

/** What services compare, and what they show. */
const outputs = ['abi', 'metadata', 'evm.bytecode', 'evm.deployedBytecode', 'evm.methodIdentifiers']

/** `contracts/A.sol:A` as a place. */
export function contractPlace(fullName: string): ContractPlace {
  const at = fullName.lastIndexOf(':')
  return { sourceName: fullName.slice(0, at), contractName: fullName.slice(at + 1) }
}

/**
 * An input that makes the contract and has no source that it can do without. Of code by the IR pipeline all sources stay:
 * there, names that code is ordered by depend on how many sources there are.
 */
export function minimalInput({ input, output }: BuildInfo, place: ContractPlace): SolcInput {
  const metadata = output.contracts?.[place.sourceName]?.[place.contractName]?.metadata
  const names = input.settings['viaIR'] === true ? undefined : sourcesIn(metadata)
  const sources = Object.entries(input.sources).filter(([name]) => names?.has(name) ?? true)
  return {
    language: input.language,
    sources: Object.fromEntries(sources),
    settings: { ...input.settings, outputSelection: selectAll() },
  }
}

/** Everything that services ask for, of all contracts. */
export function selectAll(): SolcInput['settings']['outputSelection'] {
  return { '*': { '*': outputs } }
}

/** Undefined without metadata, as of Yul. */
function sourcesIn(metadata: string | undefined): ReadonlySet<string> | undefined {
  if (metadata === undefined || metadata === '') return undefined
  const { sources }: { readonly sources?: object } = JSON.parse(metadata)
  return sources === undefined ? undefined : new Set(Object.keys(sources))
}
