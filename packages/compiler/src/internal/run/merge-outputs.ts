import type { SolcContract, SolcContracts, SolcError, SolcOutput } from '../../standard-json.js'

/**
 * The outputs of the parts of one job as if it had run in one piece: equal sources went into each, so
 * ids and indices agree, and errors that several parts found are kept once. Pure.
 */
export function mergeOutputs(outputs: readonly SolcOutput[]): SolcOutput {
  const [first, ...others] = outputs
  if (first === undefined || others.length === 0) return first ?? {}
  const errors = uniqueErrors(outputs.flatMap((output) => output.errors ?? []))
  return {
    ...(errors.length > 0 ? { errors } : {}),
    sources: mergeSources(outputs),
    contracts: mergeContracts(outputs),
  }
}

function uniqueErrors(errors: readonly SolcError[]): readonly SolcError[] {
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()]
}

type Sources = NonNullable<SolcOutput['sources']>

function mergeSources(outputs: readonly SolcOutput[]): Sources {
  const merged: Record<string, Sources[string]> = {}
  for (const { sources = {} } of outputs) {
    for (const [name, source] of Object.entries(sources)) {
      merged[name] = { ...merged[name], ...source }
    }
  }
  return merged
}

function mergeContracts(outputs: readonly SolcOutput[]): SolcContracts {
  const all = outputs
    .flatMap(({ contracts = {} }) => Object.entries(contracts))
    .filter(([, contracts]) => Object.values(contracts).some(isSelected))
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}

/** Releases such as 0.5.0 also name the contracts that are not selected, with nothing in them. */
function isSelected({ evm, ...outputs }: SolcContract): boolean {
  return Object.keys({ ...outputs, ...evm }).length > 0
}
