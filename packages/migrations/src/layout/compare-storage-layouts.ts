import { RegionComparer } from '../internal/compare/compare-region.js'
import { createFinding } from '../internal/compare/finding.js'
import { placeFields } from '../internal/compare/placed.js'
import { LayoutTypes } from '../internal/layout/layout-types.js'
import type { UpgradeFinding } from '../upgrade/upgrade-report.js'
import type { StorageLayout, StorageNamespace } from './storage-layout.js'

/**
 * Whether state that the old version wrote is read by the new one as what it is. Every value of the old layout has
 * to be at the same bytes in the new one, with a type of the same meaning; bytes that nothing was in are free.
 */
export function compareStorageLayouts(
  old: StorageLayout,
  now: StorageLayout,
): readonly UpgradeFinding[] {
  const types = { old: new LayoutTypes(old.types), new: new LayoutTypes(now.types) }
  const comparer = new RegionComparer(types)
  const storage = comparer.compare({
    name: '',
    prefix: '',
    old: placeFields(old.variables, types.old),
    new: placeFields(now.variables, types.new),
  })
  const [before, after] = [old.namespaces ?? [], now.namespaces ?? []]
  const namespaces = before.flatMap((namespace) => {
    const { id } = namespace
    const same = after.find((other) => other.id === id)
    if (same === undefined) return removedFindings(namespace)
    return comparer.compare({
      name: id,
      prefix: '',
      old: placeFields(namespace.members, types.old),
      new: placeFields(same.members, types.new),
    })
  })
  return [
    ...storage.map((finding) => withTransience(finding, now)),
    ...namespaces,
    ...addedFindings(before, after),
  ]
}

function removedFindings({ id, members, source }: StorageNamespace): readonly UpgradeFinding[] {
  if (members.length === 0) return []
  return [
    createFinding({
      code: 'namespace-removed',
      severity: 'error',
      message: `The namespace ${id} is gone, with ${members.map(({ label }) => label).join(', ')}`,
      hint: `Keep the struct with /// @custom:storage-location ${id} (it was in ${source ?? 'another version'})`,
    }),
  ]
}

function addedFindings(
  before: readonly StorageNamespace[],
  after: readonly StorageNamespace[],
): readonly UpgradeFinding[] {
  return after
    .filter(({ id }) => !before.some((other) => other.id === id))
    .map(({ id, source }) =>
      createFinding({
        code: 'namespace-added',
        severity: 'note',
        message: `The namespace ${id} is new`,
        source,
      }),
    )
}

/** A variable that became transient looks as if it were gone. */
function withTransience(
  finding: UpgradeFinding,
  { transient = [] }: StorageLayout,
): UpgradeFinding {
  const isGone = finding.code === 'storage-deleted' || finding.code === 'storage-replaced'
  const same = transient.find(({ label }) => label === finding.old?.label)
  if (!isGone || same === undefined) return finding
  return {
    ...finding,
    message: `${finding.message}: it is transient now`,
    hint: `Keep ${same.label} in storage, and give the transient variable another name`,
  }
}
