import { bytesToHex } from '@scaffold-evm/common'
import type { DebugValue } from '../../debug-value.js'

/** What parts of an expression give. */
export type Operand =
  | { readonly kind: 'number'; readonly value: bigint; readonly type: string }
  | { readonly kind: 'bool'; readonly value: boolean }
  /** `bytes`, `bytes4`, `string`, … */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly type: string }
  | CompositeOperand
  /** The name of a type, a contract or of something that has members only. */
  | {
      readonly kind: 'namespace'
      readonly name: string
      member(name: string): Promise<Operand | undefined>
      members(): Promise<readonly NamedOperand[]>
    }

/** A member or item, and what it is. */
export type NamedOperand = readonly [name: string, operand: Operand]

/** Structs, arrays and mappings. */
export interface CompositeOperand {
  readonly kind: 'composite'
  readonly type: string
  readonly text: string
  /** How many members or items can be shown. */
  readonly size: number
  member(name: string): Promise<Operand | undefined>
  /** Undefined when there is no such item. */
  item(key: Operand): Promise<Operand | undefined>
  members(): Promise<readonly NamedOperand[]>
}

/** `uint256` and the like; an address is a number to operators. */
export function numberOperand(value: bigint, type: string): Operand {
  return { kind: 'number', value, type }
}

/** How an operand reads. */
export function formatOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'number':
      return isAddressType(operand.type)
        ? `0x${operand.value.toString(16).padStart(40, '0')}`
        : String(operand.value)
    case 'bool':
      return String(operand.value)
    case 'bytes':
      return operand.type === 'string' ? formatString(operand.bytes) : bytesToHex(operand.bytes)
    case 'composite':
      return operand.text
    case 'namespace':
      return operand.name
  }
}

/** An operand as it is shown. */
export function toDebugValue(operand: Operand): DebugValue {
  const hasMembers = operand.kind === 'composite' || operand.kind === 'namespace'
  return {
    type: typeOf(operand),
    text: formatOperand(operand),
    size: operand.kind === 'composite' ? operand.size : 0,
    members: async () => {
      const members = hasMembers ? await operand.members() : []
      return members.map(([name, member]) => ({ name, ...toDebugValue(member) }))
    },
  }
}

function typeOf(operand: Operand): string | undefined {
  if (operand.kind === 'bool') return 'bool'
  return operand.kind === 'namespace' ? undefined : operand.type
}

/** Whether values of a type are addresses. */
export function isAddressType(type: string): boolean {
  return type === 'address' || type === 'address payable' || type.startsWith('contract ')
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function formatString(bytes: Uint8Array): string {
  try {
    return JSON.stringify(utf8.decode(bytes))
  } catch {
    return `hex"${bytesToHex(bytes).slice(2)}"`
  }
}
