import { memberOffsets, packedSize, type SolidityType, slotCount } from '@scaffold-evm/trace'
import type { StorageField, StorageType } from '../../layout/storage-layout.js'

/** Says of a member of a struct what its place does not. */
export type DescribeMember = (id: number) => Partial<StorageField>

/** Collects what types are made of by the names that Solidity gives them. */
export class TypeNames {
  readonly #describe: DescribeMember
  readonly #names = new Map<SolidityType, string>()
  readonly #types = new Map<string, StorageType>()

  constructor(describe: DescribeMember) {
    this.#describe = describe
  }

  /** By name, for JSON that changes only when a type does. */
  get types(): Readonly<Record<string, StorageType>> {
    return Object.fromEntries([...this.#types].sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  of(type: SolidityType): string {
    switch (type.kind) {
      case 'array':
        return this.#array(this.of(type.base), type.length)
      case 'mapping':
        return this.#mapping(this.of(type.key), this.of(type.value))
      case 'struct':
      case 'enum':
      case 'contract':
      case 'user-defined':
        return this.#declared(type)
      case 'function':
        return this.#add(type.name, { kind: 'function', bytes: packedSize(type) })
      case 'unknown':
        return this.#add(type.name, { kind: 'unknown' })
      default:
        return type.name
    }
  }

  members(
    members: readonly { readonly id: number; readonly name: string; readonly type: SolidityType }[],
  ): readonly StorageField[] {
    const offsets = memberOffsets(members)
    return members.map(({ id, name, type }, index) => {
      const { slot = 0n, offsetBytes = 0 } = offsets[index] ?? {}
      const place = { slot: slotText(slot), offset: offsetBytes }
      return { label: name, type: this.of(type), ...place, ...this.#describe(id) }
    })
  }

  #array(base: string, length: bigint | undefined): string {
    const name = `${base}[${length ?? ''}]`
    return this.#add(name, {
      kind: 'array',
      base,
      ...(length === undefined ? {} : { length: `${length}` }),
    })
  }

  #mapping(key: string, value: string): string {
    return this.#add(`mapping(${key} => ${value})`, { kind: 'mapping', key, value })
  }

  /** Known before its members are looked at: a struct may contain itself. */
  #declared(type: DeclaredType): string {
    const known = this.#names.get(type)
    if (known !== undefined) return known
    const name = this.#free(type.kind === 'user-defined' ? type.name : `${type.kind} ${type.name}`)
    this.#names.set(type, name)
    this.#types.set(name, { kind: 'unknown' })
    this.#types.set(name, this.#read(type))
    return name
  }

  #read(type: DeclaredType): StorageType {
    switch (type.kind) {
      case 'contract':
        return { kind: 'contract' }
      case 'enum':
        return { kind: 'enum', bytes: packedSize(type), members: type.members }
      case 'user-defined':
        return { kind: 'alias', bytes: packedSize(type), of: this.of(type.underlying) }
      case 'struct': {
        const members = this.members(type.members)
        return { kind: 'struct', bytes: `${32n * slotCount(type)}`, members }
      }
    }
  }

  /** Files may declare the same name. */
  #free(name: string): string {
    let free = name
    for (let count = 2; this.#types.has(free); count++) free = `${name} #${count}`
    return free
  }

  #add(name: string, type: StorageType): string {
    this.#types.set(name, type)
    return name
  }
}

type DeclaredType = Extract<
  SolidityType,
  { readonly kind: 'struct' | 'enum' | 'contract' | 'user-defined' }
>

const longDecimal = 1n << 64n

/** A slot as layouts write it. */
export function slotText(slot: bigint): string {
  return slot < longDecimal ? `${slot}` : `0x${slot.toString(16)}`
}
