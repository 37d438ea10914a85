import { elementaryType, type Reference, type SolidityType } from '@scaffold-evm/trace'
import type { StorageField, StorageLayout } from '../../layout/storage-layout.js'
import { isGap } from '../compare/field-names.js'
import { LayoutTypes } from '../layout/layout-types.js'

/** A variable of a layout, and how to read it. */
export interface LayoutVariable extends Reference {
  readonly name: string
}

/**
 * The variables of a layout by name, those of namespaces with it before theirs; gaps left out.
 *
 * @param nameOf what a field is called
 */
export function layoutVariables(
  layout: StorageLayout,
  nameOf: (field: StorageField) => string = ({ label }) => label,
): readonly LayoutVariable[] {
  const types = new ValueTypes(layout, nameOf)
  const own = unique(layout.variables, nameOf).map(({ name, field }) =>
    variable(name, field, { types, base: 0n }),
  )
  const namespaced = (layout.namespaces ?? []).flatMap(({ id, slot, members }) => {
    if (slot === undefined) return []
    const base = BigInt(slot)
    return unique(members, nameOf).map(({ name, field }) =>
      variable(`${id}.${name}`, field, { types, base }),
    )
  })
  return [...own, ...namespaced]
}

function variable(
  name: string,
  { type, slot, offset }: StorageField,
  { types, base }: { readonly types: ValueTypes; readonly base: bigint },
): LayoutVariable {
  const place = { space: 'storage', slot: base + BigInt(slot), offsetBytes: offset } as const
  return { name, type: types.of(type), place }
}

/** Private variables of several bases may have one name. */
function unique(
  fields: readonly StorageField[],
  nameOf: (field: StorageField) => string,
): readonly { readonly name: string; readonly field: StorageField }[] {
  const seen = new Set<string>()
  return fields
    .filter((field) => !isGap(field))
    .map((field) => {
      const short = nameOf(field)
      const name = seen.has(short) ? `${field.contract ?? ''}.${short}` : short
      seen.add(short)
      return { name, field }
    })
}

/** Types as values are read with. */
class ValueTypes {
  readonly #types: LayoutTypes
  readonly #nameOf: (field: StorageField) => string
  readonly #known = new Map<string, SolidityType>()

  constructor({ types }: StorageLayout, nameOf: (field: StorageField) => string) {
    this.#types = new LayoutTypes(types)
    this.#nameOf = nameOf
  }

  of(name: string): SolidityType {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const type = this.#read(name)
    this.#known.set(name, type)
    return type
  }

  #read(name: string): SolidityType {
    const type = this.#types.of(name)
    switch (type.kind) {
      case 'contract':
        return { kind: 'contract', name: plain(name) }
      case 'enum':
        return { kind: 'enum', name: plain(name), members: type.members ?? [] }
      case 'alias': {
        const underlying = type.of === undefined ? unsigned(type.bytes) : this.of(type.of)
        return { kind: 'user-defined', name, underlying }
      }
      case 'function':
        return { kind: 'function', name, isExternal: type.bytes === 24 }
      case 'array': {
        const length = type.length === undefined ? undefined : BigInt(type.length)
        return { kind: 'array', name, base: this.of(type.base), length }
      }
      case 'mapping':
        return { kind: 'mapping', name, key: this.of(type.key), value: this.of(type.value) }
      case 'struct':
        return this.#struct(name, type.members)
      default:
        return elementaryType(name)
    }
  }

  /** Its members are read when they are asked for: it may contain itself. */
  #struct(name: string, members: readonly StorageField[] | undefined): SolidityType {
    if (members === undefined) return { kind: 'unknown', name }
    const of = (type: string): SolidityType => this.of(type)
    const nameOf = this.#nameOf
    return {
      kind: 'struct',
      name: plain(name),
      get members() {
        return members.map((field, id) => ({ id, name: nameOf(field), type: of(field.type) }))
      },
    }
  }
}

function plain(name: string): string {
  return name.replace(/^(?:contract|enum|struct) /, '')
}

function unsigned(bytes: number): SolidityType {
  return { kind: 'integer', name: `uint${bytes * 8}`, bits: bytes * 8, isSigned: false }
}
