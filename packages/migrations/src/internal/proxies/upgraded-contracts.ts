import type { JsonValue, PreparedImplementation } from '@scaffold-evm/project'
import type { StorageLayout } from '../../layout/storage-layout.js'
import type { FileRun } from '../files/file-run.js'
import type { RecordedContracts } from '../steps/step.js'
import type { ProxyEntry } from './authority.js'

/**
 * The entries that are true when a proxy has another implementation: of a beacon, those of all its proxies.
 *
 * @param declaredBy the step that asks for it
 */
export function upgradedContracts(
  run: FileRun,
  at: { readonly entry: ProxyEntry; readonly name: string; readonly declaredBy?: string },
  now: PreparedImplementation,
): RecordedContracts {
  const { contracts } = run.parts.journal.record
  const isTold = (name: string): boolean =>
    name === at.name ||
    (at.entry.proxy.kind === 'beacon' && contracts[name]?.proxy?.beacon === at.entry.address)
  const { declaredBy } = at
  const made = {
    ...{ ...now, migration: run.name },
    ...(declaredBy === undefined ? {} : { declaredBy }),
  }
  const entries = Object.entries(contracts).filter(([name]) => isTold(name))
  return Object.fromEntries(
    entries.flatMap(([name, entry]) => {
      const { proxy } = entry
      if (proxy === undefined) return []
      const { kind, admin, beacon, proxyContract, initialized } = proxy
      const isBeacon = kind === 'beacon' && beacon === undefined
      const version = proxy.version + 1
      const kept = {
        ...(admin === undefined ? {} : { admin }),
        ...(beacon === undefined ? {} : { beacon }),
        ...(proxyContract === undefined ? {} : { proxyContract }),
        ...(initialized === undefined ? {} : { initialized }),
      }
      const contract = isBeacon ? entry.contract : now.contract
      return [[name, { ...entry, contract, proxy: { kind, ...made, version, ...kept } }]]
    }),
  )
}

/** As the record keeps it. */
export function layoutToJson(layout: StorageLayout): JsonValue {
  return JSON.parse(JSON.stringify(layout))
}
