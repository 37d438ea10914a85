import type { Value } from '@scaffold-evm/trace'
import type { RehearsedValue } from '../../upgrade/upgrade-rehearsal.js'
import { isZeroValue, valueText } from './value-text.js'

/** Values by path, as each version reads them. */
export interface Readings {
  /** By the old version, before the upgrade. */
  readonly old: ReadonlyMap<string, Value>
  /** By the new version, of the same storage. */
  readonly same: ReadonlyMap<string, Value>
  /** By the new version, after the upgrade. */
  readonly now: ReadonlyMap<string, Value>
}

const order = { misread: 0, lost: 1, written: 2, kept: 3 } as const

/** What became of each value: what is wrong first. */
export function compareReadings(readings: Readings): readonly RehearsedValue[] {
  const paths = new Set([...readings.old.keys(), ...readings.now.keys()])
  const values = [...paths].flatMap((path) => compareValue(path, readings) ?? [])
  return values.toSorted((a, b) => order[a.status] - order[b.status])
}

function compareValue(path: string, readings: Readings): RehearsedValue | undefined {
  const old = known(readings.old.get(path))
  const same = known(readings.same.get(path))
  const now = known(readings.now.get(path))
  const one = old ?? now
  if (one === undefined || [old, now].every((value) => value === undefined || isZeroValue(value))) {
    return undefined
  }
  const before = old && valueText(old)
  const after = now && valueText(now)
  const found = { path, type: one.type.name, before, after }
  if (before === after) return { ...found, status: 'kept' }
  if (after === undefined) return { ...found, status: 'lost' }
  const isWritten = (same && valueText(same)) !== after
  return { ...found, status: isWritten ? 'written' : 'misread' }
}

/** What cannot be shown cannot be compared. */
function known(value: Value | undefined): Value | undefined {
  return value?.kind === 'unavailable' ? undefined : value
}
