import type { AbiEntry } from '@scaffold-evm/compiler'
import { sourcesUnusableError } from '../../errors/published.js'
import type { PublishedContract } from '../../publications/published-contract.js'
import { field, inputOf, type SourcesPlace, sourcesIn } from './sources-place.js'

/**
 * Asks version 2 of Sourcify's interface. Undefined when it does not know the contract, or not the chain.
 *
 * @throws `VERIFIER_UNREACHABLE`, `VERIFIER_ANSWER_INVALID`, `SOURCES_UNUSABLE`
 */
export async function readFromSourcify(
  place: SourcesPlace,
): Promise<PublishedContract | undefined> {
  const { client, chainId, address, service } = place
  const path = `/v2/contract/${chainId}/${address}?fields=abi,compilation,sources`
  const { status, body } = await client.request(path)
  if (status === 404 || field(body, 'customCode') === 'unsupported_chain') return undefined
  const { compilation, abi } = body
  const sources = sourcesIn(body['sources'])
  const solc = field(compilation, 'compilerVersion')
  const name = field(compilation, 'name')
  const language = String(field(compilation, 'language'))
  if (status >= 400 || typeof solc !== 'string' || typeof name !== 'string') {
    throw client.invalid(body)
  }
  if (language !== 'Solidity') throw sourcesUnusableError(service, { address, language })
  if (sources === undefined) throw client.invalid(body)
  return {
    address,
    service,
    name,
    solc,
    abi: Array.isArray(abi) ? (abi as AbiEntry[]) : [],
    input: inputOf(sources, field(compilation, 'compilerSettings')),
  }
}
