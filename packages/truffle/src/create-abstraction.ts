import type { AbstractionContext, ContractAbstraction } from './contract-abstraction.js'
import { createClass } from './internal/contract/create-class.js'
import { normalizeArtifact } from './internal/contract/normalize-artifact.js'
import { createInterfaceAdapter } from './internal/web3/interface-adapter.js'
import { loadWeb3 } from './internal/web3/load-web3.js'

/**
 * The class that `artifacts.require` gives for an artifact, on the network of a session. The artifact itself is never
 * changed: what is linked and deployed is in `_json`.
 *
 * Cost: nothing is read of the ABI before it is used, and web3 is loaded by `web3`, `contract` and event listeners only.
 */
export function createAbstraction(
  artifact: object,
  context: AbstractionContext,
): ContractAbstraction {
  const contract = createClass(normalizeArtifact(artifact), {
    createWeb3: (provider) => {
      // While web3 itself loads it looks for a global one, which is the session's.
      context.loadWeb3()
      return loadWeb3(provider)
    },
    createInterfaceAdapter,
  })
  contract.currentProvider = context.provider as never
  // Which type it is is written down once there is a provider.
  contract['networkType'] = contract._json['networkType'] ?? 'ethereum'
  contract.network_id = context.networkId
  contract.ens = context.ens
  contract.knownErrors = context.knownErrors
  Object.assign(contract.class_defaults, context.defaults)
  return contract as unknown as ContractAbstraction
}
