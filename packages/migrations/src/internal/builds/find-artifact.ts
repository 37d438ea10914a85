import { isScaffoldError } from '@scaffold-evm/common'
import type { Artifact, BuildInfo } from '@scaffold-evm/compiler'
import { loadBuildInfo, type Project } from '@scaffold-evm/project'
import { loadProxyContracts } from '../proxies/proxy-contracts.js'

/** A contract, and the run of the compiler that made it. */
export interface FoundArtifact {
  readonly artifact: Artifact
  readonly info: BuildInfo
}

/** A contract of the project, or one of those that proxies are made of; undefined when it is neither. */
export async function findArtifact(
  project: Project,
  name: string,
): Promise<FoundArtifact | undefined> {
  const own = await findIn(project, name)
  if (own !== undefined || !/^(@openzeppelin\/|contracts\/Proxies\.sol:)/.test(name)) return own
  return findIn(await loadProxyContracts(project), name)
}

async function findIn(
  place: Pick<Project, 'artifacts'>,
  name: string,
): Promise<FoundArtifact | undefined> {
  try {
    const artifact = await place.artifacts.get(name)
    const info = await loadBuildInfo(place, artifact.buildInfoId)
    return info && { artifact, info }
  } catch (error) {
    if (isScaffoldError(error, 'ARTIFACT_NOT_FOUND')) return undefined
    throw error
  }
}
