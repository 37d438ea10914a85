import * as v from 'valibot'
import {
  type StorageLayout,
  type StorageType,
  storageLayoutFormat,
} from '../../layout/storage-layout.js'

const number = v.pipe(v.string(), v.regex(/^(?:\d+|0x[\da-f]+)$/i))
const bytes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(32))

const field = v.strictObject({
  label: v.string(),
  type: v.string(),
  slot: number,
  offset: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(31)),
  contract: v.exactOptional(v.string()),
  source: v.exactOptional(v.string()),
  renamedFrom: v.exactOptional(v.string()),
  retypedFrom: v.exactOptional(v.string()),
})

const type: v.GenericSchema<unknown, StorageType> = v.variant('kind', [
  v.strictObject({ kind: v.literal('value'), bytes }),
  v.strictObject({ kind: v.literal('dynamic') }),
  v.strictObject({ kind: v.literal('contract') }),
  v.strictObject({ kind: v.literal('enum'), bytes, members: v.exactOptional(v.array(v.string())) }),
  v.strictObject({ kind: v.literal('alias'), bytes, of: v.exactOptional(v.string()) }),
  v.strictObject({ kind: v.literal('function'), bytes }),
  v.strictObject({ kind: v.literal('array'), base: v.string(), length: v.exactOptional(number) }),
  v.strictObject({ kind: v.literal('mapping'), key: v.string(), value: v.string() }),
  v.strictObject({
    kind: v.literal('struct'),
    bytes: number,
    members: v.exactOptional(v.array(field)),
  }),
  v.strictObject({ kind: v.literal('unknown') }),
])

/** Our own form. */
export const storageLayoutSchema: v.GenericSchema<unknown, StorageLayout> = v.strictObject({
  format: v.literal(storageLayoutFormat),
  contract: v.string(),
  variables: v.array(field),
  transient: v.exactOptional(v.array(field)),
  namespaces: v.exactOptional(
    v.array(
      v.strictObject({
        id: v.string(),
        slot: v.exactOptional(number),
        contract: v.exactOptional(v.string()),
        source: v.exactOptional(v.string()),
        members: v.array(field),
      }),
    ),
  ),
  types: v.record(v.string(), type),
})

/** A field of a layout by solc or OpenZeppelin. */
export interface SolcField {
  readonly label: string
  /** A key of the types. */
  readonly type: string
  readonly slot: string
  readonly offset: number
  readonly contract?: string
  readonly src?: string
  readonly renamedFrom?: string
  readonly retypedFrom?: string
}

/** A type of such a layout. */
export interface SolcType {
  readonly label: string
  readonly numberOfBytes: string
  readonly base?: string
  readonly key?: string
  readonly value?: string
  readonly underlying?: string
  /** Of structs and, from OpenZeppelin, enums. */
  readonly members?: readonly (SolcField | string)[]
}

/** What solc tells, and OpenZeppelin's tool keeps with namespaces and the members of enums. */
export interface SolcLayout {
  readonly storage: readonly SolcField[]
  readonly types: Readonly<Record<string, SolcType>> | null
  readonly namespaces?: Readonly<Record<string, readonly SolcField[]>>
}

const solcField: v.GenericSchema<unknown, SolcField> = v.object({
  label: v.string(),
  type: v.string(),
  slot: number,
  offset: v.number(),
  contract: v.exactOptional(v.string()),
  src: v.exactOptional(v.string()),
  renamedFrom: v.exactOptional(v.string()),
  retypedFrom: v.exactOptional(v.string()),
})

const solcType: v.GenericSchema<unknown, SolcType> = v.object({
  label: v.string(),
  numberOfBytes: number,
  base: v.exactOptional(v.string()),
  key: v.exactOptional(v.string()),
  value: v.exactOptional(v.string()),
  underlying: v.exactOptional(v.string()),
  members: v.exactOptional(v.array(v.union([v.string(), solcField]))),
})

/** See {@link SolcLayout}. */
export const solcLayoutSchema: v.GenericSchema<unknown, SolcLayout> = v.object({
  storage: v.array(solcField),
  types: v.nullable(v.record(v.string(), solcType)),
  namespaces: v.exactOptional(v.record(v.string(), v.array(solcField))),
})
