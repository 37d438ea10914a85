import type { StorageField } from '../../layout/storage-layout.js'
import type { StoragePlace } from '../../upgrade/upgrade-report.js'
import type { LayoutTypes } from '../layout/layout-types.js'
import { slotText } from '../layout/type-names.js'

/** A field and the bytes that it takes, counted from the begin of its region. */
export interface Placed {
  readonly field: StorageField
  readonly begin: bigint
  /** The first byte after it. */
  readonly end: bigint
}

/** Bytes in which fields lie, in both versions. */
export interface Region {
  /** Empty for storage. */
  readonly name: string
  /** Before the labels of its fields, e.g. `config.`. */
  readonly prefix: string
  readonly old: readonly Placed[]
  readonly new: readonly Placed[]
}

const wordBytes = 32n

/** Where fields lie, `base` bytes from where their slots are counted. */
export function placeFields(
  fields: readonly StorageField[],
  types: LayoutTypes,
  base = 0n,
): readonly Placed[] {
  return fields.map((field) => {
    const begin = base + BigInt(field.slot) * wordBytes + BigInt(field.offset)
    return { field, begin, end: begin + types.bytes(field.type) }
  })
}

/** Whether two ranges of bytes have any in common. */
export function overlap(a: Omit<Placed, 'field'>, b: Omit<Placed, 'field'>): boolean {
  return a.begin < b.end && b.begin < a.end
}

/** A place as reports show it. */
export function toStoragePlace(
  { field, begin, end }: Placed,
  { name, prefix }: Region,
): StoragePlace {
  return {
    label: `${prefix}${field.label}`,
    type: field.type,
    region: name,
    slot: slotText(begin / wordBytes),
    offset: Number(begin % wordBytes),
    bytes: `${end - begin}`,
    source: field.source,
  }
}

/** `slot 1`, `slot 1, byte 16`, with the region unless it is storage itself. */
export function placeText({ region, slot, offset }: StoragePlace): string {
  const at = offset === 0 ? `slot ${slot}` : `slot ${slot}, byte ${offset}`
  return region === '' ? at : `${at} of ${region}`
}

/** Whether a field of the new version was elsewhere in the old one. */
export function isMoved(now: Placed, { old: olds }: Region): boolean {
  const namesakes = olds.filter((old) => old.field.label === now.field.label)
  return namesakes.length > 0 && namesakes.every((old) => old.begin !== now.begin)
}
