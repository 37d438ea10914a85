import type { BinaryOperator, UnaryOperator } from './expression.js'
import { formatOperand, numberOperand, type Operand } from './operand.js'

/** Throws the error that says what is wrong with an operation. */
export type Fail = (message: string) => never

/** The largest number of bits that results may have; the EVM has 256. */
const mostBits = 4096n

/** Arithmetic is without bounds: what is shown is what the numbers come to, not what the EVM would do. */
export function applyBinary(
  operator: Exclude<BinaryOperator, '&&' | '||'>,
  [left, right]: readonly [Operand, Operand],
  fail: Fail,
): Operand {
  if (operator === '==' || operator === '!=') {
    return { kind: 'bool', value: isEqual(left, right, fail) === (operator === '==') }
  }
  const [a, b] = [toNumber(left), toNumber(right)]
  if (a === undefined || b === undefined) {
    const wrong = a === undefined ? left : right
    return fail(`"${operator}" takes numbers, got ${formatOperand(wrong)}`)
  }
  const order = compare(operator, a, b)
  if (order !== undefined) return { kind: 'bool', value: order }
  return numberOperand(calculate(operator, [a, b], fail), resultType(left, right))
}

export function applyUnary(operator: UnaryOperator, operand: Operand, fail: Fail): Operand {
  if (operator === '!') {
    if (operand.kind === 'bool') return { kind: 'bool', value: !operand.value }
    return fail(`"!" takes true or false, got ${formatOperand(operand)}`)
  }
  const value = toNumber(operand)
  if (value === undefined)
    return fail(`"${operator}" takes a number, got ${formatOperand(operand)}`)
  const type = operand.kind === 'number' ? operand.type : 'uint256'
  if (operator === '-') return numberOperand(-value, type)
  return numberOperand(operator === '~' ? invert(value, type) : value, type)
}

function invert(value: bigint, type: string): bigint {
  const bits = Number(/^uint(\d+)$/.exec(type)?.[1] ?? 0)
  return bits === 0 ? ~value : BigInt.asUintN(bits, ~value)
}

/** Fixed bytes are compared as numbers, too. */
function toNumber(operand: Operand): bigint | undefined {
  if (operand.kind === 'number') return operand.value
  return operand.kind === 'bytes' && /^bytes\d+$/.test(operand.type)
    ? bytesToNumber(operand.bytes)
    : undefined
}

function bytesToNumber(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
}

function isEqual(left: Operand, right: Operand, fail: Fail): boolean {
  if (left.kind === 'bool' && right.kind === 'bool') return left.value === right.value
  if (left.kind === 'bytes' && right.kind === 'bytes') return isSameBytes(left.bytes, right.bytes)
  const [a, b] = [toNumber(left), toNumber(right)]
  if (a !== undefined && b !== undefined) return a === b
  return fail(`${formatOperand(left)} and ${formatOperand(right)} cannot be compared`)
}

function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

function compare(operator: BinaryOperator, a: bigint, b: bigint): boolean | undefined {
  switch (operator) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    default:
      return undefined
  }
}

function calculate(
  operator: BinaryOperator,
  [a, b]: readonly [bigint, bigint],
  fail: Fail,
): bigint {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '&':
      return a & b
    case '|':
      return a | b
    case '^':
      return a ^ b
    case '>>':
    case '>>>':
      return b >= 0n && b <= mostBits ? a >> b : fail(`Cannot shift by ${b}`)
    case '<<':
      return b >= 0n && b <= mostBits ? a << b : fail(`Cannot shift by ${b}`)
    case '**':
      return power(a, b, fail)
    case '/':
      return b === 0n ? fail('A division by zero') : a / b
    case '%':
      return b === 0n ? fail('A division by zero') : a % b
    default:
      return fail(`"${operator}" is no operation on numbers`)
  }
}

function power(base: bigint, exponent: bigint, fail: Fail): bigint {
  const bits = BigInt(base.toString(2).length)
  if (exponent < 0n || bits * exponent > mostBits)
    return fail(`${base} ** ${exponent} is too large`)
  return base ** exponent
}

/** A literal takes the type of what stands beside it. */
function resultType(left: Operand, right: Operand): string {
  const types = [left, right].map((operand) => (operand.kind === 'number' ? operand.type : ''))
  return types.find((type) => /^u?int\d/.test(type)) ?? 'int_const'
}
