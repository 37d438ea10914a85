import type { AbstractionState } from './abstraction-state.js'

/** Takes the id of the network that the provider is connected to, unless one with artifacts is set already. */
export async function detectNetwork(state: AbstractionState): Promise<string | undefined> {
  if (state.knownNetwork !== undefined) return state.networkId
  if (state.networkId !== undefined && state.isNetworkSure) return state.networkId
  const id = await new Promise<string>((resolve, reject) => {
    state.web3.version.getNetwork((error, result) => {
      if (error) reject(error)
      else resolve(String(result))
    })
  })
  state.networkId = id
  return id
}
