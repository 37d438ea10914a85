import { isScaffoldError } from '@scaffold-evm/common'
import type { AbiEntry } from '@scaffold-evm/compiler'
import { Interface } from 'ethers'
import type { ArtifactStore } from './artifact-store.js'
import type { DeployedContract } from './deployment-store.js'
import { interfaceOf } from './internal/connection/contract-code.js'

/**
 * The interface of a recorded contract: of a diamond with the functions, events and errors of its facets, those that are not in
 * the project any more left out.
 *
 * @throws `ARTIFACT_NOT_FOUND`, `ARTIFACT_AMBIGUOUS`.
 */
export async function deployedInterface(
  artifacts: ArtifactStore,
  { contract, diamond }: Pick<DeployedContract, 'contract' | 'diamond'>,
): Promise<Interface> {
  const artifact = await artifacts.get(contract)
  if (diamond === undefined) return interfaceOf(artifact)
  const facets = Object.values(diamond.facets).map(async (facet) => {
    const found = await artifacts.get(facet.contract).catch((error: unknown) => {
      if (isScaffoldError(error, 'ARTIFACT_NOT_FOUND')) return undefined
      throw error
    })
    return found?.abi ?? []
  })
  return new Interface(JSON.stringify(diamondAbi(artifact.abi, await Promise.all(facets))))
}

/** The ABI of a diamond with all that its facets have, each entry once. */
export function diamondAbi(
  own: readonly AbiEntry[],
  facets: readonly (readonly AbiEntry[])[],
): readonly AbiEntry[] {
  const ofFacets = facets.flat().filter(({ type }) => type !== 'constructor')
  const entries = [...own, ...ofFacets].map((entry) => [keyOf(entry), entry] as const)
  return [...new Map(entries).values()]
}

function keyOf({ type, name = '', inputs = [] }: AbiEntry): string {
  const isOne = type === 'constructor' || type === 'fallback' || type === 'receive'
  return isOne ? type : JSON.stringify([type, name, inputs.map((input) => input.type), inputs])
}
