import type { SolidityType } from '../../solidity-type.js'

const wordSize = 32n

/** Whether calldata has an offset in place of it. */
export function isDynamic(type: SolidityType): boolean {
  switch (type.kind) {
    case 'bytes':
    case 'string':
      return true
    case 'array':
      return type.length === undefined || isDynamic(type.base)
    case 'struct':
      return type.members.some((member) => isDynamic(member.type))
    default:
      return false
  }
}

/** How many bytes calldata has in its place. */
export function headSize(type: SolidityType): bigint {
  if (isDynamic(type)) return wordSize
  if (type.kind === 'array') return (type.length ?? 0n) * headSize(type.base)
  if (type.kind !== 'struct') return wordSize
  return type.members.reduce((size, member) => size + headSize(member.type), 0n)
}
