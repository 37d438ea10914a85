import { formatValue } from '../../format-value.js'
import type { SolidityType } from '../../solidity-type.js'
import type { Value } from '../../value.js'
import type { ValueReader } from '../../value-reader.js'
import type { Reference } from '../../variable.js'
import { type NamedOperand, numberOperand, type Operand } from '../expression/operand.js'
import { toBytes, wordAt } from '../values/words.js'

/** Reads what a variable, a member or an item is; structs, arrays and mappings as far as they are asked. */
export async function referenceOperand(
  reader: ValueReader,
  reference: Reference,
): Promise<Operand> {
  const { type } = reference
  if (type.kind !== 'struct' && type.kind !== 'array' && type.kind !== 'mapping') {
    return valueOperand(await reader.read(reference))
  }
  const operand = async (found: Reference | undefined): Promise<Operand | undefined> =>
    found && referenceOperand(reader, found)
  return {
    kind: 'composite',
    type: type.name,
    text: async () => formatValue(await reader.read(reference)),
    async member(name) {
      if (type.kind === 'struct') return operand(await reader.member(reference, name))
      const length = name === 'length' ? await reader.length(reference) : undefined
      return length === undefined ? undefined : numberOperand(length, 'uint256')
    },
    async item(key) {
      if (type.kind === 'array' && key.kind === 'number') {
        return operand(await reader.item(reference, key.value))
      }
      const word = type.kind === 'mapping' ? keyOf(type.key, key) : undefined
      return word === undefined ? undefined : operand(reader.entry(reference, word))
    },
    members: async () => membersOf(await reader.read(reference)),
  }
}

/** As the ABI has it, or the bytes of it; undefined when it is of another type. */
function keyOf(type: SolidityType, key: Operand): bigint | Uint8Array | undefined {
  if (type.kind === 'string' || type.kind === 'bytes') {
    return key.kind === 'bytes' ? key.bytes : undefined
  }
  if (type.kind === 'user-defined') return keyOf(type.underlying, key)
  if (key.kind === 'bool') return type.kind === 'bool' ? BigInt(key.value) : undefined
  if (type.kind === 'fixed-bytes') {
    if (key.kind === 'bytes') return wordAt(key.bytes.subarray(0, type.sizeBytes))
    // A hexadecimal number is meant as the bytes it shows.
    return key.kind === 'number' ? wordAt(toBytes(key.value, type.sizeBytes)) : undefined
  }
  return key.kind === 'number' ? BigInt.asUintN(256, key.value) : undefined
}

function valueOperand(value: Value): Operand {
  const type = value.type.name
  switch (value.kind) {
    case 'integer':
      return numberOperand(value.value, type)
    case 'bool':
      return { kind: 'bool', value: value.value }
    case 'address':
      return numberOperand(BigInt(value.address), type, formatValue(value))
    case 'enum':
      return numberOperand(value.value, type, formatValue(value))
    case 'bytes':
    case 'string':
      return { kind: 'bytes', bytes: value.bytes, type }
    case 'user-defined': {
      const inner = valueOperand(value.value)
      return inner.kind === 'number' ? { ...inner, type, text: formatValue(value) } : inner
    }
    case 'struct':
    case 'array':
    case 'mapping':
      return {
        kind: 'composite',
        type,
        text: () => Promise.resolve(formatValue(value)),
        member: async (name) => membersOf(value).find(([own]) => own === name)?.[1],
        item: async (key) =>
          key.kind === 'number' ? membersOf(value)[Number(key.value)]?.[1] : undefined,
        members: () => Promise.resolve(membersOf(value)),
      }
    case 'external-function':
    case 'internal-function':
    case 'unavailable':
      return { kind: 'opaque', type, text: formatValue(value) }
  }
}

function membersOf(value: Value): readonly NamedOperand[] {
  switch (value.kind) {
    case 'struct':
      return value.members.map((member) => [member.name, valueOperand(member.value)])
    case 'array':
      return value.items.map((item, index) => [`[${index}]`, valueOperand(item)])
    case 'mapping':
      return value.entries.map((entry) => [
        `[${formatValue(entry.key)}]`,
        valueOperand(entry.value),
      ])
    default:
      return []
  }
}
