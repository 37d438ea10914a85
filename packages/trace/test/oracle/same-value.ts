import { bytesToHex } from '@scaffold-evm/common'
import type { Value } from '../../src/index.js'

/** A value as a text that is the same for what ethers decodes of it. */
export function canonical(value: Value): unknown {
  switch (value.kind) {
    case 'integer':
    case 'enum':
      return value.value
    case 'bool':
      return value.value
    case 'address':
      return value.address.toLowerCase()
    case 'bytes':
      return bytesToHex(value.bytes)
    case 'string':
      return Buffer.from(value.bytes).toString()
    case 'user-defined':
      return canonical(value.value)
    case 'struct':
      return value.members.map((member) => canonical(member.value))
    case 'array':
      return value.items.map(canonical)
    case 'external-function':
      return `${value.address}${value.selector.slice(2)}`.toLowerCase()
    default:
      return value
  }
}

/** What ethers decoded, as {@link canonical} has it. */
export function canonicalDecoded(decoded: unknown): unknown {
  if (Array.isArray(decoded)) return decoded.map(canonicalDecoded)
  const isHex = typeof decoded === 'string' && decoded.startsWith('0x')
  return isHex ? decoded.toLowerCase() : decoded
}
