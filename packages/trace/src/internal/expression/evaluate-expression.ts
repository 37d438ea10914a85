import { hexToBytes } from '@scaffold-evm/common'
import { nameUnknown, operandInvalid } from '../../errors.js'
import { applyBinary, applyUnary, type Fail } from './apply-operator.js'
import { convert, integerLimits } from './convert.js'
import type { Expression } from './expression.js'
import { formatOperand, numberOperand, type Operand } from './operand.js'
import { itemOf, memberOf } from './parts-of-operand.js'

/** What the names of an expression are; undefined when there is no such name. */
export type LookUp = (name: string) => Promise<Operand | undefined>

/** An expression and its text. */
export interface ParsedExpression {
  readonly text: string
  readonly root: Expression
}

type Node<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>

/** @throws `DEBUG_NAME_UNKNOWN`, `DEBUG_OPERAND_INVALID` */
export function evaluateExpression(
  { text, root }: ParsedExpression,
  lookUp: LookUp,
): Promise<Operand> {
  return new Evaluation(text, lookUp).valueOf(root)
}

class Evaluation {
  readonly #text: string
  readonly #lookUp: LookUp

  constructor(text: string, lookUp: LookUp) {
    this.#text = text
    this.#lookUp = lookUp
  }

  async valueOf(node: Expression): Promise<Operand> {
    switch (node.kind) {
      case 'number':
        return numberOperand(node.value, node.isAddress ? 'address' : 'int_const')
      case 'bool':
        return { kind: 'bool', value: node.value }
      case 'string':
        return { kind: 'bytes', bytes: new TextEncoder().encode(node.value), type: 'string' }
      case 'bytes':
        return { kind: 'bytes', bytes: hexToBytes(`0x${node.digits}`), type: 'bytes' }
      case 'name':
        return this.#named(node)
      case 'member':
        return this.#member(node)
      case 'index':
        return this.#item(node)
      case 'call':
        return this.#conversion(node)
      case 'unary':
        return applyUnary(node.operator, await this.valueOf(node.operand), this.#failAt(node))
      case 'binary':
        return this.#binary(node)
      case 'conditional':
        return this.valueOf((await this.#truthOf(node.condition)) ? node.then : node.otherwise)
    }
  }

  async #named(node: Node<'name'>): Promise<Operand> {
    const found = await this.#lookUp(node.name)
    if (found === undefined) throw nameUnknown(node.name, this.#placeOf(node))
    return found
  }

  async #binary(node: Node<'binary'>): Promise<Operand> {
    const { operator, left, right } = node
    if (operator === '&&') {
      return { kind: 'bool', value: (await this.#truthOf(left)) && (await this.#truthOf(right)) }
    }
    if (operator === '||') {
      return { kind: 'bool', value: (await this.#truthOf(left)) || (await this.#truthOf(right)) }
    }
    const operands = [await this.valueOf(left), await this.valueOf(right)] as const
    return applyBinary(operator, operands, this.#failAt(node))
  }

  async #truthOf(node: Expression): Promise<boolean> {
    const operand = await this.valueOf(node)
    if (operand.kind === 'bool') return operand.value
    return this.#failAt(node)(`Expected true or false, got ${formatOperand(operand)}`)
  }

  async #member(node: Node<'member'>): Promise<Operand> {
    const object = await this.valueOf(node.object)
    const found = await memberOf(object, node.name)
    return found ?? this.#failAt(node)(`${formatOperand(object)} has no member "${node.name}"`)
  }

  async #item(node: Node<'index'>): Promise<Operand> {
    const object = await this.valueOf(node.object)
    const key = await this.valueOf(node.index)
    const found = await itemOf(object, key)
    return found ?? this.#failAt(node)(`${formatOperand(object)} has no item ${formatOperand(key)}`)
  }

  async #conversion(node: Node<'call'>): Promise<Operand> {
    const { callee, args } = node
    const [only, ...others] = args
    const fail = this.#failAt(node)
    if (callee.kind !== 'name' || only === undefined || others.length > 0) return fail(noCalls)
    if (callee.name === 'type') {
      const limits = only.kind === 'name' ? integerLimits(only.name) : undefined
      return limits ?? fail('type(…) takes the name of an integer type')
    }
    const converted = convert(callee.name, await this.valueOf(only), fail)
    return converted ?? (await this.#typeNamed(callee, only)) ?? fail(noCalls)
  }

  /** `IERC20(x)`: an address is a contract of any type. */
  async #typeNamed(callee: Node<'name'>, only: Expression): Promise<Operand | undefined> {
    const type = await this.#lookUp(callee.name)
    if (type?.kind !== 'namespace') return undefined
    const operand = await this.valueOf(only)
    return operand.kind === 'number' ? { ...operand, type: `contract ${callee.name}` } : undefined
  }

  #failAt(node: Expression): Fail {
    return (message) => {
      throw operandInvalid(message, this.#placeOf(node))
    }
  }

  #placeOf({ offset, length }: Expression): { expression: string; offset: number; length: number } {
    return { expression: this.#text, offset, length }
  }
}

const noCalls = 'Functions cannot be called here; only types convert, as in uint8(x)'
