import { type Hex, isScaffoldError } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import type { Project } from '@scaffold-evm/project'
import { compareCode } from '../verify/compare-code.js'

/** Whether code on the chain is that of a contract as it compiles now, but for comments and names. */
export function runsArtifact(code: Hex, artifact: Artifact): boolean {
  const { deployedBytecode, deployedLinkReferences, immutableReferences } = artifact
  if (deployedBytecode === '0x') return false
  const deployed = {
    object: deployedBytecode.slice(2),
    linkReferences: deployedLinkReferences,
    immutableReferences,
  }
  return compareCode(code, { evm: { deployedBytecode: deployed } }).status === 'same'
}

/** The contract of the project whose code it is; undefined when there is none, or several are the same. */
export async function artifactOfCode(project: Project, code: Hex): Promise<Artifact | undefined> {
  const names = await project.artifacts.names()
  const artifacts = await Promise.all(names.map((name) => project.artifacts.get(name)))
  const matching = artifacts.filter((artifact) => runsArtifact(code, artifact))
  return matching.length === 1 ? matching[0] : undefined
}

/** A contract of the project by the first of some names that it knows. */
export async function artifactNamed(
  project: Project,
  names: readonly (string | undefined)[],
): Promise<Artifact | undefined> {
  for (const name of names) {
    if (name === undefined || name === '') continue
    try {
      return await project.artifacts.get(name)
    } catch (error) {
      const isUnknown = isScaffoldError(error, 'ARTIFACT_NOT_FOUND')
      if (!isUnknown && !isScaffoldError(error, 'ARTIFACT_AMBIGUOUS')) throw error
    }
  }
  return undefined
}
