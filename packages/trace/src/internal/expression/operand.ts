import { bytesToHex } from '@scaffold-evm/common'

/** What parts of an expression give. */
export type Operand =
  | NumberOperand
  | { readonly kind: 'bool'; readonly value: boolean }
  /** `bytes`, `bytes4`, `string`, … */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly type: string }
  | CompositeOperand
  | NamespaceOperand
  /** A function, or a value that is not to be had: nothing can be done with it. */
  | { readonly kind: 'opaque'; readonly type: string; readonly text: string }

/** Integers, and what is one to operators: addresses, contracts, enums. */
export interface NumberOperand {
  readonly kind: 'number'
  readonly value: bigint
  /** `uint8`, `address`, `int_const` of literals, … */
  readonly type: string
  /** How it reads. @default decimal, of an address hexadecimal */
  readonly text?: string
}

/** A member or item, and what it is. */
export type NamedOperand = readonly [name: string, operand: Operand]

/** Structs, arrays and mappings. */
export interface CompositeOperand {
  readonly kind: 'composite'
  readonly type: string
  /** All of it on a line, as far as it fits. */
  text(): Promise<string>
  member(name: string): Promise<Operand | undefined>
  /** Undefined when there is no such item. */
  item(key: Operand): Promise<Operand | undefined>
  members(): Promise<readonly NamedOperand[]>
}

/** The name of a type, a contract or of something that has members only. */
export interface NamespaceOperand {
  readonly kind: 'namespace'
  readonly name: string
  member(name: string): Promise<Operand | undefined>
  members(): Promise<readonly NamedOperand[]>
}

export function numberOperand(value: bigint, type: string, text?: string): NumberOperand {
  return { kind: 'number', value, type, ...(text !== undefined && { text }) }
}

/** A name that has just these members. */
export function namespaceOperand(name: string, entries: readonly NamedOperand[]): NamespaceOperand {
  const members = new Map(entries)
  return {
    kind: 'namespace',
    name,
    member: (member) => Promise.resolve(members.get(member)),
    members: () => Promise.resolve(entries),
  }
}

/** What an operand is, in few words: its value where that is short. */
export function formatOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'number':
      return operand.text ?? numberText(operand)
    case 'bool':
      return String(operand.value)
    case 'bytes':
      return operand.type === 'string' ? stringText(operand.bytes) : bytesToHex(operand.bytes)
    case 'composite':
      return operand.type
    case 'namespace':
      return operand.name
    case 'opaque':
      return operand.text
  }
}

function numberText({ value, type }: NumberOperand): string {
  return type.startsWith('address') ? `0x${value.toString(16).padStart(40, '0')}` : String(value)
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function stringText(bytes: Uint8Array): string {
  try {
    return JSON.stringify(utf8.decode(bytes))
  } catch {
    return `hex"${bytesToHex(bytes).slice(2)}"`
  }
}
