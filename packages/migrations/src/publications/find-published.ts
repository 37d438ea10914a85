import { isScaffoldError, type ScaffoldError } from '@scaffold-evm/common'
import { readFromEtherscan } from '../internal/published/etherscan-sources.js'
import { readFromSourcify } from '../internal/published/sourcify-sources.js'
import { ServiceClient } from '../internal/verify/service-client.js'
import type { PublishedContract, SourceService } from './published-contract.js'

/** Where to look for the sources of a contract. */
export interface PublishedQuery {
  readonly address: string
  readonly chainId: bigint
  /** Asked one after the other, until one has them. */
  readonly services: readonly SourceService[]
  readonly signal?: AbortSignal | undefined
}

/** What came of looking. */
export interface PublishedSearch {
  /** Undefined when nobody has it. */
  readonly contract: PublishedContract | undefined
  /** Of services that did not answer as they should. */
  readonly failures: readonly ScaffoldError[]
}

/**
 * Looks for the published sources of a contract.
 *
 * Cost: a request to each service, which is repeated while it does not answer.
 */
export async function findPublished(query: PublishedQuery): Promise<PublishedSearch> {
  const { address, chainId, services, signal } = query
  const failures: ScaffoldError[] = []
  for (const { name, type, url, apiKey } of services) {
    const secrets = apiKey === undefined ? [] : [apiKey]
    const client = new ServiceClient({ verifier: name, url, secrets, signal })
    const place = { service: name, client, chainId, address, apiKey }
    try {
      const contract = await (type === 'sourcify' ? readFromSourcify : readFromEtherscan)(place)
      if (contract !== undefined) return { contract, failures }
    } catch (error) {
      if (!isScaffoldError(error)) throw error
      failures.push(error)
    }
  }
  return { contract: undefined, failures }
}
