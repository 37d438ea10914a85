import { numberOperand, type Operand } from './operand.js'

/** What stands behind a dot; undefined when there is no such member. */
export async function memberOf(operand: Operand, name: string): Promise<Operand | undefined> {
  if (operand.kind === 'namespace' || operand.kind === 'composite') return operand.member(name)
  if (operand.kind === 'bytes' && name === 'length') {
    return numberOperand(BigInt(operand.bytes.length), 'uint256')
  }
  return undefined
}

/** What stands in brackets; undefined when there is no such item. */
export async function itemOf(operand: Operand, key: Operand): Promise<Operand | undefined> {
  if (operand.kind === 'composite') return operand.item(key)
  if (operand.kind !== 'bytes' || operand.type === 'string' || key.kind !== 'number')
    return undefined
  const byte = key.value >= 0n ? operand.bytes[Number(key.value)] : undefined
  return byte === undefined
    ? undefined
    : { kind: 'bytes', bytes: Uint8Array.of(byte), type: 'bytes1' }
}
