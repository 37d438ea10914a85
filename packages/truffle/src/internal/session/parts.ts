import { ScaffoldError } from '@scaffold-evm/common'
import type { AbstractionContext, ContractAbstraction } from '../../contract-abstraction.js'
import type { TruffleArtifact } from '../../truffle-artifact.js'

function notThere(name: string): never {
  throw new ScaffoldError({ code: 'TRUFFLE_PART_MISSING', message: `${name} is not there yet` })
}

/** Stands in until the contract part lands. */
export function createAbstraction(
  _artifact: TruffleArtifact,
  _context: AbstractionContext,
): ContractAbstraction {
  return notThere('createAbstraction')
}

/** Stands in until the contract part lands. */
export function loadWeb3(_provider: unknown): unknown {
  return notThere('web3')
}

/** Stands in until the contract part lands. */
export function createInterfaceAdapter(_web3: unknown): unknown {
  return notThere('interfaceAdapter')
}
