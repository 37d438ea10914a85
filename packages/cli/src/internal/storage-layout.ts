import { formatTable } from '@scaffold-evm/common'

/** A state variable's place in storage. */
export interface StorageSlot {
  readonly slot: string
  /** In bytes, from the low end of the slot. */
  readonly offset: number
  /** In bytes. */
  readonly size: string
  readonly name: string
  readonly type: string
}

/** The state variables in solc's `storageLayout` output; undefined when there is none. */
export function parseStorageLayout(layout: unknown): readonly StorageSlot[] | undefined {
  if (!isRecord(layout) || !Array.isArray(layout.storage)) return undefined
  const types = isRecord(layout.types) ? layout.types : {}
  return layout.storage.filter(isRecord).map((variable) => {
    const type = types[String(variable.type)]
    return {
      slot: String(variable.slot),
      offset: Number(variable.offset),
      size: isRecord(type) ? String(type.numberOfBytes) : '',
      name: String(variable.label),
      type: isRecord(type) ? String(type.label) : String(variable.type),
    }
  })
}

/** State variables as a table. */
export function storageRows(slots: readonly StorageSlot[]): string {
  const columns = [
    { title: 'slot', align: 'right' },
    { title: 'offset', align: 'right' },
    { title: 'bytes', align: 'right' },
    { title: 'name' },
    { title: 'type' },
  ] as const
  return formatTable(
    columns,
    slots.map(({ slot, offset, size, name, type }) => [slot, String(offset), size, name, type]),
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
