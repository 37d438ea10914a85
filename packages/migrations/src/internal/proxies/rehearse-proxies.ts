import { parseStorageLayout } from '../../layout/parse-storage-layout.js'
import type { StorageLayout } from '../../layout/storage-layout.js'
import type { UpgradeRehearsal } from '../../upgrade/upgrade-rehearsal.js'
import type { FileRun } from '../files/file-run.js'
import { rehearseUpgrade } from '../rehearsal/rehearse-upgrade.js'
import { ChainReader } from '../steps/chain-reader.js'
import type { ProxyEntry } from './authority.js'

/**
 * What an upgrade that was just done on a copy made of the values of a proxy, or of all proxies of a beacon; or what it
 * would make of them, when it was not done.
 */
export async function rehearseProxies(
  run: FileRun,
  upgrade: {
    readonly name: string
    /** As it was. */
    readonly entry: ProxyEntry
    readonly now: StorageLayout
    readonly implementations: readonly string[]
    /** The last block before it. */
    readonly before: number
  },
): Promise<readonly UpgradeRehearsal[]> {
  const { name, entry, now, implementations, before } = upgrade
  const { connection, journal } = run.parts
  const { proxy } = entry
  if (proxy.layout === undefined) return []
  const old = parseStorageLayout(proxy.layout)
  const after = await new ChainReader(connection.provider).blockNumber()
  const proxies =
    proxy.kind === 'beacon' && proxy.beacon === undefined
      ? Object.entries(journal.record.contracts).filter(
          ([, other]) => other.proxy?.beacon === entry.address,
        )
      : [[name, entry] as const]
  const rehearsals: UpgradeRehearsal[] = []
  for (const [proxyName, { address, blockNumber }] of proxies) {
    rehearsals.push(
      await rehearseUpgrade(run, {
        ...{ name: proxyName, address, old, now, before, after },
        since: blockNumber,
        implementations: [proxy.implementation, ...implementations],
      }),
    )
  }
  return rehearsals
}
