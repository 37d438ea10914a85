import type { ForeignContract, ForeignState } from './foreign-state.js'

/** A contract and who says so. */
export interface JoinedContract {
  readonly contract: ForeignContract
  readonly state: ForeignState
}

/** What several tools say of a contract, as one: OpenZeppelin's plugins know the proxies that the others have names for. */
export function joinStates(states: readonly ForeignState[]): readonly JoinedContract[] {
  const all = states.flatMap((state) => state.contracts.map((contract) => ({ contract, state })))
  const named = all.filter(({ contract }) => contract.name !== '')
  const unnamed = all.filter(({ contract }) => contract.name === '')
  const proxyAt = (address: string): ForeignContract['proxy'] =>
    unnamed.find(({ contract }) => contract.address === address)?.contract.proxy
  const isNamed = (address: string): boolean =>
    named.some(({ contract }) => contract.address === address)
  return [
    ...named.map(({ contract, state }) => ({
      contract: { ...contract, proxy: proxyAt(contract.address) ?? contract.proxy },
      state,
    })),
    ...unnamed.filter(({ contract }) => !isNamed(contract.address)),
  ]
}
