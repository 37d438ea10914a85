import type { DeployedContract, DeploymentRecord, MigrationRecord } from '@scaffold-evm/project'

/** A contract that took the place of others, with their addresses in lower case, oldest first. */
export interface Replacement {
  readonly name: string
  readonly address: string
  readonly before: readonly string[]
}

function own<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** Of old records it is not known what a file used: it may be anything. */
function concerns(migration: MigrationRecord, name: string): boolean {
  const { uses, steps } = migration
  const isOwn = Object.values(steps).some((step) => step.name === name)
  return isOwn || uses === undefined || uses.includes(name)
}

function withRewire(migration: MigrationRecord, name: string): MigrationRecord {
  const { completed, source, uses, rewire = [], steps } = migration
  return {
    completed,
    ...(source === undefined ? {} : { source }),
    ...(uses === undefined ? {} : { uses }),
    rewire: [...new Set([...rewire, name])].sort(),
    steps,
  }
}

/**
 * The record with a contract under a name. What had the name before is kept as replaced, and completed files
 * that used it are marked: what they did with it is to be done again.
 */
export function withContract(
  record: DeploymentRecord,
  made: { readonly name: string; readonly contract: DeployedContract; readonly file: string },
): DeploymentRecord {
  const { name, contract, file } = made
  const before = own(record.contracts, name)
  const put = (entry: DeployedContract): DeploymentRecord['contracts'] => ({
    ...record.contracts,
    [name]: entry,
  })
  if (before === undefined) return { ...record, contracts: put(contract) }
  const { replaced = [], ...last } = before
  if (before.address.toLowerCase() === contract.address.toLowerCase()) {
    return { ...record, contracts: put({ ...contract, ...keptOf({ ...before, ...contract }) }) }
  }
  return {
    ...record,
    contracts: put({ ...contract, replaced: [...replaced, last] }),
    migrations: withRewires(record.migrations, name, file),
  }
}

/** What stays true of a contract that is recorded again at the same address. */
function keptOf({ owner, adminOwner, replaced }: DeployedContract): Partial<DeployedContract> {
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(adminOwner === undefined ? {} : { adminOwner }),
    ...(replaced === undefined ? {} : { replaced }),
  }
}

/** Marks completed files that used what is not under its name any more. */
function withRewires(
  migrations: DeploymentRecord['migrations'],
  name: string,
  file?: string,
): DeploymentRecord['migrations'] {
  const entries = Object.entries(migrations).map(([other, migration]) => {
    const isMarked = other !== file && migration.completed && concerns(migration, name)
    return [other, isMarked ? withRewire(migration, name) : migration]
  })
  return Object.fromEntries(entries)
}

/** The record without files and what they deployed: where that had replaced something, it is back in its place. */
export function withoutFiles(record: DeploymentRecord, files: readonly string[]): DeploymentRecord {
  const isKept = (file: string): boolean => !files.includes(file)
  const left = Object.entries(record.migrations).filter(([file]) => isKept(file))
  let migrations: DeploymentRecord['migrations'] = Object.fromEntries(left)
  const contracts: Record<string, DeployedContract> = {}
  for (const [name, contract] of Object.entries(record.contracts)) {
    const { replaced = [], ...last } = contract
    if (isKept(last.migration)) contracts[name] = contract
    const restored = replaced.findLast((it) => isKept(it.migration))
    if (isKept(last.migration) || restored === undefined) continue
    const others = [...replaced.filter((it) => it !== restored), last]
    contracts[name] = { ...restored, replaced: others }
    migrations = withRewires(migrations, name)
  }
  return { ...record, contracts, migrations }
}

/** What was replaced on a network, ever. */
export function replacementsOf(record: DeploymentRecord): readonly Replacement[] {
  return Object.entries(record.contracts).flatMap(([name, { address, replaced = [] }]) => {
    if (replaced.length === 0) return []
    const before = replaced.map((contract) => contract.address.toLowerCase())
    return [{ name, address: address.toLowerCase(), before }]
  })
}
