import { hexToBytes } from '@scaffold-evm/common'
import { nameUnknown, operandInvalid } from '../../errors.js'
import { applyBinary, applyUnary, type Fail } from './apply-operator.js'
import { convert, integerLimits } from './convert.js'
import type { Expression } from './expression.js'
import { formatOperand, numberOperand, type Operand } from './operand.js'
import { itemOf, memberOf } from './parts-of-operand.js'

/** What the names of an expression are; undefined when there is no such name. */
export type LookUp = (name: string) => Operand | undefined

/** An expression and its text. */
export interface ParsedExpression {
  readonly text: string
  readonly root: Expression
}

type Node<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>

/** @throws `DEBUG_NAME_UNKNOWN`, `DEBUG_OPERAND_INVALID` */
export function evaluateExpression({ text, root }: ParsedExpression, lookUp: LookUp): Operand {
  return new Evaluation(text, lookUp).valueOf(root)
}

class Evaluation {
  readonly #text: string
  readonly #lookUp: LookUp

  constructor(text: string, lookUp: LookUp) {
    this.#text = text
    this.#lookUp = lookUp
  }

  valueOf(node: Expression): Operand {
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
        return applyUnary(node.operator, this.valueOf(node.operand), this.#failAt(node))
      case 'binary':
        return this.#binary(node)
      case 'conditional':
        return this.valueOf(this.#truthOf(node.condition) ? node.then : node.otherwise)
    }
  }

  #named(node: Node<'name'>): Operand {
    const found = this.#lookUp(node.name)
    if (found === undefined) throw nameUnknown(node.name, this.#placeOf(node))
    return found
  }

  #binary(node: Node<'binary'>): Operand {
    const { operator, left, right } = node
    if (operator === '&&') {
      return { kind: 'bool', value: this.#truthOf(left) && this.#truthOf(right) }
    }
    if (operator === '||') {
      return { kind: 'bool', value: this.#truthOf(left) || this.#truthOf(right) }
    }
    return applyBinary(operator, [this.valueOf(left), this.valueOf(right)], this.#failAt(node))
  }

  #truthOf(node: Expression): boolean {
    const operand = this.valueOf(node)
    if (operand.kind === 'bool') return operand.value
    return this.#failAt(node)(`Expected true or false, got ${formatOperand(operand)}`)
  }

  #member(node: Node<'member'>): Operand {
    const object = this.valueOf(node.object)
    const found = memberOf(object, node.name)
    return found ?? this.#failAt(node)(`${formatOperand(object)} has no member "${node.name}"`)
  }

  #item(node: Node<'index'>): Operand {
    const object = this.valueOf(node.object)
    const key = this.valueOf(node.index)
    const found = itemOf(object, key)
    return found ?? this.#failAt(node)(`${formatOperand(object)} has no item ${formatOperand(key)}`)
  }

  #conversion(node: Node<'call'>): Operand {
    const { callee, args } = node
    const [only, ...others] = args
    const fail = this.#failAt(node)
    if (callee.kind !== 'name' || only === undefined || others.length > 0) return fail(noCalls)
    if (callee.name === 'type') {
      const limits = only.kind === 'name' ? integerLimits(only.name) : undefined
      return limits ?? fail('type(…) takes the name of an integer type')
    }
    const converted = convert(callee.name, this.valueOf(only), fail)
    return converted ?? this.#typeNamed(callee, only) ?? fail(noCalls)
  }

  /** `IERC20(x)`: an address is a contract of any type. */
  #typeNamed(callee: Node<'name'>, only: Expression): Operand | undefined {
    const type = this.#lookUp(callee.name)
    if (type?.kind !== 'namespace') return undefined
    const operand = this.valueOf(only)
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
