import type { DeploymentRecord } from '@scaffold-evm/project'
import { replaceRefusedError, replaceUnknownError } from '../../errors/replace.js'
import type { MigrationFile } from '../files/find-migrations.js'

/** @throws `MIGRATION_REPLACE_REFUSED` for what keeps its state behind a proxy, and for what another contract made. */
export function assertReplaceable(record: DeploymentRecord, name: string): void {
  const contract = record.contracts[name]
  if (contract === undefined) return
  if (contract.proxy !== undefined || contract.diamond !== undefined) {
    const [noun, hint] =
      contract.proxy === undefined
        ? ['a diamond', 'Change its facets and migrate: they are cut']
        : ['behind a proxy', `Change its code and migrate: ${name} is upgraded`]
    const problem = `it is ${noun}, and its state would be left behind`
    throw replaceRefusedError(name, { problem, hint })
  }
  if (contract.imported !== undefined || isDeployedByStep(record, name)) return
  throw replaceRefusedError(name, {
    problem: `${contract.migration} recorded it; another contract made it`,
    hint: 'Replace the contract that made it, or make another one in a new migration',
  })
}

/** Whether a step of a migration deployed what is recorded under a name, so that it can do so again. */
export function isDeployedByStep(record: DeploymentRecord, name: string): boolean {
  const { migration = '' } = record.contracts[name] ?? {}
  const steps = record.migrations[migration]?.steps ?? {}
  return Object.values(steps).some((step) => step.name === name)
}

/** For what is named from outside, which the file that deployed it has to deploy again. */
function assertRedeployable(
  record: DeploymentRecord,
  name: string,
  files: readonly MigrationFile[],
): void {
  assertReplaceable(record, name)
  const { migration = '', imported } = record.contracts[name] ?? {}
  if (!isDeployedByStep(record, name)) {
    throw replaceRefusedError(name, {
      problem: `it comes from a record of ${imported}, and no migration deploys it`,
      hint: `Deploy another in its place in a new migration: m.replace('${name}', { args: […] })`,
    })
  }
  if (files.some((file) => file.name === migration)) return
  throw replaceRefusedError(name, {
    problem: `${migration} deployed it, which is not among the files of this run`,
    hint: 'Leave out --from and --to, or choose them so that it is',
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
    assertRedeployable(record, name, files)
  }
  const underWay = names.filter((name) => isUnderWay(record, name))
  return { replacing: new Set(names.filter((name) => !underWay.includes(name))), underWay }
}
