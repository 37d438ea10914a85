import { join } from 'node:path'
import { withFileLock } from '@scaffold-evm/common'
import type { Connection, Project } from '@scaffold-evm/project'
import { ChainReader } from '../steps/chain-reader.js'

/**
 * Runs `action` while no other run migrates this network, or, under another name, this chain: two runs that
 * send the very same transaction would both take it for theirs. The second kind is waited for.
 *
 * @throws `LOCK_HELD`.
 */
export function withMigrationLocks<T>(
  project: Project,
  connection: Connection,
  action: () => Promise<T>,
): Promise<T> {
  const { type, chainId, deployments, provider } = connection
  return deployments.lock(async () => {
    if (type === 'in-process') return action()
    const genesisHash = await new ChainReader(provider).genesisHash()
    const name = `chain-${chainId}-${genesisHash.slice(2, 18)}.lock`
    const path = join(project.config.paths.cache, 'locks', name)
    return withFileLock(path, { purpose: `migrations of chain ${chainId}` }, action)
  })
}
