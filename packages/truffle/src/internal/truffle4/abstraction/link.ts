import type { AbiEntry } from '@scaffold-evm/compiler'
import type { AbstractionState } from './abstraction-state.js'

/** A deployed library: an abstraction. */
interface Library {
  readonly contractName: string
  readonly address: string
  readonly events: Readonly<Record<string, AbiEntry>>
  isDeployed(): boolean
}

/** Links a library by name and address, a deployed library, or several by name. */
export function linkLibrary(state: AbstractionState, library: unknown, address?: string): void {
  if (typeof library === 'function') {
    linkDeployed(state, library as unknown as Library)
    return
  }
  if (typeof library === 'object' && library !== null) {
    for (const [name, place] of Object.entries(library)) linkLibrary(state, name, place)
    return
  }
  state.ensureNetwork().links[String(library)] = String(address)
}

function linkDeployed(state: AbstractionState, library: Library): void {
  if (!library.isDeployed()) throw new Error('Cannot link contract without an address.')
  linkLibrary(state, library.contractName, library.address)
  // Its events come from the contract that uses it.
  Object.assign(state.network.events, library.events)
}
