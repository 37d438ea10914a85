import { type Eip1193Provider, errorMessage } from '@scaffold-evm/common'
import { Interface } from '@scaffold-evm/project/ethers'
import { diamondUnreadableError } from '../../errors/diamond.js'
import type { StepPlace } from '../../errors/step-place.js'

/** What every diamond has (EIP-2535), and what the reference implementations fail with. */
export const diamondAbi: Interface = new Interface([
  'function diamondCut((address facetAddress, uint8 action, bytes4[] functionSelectors)[] diamondCut, address init, bytes data)',
  'function facets() view returns ((address facetAddress, bytes4[] functionSelectors)[])',
  'function facetFunctionSelectors(address facet) view returns (bytes4[])',
  'function facetAddresses() view returns (address[])',
  'function facetAddress(bytes4 selector) view returns (address)',
  'error InitializationFunctionReverted(address init, bytes data)',
  'error NoSelectorsGivenToAdd()',
  'error NotContractOwner(address user, address contractOwner)',
  'error CannotAddFunctionToDiamondThatAlreadyExists(bytes4 selector)',
  'error CannotReplaceFunctionThatDoesNotExists(bytes4 selector)',
  'error CannotRemoveFunctionThatDoesNotExist(bytes4 selector)',
  'error CannotRemoveImmutableFunction(bytes4 selector)',
])

/** Selectors without which a diamond could not be cut or read any more. */
export const essentialSelectors: ReadonlySet<string> = new Set(
  ['diamondCut', 'facets', 'facetFunctionSelectors', 'facetAddresses', 'facetAddress'].flatMap(
    (name) => diamondAbi.getFunction(name)?.selector ?? [],
  ),
)

/** Selectors of what a diamond brings along: who owns it (ERC-173), what it supports (ERC-165). */
export const standardSelectors: ReadonlySet<string> = new Set([
  '0x8da5cb5b',
  '0xf2fde38b',
  '0x01ffc9a7',
])

/** What `facets()` gives: the facet of each selector. */
export function decodeFacets(answer: unknown): ReadonlyMap<string, string> {
  const [facets] = diamondAbi.decodeFunctionResult('facets', String(answer))
  const entries = [...facets].flatMap(([address, selectors]) =>
    [...selectors].map((selector) => [String(selector), String(address)] as const),
  )
  return new Map(entries)
}

/** The facet of each selector, by the diamond's loupe. @throws `DIAMOND_UNREADABLE`. */
export async function readFacets(
  provider: Eip1193Provider,
  diamond: { readonly name: string; readonly address: string },
  place: StepPlace,
): Promise<ReadonlyMap<string, string>> {
  const call = { to: diamond.address, data: diamondAbi.encodeFunctionData('facets') }
  try {
    const answer = await provider.request({ method: 'eth_call', params: [call, 'latest'] })
    return decodeFacets(answer)
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'NETWORK_UNREACHABLE') throw error
    throw diamondUnreadableError(diamond.name, { ...diamond, reason: errorMessage(error) }, place)
  }
}
