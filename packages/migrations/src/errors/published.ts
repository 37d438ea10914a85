import { ScaffoldError } from '@scaffold-evm/common'

/** A contract whose sources nobody published. */
export function sourcesUnknownError(
  address: string,
  asked: { readonly chainId: bigint; readonly services: readonly string[] },
): ScaffoldError {
  const { chainId, services } = asked
  return new ScaffoldError({
    code: 'SOURCES_UNKNOWN',
    message: `No verified sources found for ${address}`,
    details: `Asked on chain ${chainId}: ${services.join(', ') || 'nobody'}`,
    hint: 'Check the address and the network; a contract has to be verified on Etherscan or Sourcify',
    data: { address, chainId: String(chainId), services },
  })
}

/** A service that does not give sources, in its own words. */
export function sourcesRefusedError(
  service: string,
  refusal: { readonly address: string; readonly reason: string },
): ScaffoldError {
  return new ScaffoldError({
    code: 'SOURCES_REFUSED',
    message: `${service} does not give the sources of ${refusal.address}`,
    details: refusal.reason,
    hint: 'Etherscan wants an API key: etherscan: { apiKey } in the config',
    data: { service, ...refusal },
  })
}

/** Sources in a language that nothing here compiles. */
export function sourcesUnusableError(
  service: string,
  what: { readonly address: string; readonly language: string },
): ScaffoldError {
  return new ScaffoldError({
    code: 'SOURCES_UNUSABLE',
    message: `The sources of ${what.address} at ${service} are ${what.language}, not Solidity`,
    hint: 'Its calls are shown without their source',
    data: { service, ...what },
  })
}

/** Published sources that do not compile with the compiler that they are said to be for. */
export function sourcesUncompilableError(
  {
    address,
    service,
    solc,
  }: { readonly address: string; readonly service: string; readonly solc: string },
  details: string,
): ScaffoldError {
  return new ScaffoldError({
    code: 'SOURCES_UNCOMPILABLE',
    message: `The sources of ${address} at ${service} do not compile with solc ${solc}`,
    details,
    data: { address, service, solc },
  })
}
