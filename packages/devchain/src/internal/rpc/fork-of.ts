import type { Chain } from '../chain/chain.js'
import type { ForkOptions } from '../chain/chain-options.js'
import type { Forking } from './params/fork-request.js'
import { invalidInputError } from './rpc-error.js'

/**
 * What to fork from: another chain, or the one that is forked now at another block. Undefined when
 * neither is asked for.
 *
 * @throws -32000 for another block of a chain that is none
 */
export function forkOf(chain: Chain, forking: Forking | undefined): ForkOptions | undefined {
  if (forking === undefined) return undefined
  const { fork } = chain
  const { url = fork?.url, blockNumber } = forking
  if (url !== undefined) {
    // Headers are for the node that they were given for.
    return { ...(url === fork?.url ? fork : {}), url, blockNumber }
  }
  if (blockNumber === undefined) return undefined
  throw invalidInputError('There is no fork whose block could be another: give a jsonRpcUrl, too')
}
