import type { AbiEntry, SolcInput } from '@scaffold-evm/compiler'
import { sourcesRefusedError, sourcesUnusableError } from '../../errors/published.js'
import type { PublishedContract } from '../../publications/published-contract.js'
import { field, inputOf, type SourcesPlace, sourcesIn } from './sources-place.js'

/**
 * Asks version 2 of Etherscan's interface, or what speaks like it. Undefined when it does not know the contract.
 *
 * @throws `VERIFIER_UNREACHABLE`, `VERIFIER_ANSWER_INVALID`, `SOURCES_REFUSED`, `SOURCES_UNUSABLE`
 */
export async function readFromEtherscan(
  place: SourcesPlace,
): Promise<PublishedContract | undefined> {
  const { client, address, service } = place
  const { body } = await client.request(`?${queryOf(place)}`)
  const { result } = body
  if (String(body['status']) !== '1') {
    if (typeof result !== 'string') throw client.invalid(body)
    throw sourcesRefusedError(service, { address, reason: client.redact(result) })
  }
  const found: unknown = Array.isArray(result) ? result[0] : undefined
  const text = textOf(found, 'SourceCode')
  if (text === '') return undefined
  const version = textOf(found, 'CompilerVersion')
  if (version.startsWith('vyper:')) {
    throw sourcesUnusableError(service, { address, language: 'Vyper' })
  }
  const name = textOf(found, 'ContractName')
  const input = readInput(text, found)
  if (input === undefined) throw client.invalid(body)
  return { address, service, name, solc: version.replace(/^v/, ''), abi: readAbi(found), input }
}

function queryOf({ chainId, address, apiKey }: SourcesPlace): URLSearchParams {
  return new URLSearchParams({
    ...{ chainid: String(chainId), module: 'contract', action: 'getsourcecode', address },
    ...(apiKey === undefined ? {} : { apikey: apiKey }),
  })
}

function textOf(object: unknown, name: string): string {
  const value = field(object, name)
  return typeof value === 'string' ? value : ''
}

/** An input for solc in braces of its own, several sources, or one without a name. */
function readInput(text: string, found: unknown): SolcInput | undefined {
  if (text.startsWith('{{')) {
    const input = parse(text.slice(1, -1))
    const sources = sourcesIn(field(input, 'sources'))
    return sources && inputOf(sources, field(input, 'settings'))
  }
  const several = sourcesIn(text.startsWith('{') ? parse(text) : undefined)
  const single = { [`${textOf(found, 'ContractName')}.sol`]: { content: text } }
  return inputOf(several ?? single, settingsOf(found))
}

function settingsOf(found: unknown): object {
  const evmVersion = textOf(found, 'EVMVersion')
  const enabled = textOf(found, 'OptimizationUsed') === '1'
  const runs = Number(textOf(found, 'Runs'))
  return {
    optimizer: { enabled, runs: Number.isSafeInteger(runs) ? runs : 200 },
    ...(evmVersion === '' || /^default$/i.test(evmVersion) ? {} : { evmVersion }),
  }
}

function readAbi(found: unknown): readonly AbiEntry[] {
  const abi = parse(textOf(found, 'ABI'))
  return Array.isArray(abi) ? (abi as AbiEntry[]) : []
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
