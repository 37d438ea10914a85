import { isScaffoldError } from '@scaffold-evm/common'
import type { DeployedContract } from '@scaffold-evm/project'
import { Interface } from '@scaffold-evm/project/ethers'
import { diamondClashError } from '../../errors/diamond.js'
import type { StepPlace } from '../../errors/step-place.js'
import type { FileRun } from '../files/file-run.js'
import type { DesiredFacet } from './desired-facets.js'

/** A function that the diamond's own contract has is never looked up among facets. @throws `DIAMOND_CLASH`. */
export async function assertNotOwn(
  run: FileRun,
  { contract }: DeployedContract,
  { facets, place }: { readonly facets: readonly DesiredFacet[]; readonly place: StepPlace },
): Promise<void> {
  const artifact = await run.parts.project.artifacts.get(contract).catch((error: unknown) => {
    // Of a diamond that is not in the project any more nothing is known.
    if (isScaffoldError(error, 'ARTIFACT_NOT_FOUND')) return undefined
    throw error
  })
  if (artifact === undefined) return
  const abi = new Interface(JSON.stringify(artifact.abi))
  for (const { name, functions } of facets) {
    for (const [selector, signature] of functions) {
      const own = abi.getFunction(selector)
      if (own === null) continue
      const both = [`${artifact.contractName}.${own.format()}`, `${name}.${signature}`]
      throw diamondClashError(selector, both, place)
    }
  }
}
