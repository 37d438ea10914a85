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
  const entries = new Map<string, AbiEntry>()
  const add = (abi: readonly AbiEntry[]): void => {
    for (const entry of abi) entries.set(keyOf(entry), entry)
  }
  add(artifact.abi)
  for (const facet of Object.values(diamond.facets)) {
    const found = await artifacts.get(facet.contract).catch((error: unknown) => {
      if (isScaffoldError(error, 'ARTIFACT_NOT_FOUND')) return undefined
      throw error
    })
    add((found?.abi ?? []).filter(({ type }) => type !== 'constructor'))
  }
  return new Interface(JSON.stringify([...entries.values()]))
}

function keyOf({ type, name = '', inputs = [] }: AbiEntry): string {
  const isOne = type === 'constructor' || type === 'fallback' || type === 'receive'
  return isOne ? type : JSON.stringify([type, name, inputs.map((input) => input.type), inputs])
}
