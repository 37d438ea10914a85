import type { AstIndex } from '../ast-index.js'
import { listOf, memberOf, textOf } from '../fields.js'
import { wordAt, wordMask } from './words.js'

/** A number, or the bytes of a text. */
export type ConstantValue = bigint | Uint8Array

/** What constant expressions are evaluated with. */
export interface ConstantContext {
  readonly index: AstIndex
  readonly keccak256: (data: Uint8Array) => Uint8Array
}

const units: Readonly<Record<string, bigint>> = {
  wei: 1n,
  gwei: 10n ** 9n,
  szabo: 10n ** 12n,
  finney: 10n ** 15n,
  ether: 10n ** 18n,
  seconds: 1n,
  minutes: 60n,
  hours: 3600n,
  days: 86_400n,
  weeks: 604_800n,
  years: 31_536_000n,
}

/** What an expression comes to; undefined for what is more than literals, constants, arithmetic and hashes of texts. */
export function evaluateConstant(
  expression: unknown,
  context: ConstantContext,
): ConstantValue | undefined {
  switch (memberOf(expression, 'nodeType')) {
    case 'Literal':
      return literal(expression)
    case 'TupleExpression':
      return evaluateConstant(listOf(expression, 'components')[0], context)
    case 'Identifier':
    case 'MemberAccess': {
      const id = memberOf(expression, 'referencedDeclaration')
      const fields = typeof id === 'number' ? context.index.node(id)?.node.fields : undefined
      return fields?.constant === true ? evaluateConstant(fields.value, context) : undefined
    }
    case 'UnaryOperation':
      return negated(expression, context)
    case 'BinaryOperation':
      return calculated(expression, context)
    case 'FunctionCall':
      return called(expression, context)
    default:
      return undefined
  }
}

function literal(expression: unknown): ConstantValue | undefined {
  const value = textOf(expression, 'value')
  switch (memberOf(expression, 'kind')) {
    case 'bool':
      return value === 'true' ? 1n : 0n
    case 'string':
    case 'unicodeString':
    case 'hexString': {
      const digits = textOf(expression, 'hexValue')
      return Uint8Array.from(Buffer.from(digits, 'hex'))
    }
    case 'number':
      return numberLiteral(value.replaceAll('_', ''), textOf(expression, 'subdenomination'))
    default:
      return undefined
  }
}

function numberLiteral(text: string, unit: string): bigint | undefined {
  const factor = units[unit] ?? 1n
  if (/^0x[\da-f]+$/i.test(text)) return BigInt(text) * factor
  const [, whole = '', fraction = '', exponent = '0'] =
    /^(\d*)(?:\.(\d*))?(?:e(-?\d+))?$/i.exec(text) ?? []
  if (whole === '' && fraction === '') return undefined
  const digits = BigInt(`${whole}${fraction}`) * factor
  const power = BigInt(exponent) - BigInt(fraction.length)
  if (power >= 0n) return digits * 10n ** power
  const divisor = 10n ** -power
  return digits % divisor === 0n ? digits / divisor : undefined
}

function negated(expression: unknown, context: ConstantContext): bigint | undefined {
  const value = evaluateConstant(memberOf(expression, 'subExpression'), context)
  if (typeof value !== 'bigint') return undefined
  const operator = memberOf(expression, 'operator')
  if (operator === '-') return -value
  return operator === '~' ? ~value : undefined
}

const mostShift = 512n

const operators: Readonly<Record<string, (a: bigint, b: bigint) => bigint | undefined>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0n || a % b !== 0n ? undefined : a / b),
  '%': (a, b) => (b === 0n ? undefined : a % b),
  '**': (a, b) => (b < 0n || b > mostShift ? undefined : a ** b),
  '<<': (a, b) => (b < 0n || b > mostShift ? undefined : a << b),
  '>>': (a, b) => (b < 0n || b > mostShift ? undefined : a >> b),
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
}

function calculated(expression: unknown, context: ConstantContext): bigint | undefined {
  const left = evaluateConstant(memberOf(expression, 'leftExpression'), context)
  const right = evaluateConstant(memberOf(expression, 'rightExpression'), context)
  if (typeof left !== 'bigint' || typeof right !== 'bigint') return undefined
  return operators[textOf(expression, 'operator')]?.(left, right)
}

function called(expression: unknown, context: ConstantContext): ConstantValue | undefined {
  const [argument, ...others] = listOf(expression, 'arguments')
  if (argument === undefined || others.length > 0) return undefined
  const value = evaluateConstant(argument, context)
  if (memberOf(expression, 'kind') === 'typeConversion') {
    const type = textOf(expression, 'typeDescriptions', 'typeString')
    return converted(value, textOf(argument, 'typeDescriptions', 'typeString'), type)
  }
  if (!(value instanceof Uint8Array)) return undefined
  const name = textOf(expression, 'expression', 'name')
  if (name === 'keccak256') return wordAt(context.keccak256(value))
  return name === 'erc7201' ? namespaceSlot(value, context.keccak256) : undefined
}

/** Between numbers, addresses and bytes of the same size a conversion changes nothing but what does not fit. */
function converted(
  value: ConstantValue | undefined,
  from: string,
  to: string,
): ConstantValue | undefined {
  if (typeof value !== 'bigint')
    return to === 'bytes memory' || to.startsWith('string') ? value : undefined
  const fixed = /^bytes(\d+)$/
  const [fromFixed, toFixed] = [fixed.exec(from)?.[1], fixed.exec(to)?.[1]]
  if (fromFixed !== toFixed && fromFixed !== undefined && toFixed !== undefined) return undefined
  const bits = Number(/^uint(\d+)$/.exec(to)?.[1] ?? 256)
  return /^u?int|^address|^contract|^bytes/.test(to)
    ? value & ((1n << BigInt(bits)) - 1n)
    : undefined
}

/** Where the namespace of that name begins (ERC-7201). */
export function namespaceSlot(
  name: Uint8Array,
  keccak256: (data: Uint8Array) => Uint8Array,
): bigint {
  const before = wordAt(keccak256(name)) - 1n
  const hash = wordAt(
    keccak256(Uint8Array.from(Buffer.from(before.toString(16).padStart(64, '0'), 'hex'))),
  )
  return hash & (wordMask ^ 0xffn)
}
