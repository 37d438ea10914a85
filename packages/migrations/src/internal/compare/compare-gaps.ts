import type { UpgradeFinding } from '../../upgrade/upgrade-report.js'
import type { LayoutTypes } from '../layout/layout-types.js'
import { isGap } from './field-names.js'
import { createFinding } from './finding.js'
import { isMoved, overlap, type Placed, type Region, toStoragePlace } from './placed.js'

/**
 * Nothing is in a gap, so anything may take its bytes. What follows it has to stay, also in contracts that
 * inherit from this one: something has to end where the gap ended.
 */
export function compareGap(
  gap: Placed,
  region: Region,
  types: LayoutTypes,
): readonly UpgradeFinding[] {
  const inside = region.new.filter((now) => overlap(gap, now))
  const isEnded = inside.some((now) => {
    const isThere = isGap(now.field) || !isMoved(now, region)
    return now.end === gap.end && isThere
  })
  return isEnded ? [] : [gapFinding(gap, { region, types })]
}

function gapFinding(
  gap: Placed,
  { region, types }: { readonly region: Region; readonly types: LayoutTypes },
): UpgradeFinding {
  const now =
    region.new.find((other) => isGap(other.field) && overlap(gap, other)) ??
    region.new.find((other) => isGap(other.field) && other.field.label === gap.field.label)
  const old = toStoragePlace(gap, region)
  const label = old.label
  const length = now === undefined ? undefined : neededLength(gap, now, types)
  return createFinding({
    code: 'storage-gap',
    severity: 'error',
    message:
      now === undefined
        ? `${label} is gone, and nothing ends where it ended`
        : `${toStoragePlace(now, region).label} does not end where ${label} ended`,
    hint:
      length === undefined || now === undefined
        ? `Keep ${label}, and make it shorter by what takes its space`
        : `Set the length of ${now.field.label} to ${length}, by as much less as the new variables take`,
    old,
    new: now && toStoragePlace(now, region),
  })
}

/** How many items would end where the old gap did; undefined when no number does. */
function neededLength(gap: Placed, now: Placed, types: LayoutTypes): bigint | undefined {
  const type = types.of(now.field.type)
  if (type.kind !== 'array' || now.begin >= gap.end) return undefined
  const each = types.bytes(type.base)
  const itemBytes = each >= 32n ? each : 32n / (32n / each)
  return (gap.end - now.begin) / itemBytes
}
