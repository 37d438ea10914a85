import {
  type StorageField,
  type StorageLayout,
  type StorageNamespace,
  type StorageType,
  storageLayoutFormat,
} from '../../layout/storage-layout.js'
import { namespaceStart } from './namespaces.js'
import type { SolcField, SolcLayout, SolcType } from './schemas.js'
import { slotText } from './type-names.js'

/** Our form of a layout by solc or OpenZeppelin. */
export function layoutFromSolc(layout: SolcLayout, contract: string): StorageLayout {
  const types = new SolcTypes(layout.types ?? {})
  const variables = layout.storage.map((field) => types.field(field))
  const namespaces = Object.entries(layout.namespaces ?? {}).map(([id, fields]) =>
    namespaceOf(
      id,
      fields.map((field) => types.field(field)),
    ),
  )
  return {
    format: storageLayoutFormat,
    contract,
    variables,
    ...(namespaces.length === 0 ? {} : { namespaces }),
    types: types.all(),
  }
}

function namespaceOf(id: string, members: readonly StorageField[]): StorageNamespace {
  const slot = namespaceStart(id)
  return { id, ...(slot === undefined ? {} : { slot: `0x${slot.toString(16)}` }), members }
}

class SolcTypes {
  readonly #types: Readonly<Record<string, SolcType>>

  constructor(types: Readonly<Record<string, SolcType>>) {
    this.#types = types
  }

  field({ src, type, slot, contract, ...rest }: SolcField): StorageField {
    const name = contract?.slice(contract.lastIndexOf(':') + 1)
    return {
      ...rest,
      type: this.#label(type),
      slot: slotText(BigInt(slot)),
      ...(name === undefined ? {} : { contract: name }),
      ...(src === undefined ? {} : { source: src }),
    }
  }

  all(): Readonly<Record<string, StorageType>> {
    const known = Object.entries(this.#types).flatMap(([id, type]) => {
      const read = this.#read(id, type)
      return read === undefined ? [] : [[type.label, read] as const]
    })
    return Object.fromEntries(known.sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  /** Of what solc does not list, as OpenZeppelin's oldest layouts, the id has to do. */
  #label(id: string): string {
    return this.#types[id]?.label ?? id
  }

  /** Elementary types are known by their names. */
  #read(id: string, type: SolcType): StorageType | undefined {
    const { members = [], base, key, value, numberOfBytes, label } = type
    const bytes = Number(numberOfBytes)
    if (id.startsWith('t_struct')) {
      const fields = members.flatMap((each) => (typeof each === 'string' ? [] : [this.field(each)]))
      const isKnown = type.members !== undefined
      return { kind: 'struct', bytes: numberOfBytes, ...(isKnown ? { members: fields } : {}) }
    }
    if (id.startsWith('t_enum')) {
      const names = members.flatMap((each) => (typeof each === 'string' ? [each] : []))
      return { kind: 'enum', bytes, ...(names.length === 0 ? {} : { members: names }) }
    }
    if (id.startsWith('t_contract')) return { kind: 'contract' }
    if (id.startsWith('t_function')) return { kind: 'function', bytes }
    if (id.startsWith('t_userDefinedValueType')) {
      const of = type.underlying === undefined ? undefined : this.#label(type.underlying)
      return { kind: 'alias', bytes, ...(of === undefined ? {} : { of }) }
    }
    if (id.startsWith('t_mapping'))
      return mappingOf(label, key && this.#label(key), value && this.#label(value))
    if (id.startsWith('t_array')) return arrayOf(label, base && this.#label(base))
    return undefined
  }
}

/** OpenZeppelin's layouts have labels only: keys have no `=>` in them. */
function mappingOf(label: string, key?: string, value?: string): StorageType {
  const [, first = '', rest = ''] = /^mapping\((.*?) => (.*)\)$/s.exec(label) ?? []
  return { kind: 'mapping', key: key ?? first, value: value ?? rest }
}

function arrayOf(label: string, base?: string): StorageType {
  const [, before = '', length = ''] = /^(.*)\[(\d*)\]$/s.exec(label) ?? []
  return { kind: 'array', base: base ?? before, ...(length === '' ? {} : { length }) }
}
