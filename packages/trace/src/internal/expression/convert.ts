import type { Fail } from './apply-operator.js'
import {
  formatOperand,
  type NumberOperand,
  namespaceOperand,
  numberOperand,
  type Operand,
} from './operand.js'

/** What `type(x)` or `uint8(x)` gives; undefined when `type` is no elementary type. */
export function convert(type: string, operand: Operand, fail: Fail): Operand | undefined {
  const integer = integerType(type)
  if (integer !== undefined) return toInteger(integer, operand, fail)
  if (type === 'address' || type === 'payable') {
    const { value } = toInteger({ name: 'uint160', bits: 160, isSigned: false }, operand, fail)
    return numberOperand(value, 'address')
  }
  if (type === 'string' || type === 'bytes') {
    return operand.kind === 'bytes' ? { ...operand, type } : fail(cannot(operand, type))
  }
  const size = Number(/^bytes(\d+)$/.exec(type)?.[1] ?? 0)
  return size >= 1 && size <= 32 ? toFixedBytes(size, operand, fail) : undefined
}

/** `type(uint8)`: its least and greatest number. */
export function integerLimits(type: string): Operand | undefined {
  const integer = integerType(type)
  if (integer === undefined) return undefined
  const { name, bits, isSigned } = integer
  const most = 2n ** BigInt(isSigned ? bits - 1 : bits)
  return namespaceOperand(`type(${name})`, [
    ['min', numberOperand(isSigned ? -most : 0n, name)],
    ['max', numberOperand(most - 1n, name)],
  ])
}

interface IntegerType {
  readonly name: string
  readonly bits: number
  readonly isSigned: boolean
}

function integerType(type: string): IntegerType | undefined {
  const match = /^(u?)int(\d*)$/.exec(type)
  if (match === null) return undefined
  const bits = match[2] === '' ? 256 : Number(match[2])
  const isThere = bits >= 8 && bits <= 256 && bits % 8 === 0
  return isThere ? { name: `${match[1]}int${bits}`, bits, isSigned: match[1] === '' } : undefined
}

function toInteger(
  { name, bits, isSigned }: IntegerType,
  operand: Operand,
  fail: Fail,
): NumberOperand {
  const value = integerOf(operand) ?? fail(cannot(operand, name))
  const cut = isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value)
  return numberOperand(cut, name)
}

function integerOf(operand: Operand): bigint | undefined {
  if (operand.kind === 'number') return operand.value
  if (operand.kind !== 'bytes' || operand.bytes.length > 32) return undefined
  return operand.bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
}

/** Numbers lie on the right of bytes, bytes on the left. */
function toFixedBytes(size: number, operand: Operand, fail: Fail): Operand {
  const bytes = new Uint8Array(size)
  if (operand.kind === 'bytes') {
    bytes.set(operand.bytes.subarray(0, size))
  } else if (operand.kind === 'number') {
    let rest = BigInt.asUintN(size * 8, operand.value)
    for (let index = size - 1; index >= 0; index--) {
      bytes[index] = Number(rest & 0xffn)
      rest >>= 8n
    }
  } else return fail(cannot(operand, `bytes${size}`))
  return { kind: 'bytes', bytes, type: `bytes${size}` }
}

function cannot(operand: Operand, type: string): string {
  return `${formatOperand(operand)} cannot be converted to ${type}`
}
