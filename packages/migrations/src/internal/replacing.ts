import type { DeploymentRecord } from '@scaffold-evm/project'
import { replaceRefusedError, replaceUnknownError } from '../errors.js'
import type { MigrationFile } from './find-migrations.js'

/** @throws `MIGRATION_REPLACE_REFUSED` for what keeps its state behind a proxy, and for what no migration can deploy. */
export function assertReplaceable(record: DeploymentRecord, name: string): void {
  const contract = record.contracts[name]
  if (contract === undefined) return
  if (contract.proxy !== undefined) {
    throw replaceRefusedError(name, {
      problem: 'it is behind a proxy, and its state would be left behind',
      hint: `Change its code and migrate: ${name} is upgraded`,
    })
  }
  const isDeployed = Object.values(record.migrations[contract.migration]?.steps ?? {}).some(
    (step) => step.name === name,
  )
  if (isDeployed) return
  throw replaceRefusedError(name, {
    problem: `${contract.migration} recorded it; another contract made it`,
    hint: 'Replace the contract that made it, or make another one in a new migration',
  })
}

/** Whether an earlier run replaced it and was interrupted before all that used it was done again. */
function isUnderWay(record: DeploymentRecord, name: string): boolean {
  const contract = record.contracts[name]
  if (contract?.replaced === undefined) return false
  const isOpen = record.migrations[contract.migration]?.completed === false
  return isOpen || Object.values(record.migrations).some((it) => it.rewire?.includes(name))
}

/**
 * The contracts that this run is to replace, of those that were named. One whose replacement was interrupted is
 * not replaced a second time.
 *
 * @throws `MIGRATION_REPLACE_UNKNOWN`, `MIGRATION_REPLACE_REFUSED`.
 */
export function openReplacements(
  record: DeploymentRecord,
  names: readonly string[],
  files: readonly MigrationFile[],
): { readonly replacing: Set<string>; readonly underWay: readonly string[] } {
  for (const name of names) {
    const contract = Object.hasOwn(record.contracts, name) ? record.contracts[name] : undefined
    if (contract === undefined) throw replaceUnknownError(name, Object.keys(record.contracts))
    assertReplaceable(record, name)
    if (files.some((file) => file.name === contract.migration)) continue
    throw replaceRefusedError(name, {
      problem: `${contract.migration} deployed it, which is not among the files of this run`,
      hint: 'Leave out --from and --to, or choose them so that it is',
    })
  }
  const underWay = names.filter((name) => isUnderWay(record, name))
  return { replacing: new Set(names.filter((name) => !underWay.includes(name))), underWay }
}
