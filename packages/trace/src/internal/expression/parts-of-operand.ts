import { numberOperand, type Operand } from './operand.js'

/** What stands behind a dot; undefined when there is no such member. */
export function memberOf(operand: Operand, name: string): Operand | undefined {
  if (operand.kind === 'namespace' || operand.kind === 'composite') return operand.member(name)
  if (operand.kind === 'bytes' && name === 'length') {
    return numberOperand(BigInt(operand.bytes.length), 'uint256')
  }
  return undefined
}

/** What stands in brackets; undefined when there is no such item. */
export function itemOf(operand: Operand, key: Operand): Operand | undefined {
  if (operand.kind === 'composite') return operand.item(key)
  if (operand.kind !== 'bytes' || operand.type === 'string' || key.kind !== 'number')
    return undefined
  const byte = key.value >= 0n ? operand.bytes[Number(key.value)] : undefined
  return byte === undefined
    ? undefined
    : { kind: 'bytes', bytes: Uint8Array.of(byte), type: 'bytes1' }
}
