import { readdir } from 'node:fs/promises'
import type { DeploymentStore } from './deployment-store.js'
import { createFileDeploymentStore } from './internal/deployment-files.js'
import type { Project } from './project.js'

/** The records that a project has, of networks that the config does not name any more, too; sorted by network. */
export async function listDeployments({
  config,
}: Pick<Project, 'config'>): Promise<readonly DeploymentStore[]> {
  const { deployments, cache } = config.paths
  const entries = await readdir(deployments, { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile() && /^[A-Za-z0-9][\w.-]*\.json$/.test(entry.name))
    .map(({ name }) => name.slice(0, -'.json'.length))
    .sort()
    .map((network) => createFileDeploymentStore(network, deployments, cache))
}
