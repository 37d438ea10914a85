import { expressionSyntax } from '../../errors.js'
import type { BinaryOperator, Expression, UnaryOperator } from './expression.js'
import { parseNumber, unitFactor } from './parse-number.js'
import { type Token, tokenize } from './tokens.js'

/** From the loosest to the tightest, as Solidity has it. */
const levels: readonly (readonly BinaryOperator[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>', '>>>'],
  ['+', '-'],
  ['*', '/', '%'],
]

const unaryOperators: readonly UnaryOperator[] = ['!', '-', '+', '~']
const deepest = 200

/**
 * Reads an expression: names, members, indices, conversions, operators and literals of Solidity.
 *
 * @throws `DEBUG_EXPRESSION_SYNTAX` with the place in `data`
 */
export function parseExpression(text: string): Expression {
  const parser = new Parser(text)
  return parser.parse()
}

class Parser {
  readonly #text: string
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokenize(text)
  }

  parse(): Expression {
    const expression = this.#conditional()
    if (this.#next.kind !== 'end') throw this.#unexpected()
    return expression
  }

  get #next(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '', offset: this.#text.length, length: 0 }
  }

  /** Takes an operator, if it is one of those. */
  #take<T extends string>(operators: readonly T[]): T | undefined {
    const { kind, text } = this.#next
    const found =
      kind === 'operator' ? operators.find((candidate) => candidate === text) : undefined
    if (found !== undefined) this.#at += 1
    return found
  }

  #expect(operator: string): void {
    if (this.#take([operator]) === undefined) throw this.#unexpected(operator)
  }

  #unexpected(wanted?: string): Error {
    const { kind, text, offset, length } = this.#next
    const got = kind === 'end' ? 'the end' : `"${text}"`
    const instead = wanted === undefined ? '' : `, expected "${wanted}"`
    const place = { expression: this.#text, offset, length }
    return expressionSyntax(`Unexpected ${got}${instead}`, place)
  }

  /** What was read since a token began. */
  #since(offset: number): { readonly offset: number; readonly length: number } {
    const last = this.#tokens[this.#at - 1]
    return { offset, length: (last?.offset ?? 0) + (last?.length ?? 0) - offset }
  }

  #conditional(): Expression {
    this.#depth += 1
    if (this.#depth > deepest) {
      const { offset, length } = this.#next
      const place = { expression: this.#text, offset, length }
      throw expressionSyntax('The expression is nested too deep', place)
    }
    const condition = this.#binary(0)
    let result = condition
    if (this.#take(['?']) !== undefined) {
      const then = this.#conditional()
      this.#expect(':')
      const otherwise = this.#conditional()
      result = { kind: 'conditional', condition, then, otherwise, ...this.#since(condition.offset) }
    }
    this.#depth -= 1
    return result
  }

  #binary(level: number): Expression {
    const operators = levels[level]
    if (operators === undefined) return this.#power()
    let left = this.#binary(level + 1)
    for (;;) {
      const operator = this.#take(operators)
      if (operator === undefined) return left
      const right = this.#binary(level + 1)
      left = { kind: 'binary', operator, left, right, ...this.#since(left.offset) }
    }
  }

  /** Binds to the right. */
  #power(): Expression {
    const left = this.#unary()
    if (this.#take(['**']) === undefined) return left
    const right = this.#power()
    return { kind: 'binary', operator: '**', left, right, ...this.#since(left.offset) }
  }

  #unary(): Expression {
    const { offset } = this.#next
    const taken: UnaryOperator[] = []
    for (;;) {
      const operator = this.#take(unaryOperators)
      if (operator === undefined) break
      taken.push(operator)
    }
    let operand = this.#postfix()
    for (const operator of taken.toReversed()) {
      operand = { kind: 'unary', operator, operand, ...this.#since(offset) }
    }
    return operand
  }

  #postfix(): Expression {
    let object = this.#primary()
    for (;;) {
      const operator = this.#take(['.', '[', '('])
      if (operator === undefined) return object
      if (operator === '.') {
        const name = this.#name()
        object = { kind: 'member', object, name, ...this.#since(object.offset) }
      } else if (operator === '[') {
        const index = this.#conditional()
        this.#expect(']')
        object = { kind: 'index', object, index, ...this.#since(object.offset) }
      } else {
        const args = this.#arguments()
        object = { kind: 'call', callee: object, args, ...this.#since(object.offset) }
      }
    }
  }

  #name(): string {
    const { kind, text } = this.#next
    if (kind !== 'name') throw this.#unexpected('name')
    this.#at += 1
    return text
  }

  #arguments(): Expression[] {
    const args: Expression[] = []
    if (this.#take([')']) !== undefined) return args
    do args.push(this.#conditional())
    while (this.#take([',']) !== undefined)
    this.#expect(')')
    return args
  }

  #primary(): Expression {
    const token = this.#next
    const { kind, text, offset } = token
    if (this.#take(['(']) !== undefined) {
      const inner = this.#conditional()
      this.#expect(')')
      return { ...inner, ...this.#since(offset) }
    }
    if (kind === 'end' || kind === 'operator') throw this.#unexpected()
    this.#at += 1
    const place = { offset, length: token.length }
    if (kind === 'string') return { kind: 'string', value: text, ...place }
    if (kind === 'hex-string') return { kind: 'bytes', digits: text.toLowerCase(), ...place }
    if (kind === 'number') return this.#number(token)
    if (text === 'true' || text === 'false') {
      return { kind: 'bool', value: text === 'true', ...place }
    }
    return { kind: 'name', name: text, ...place }
  }

  #number({ text, offset, length }: Token): Expression {
    const { kind, text: unit } = this.#next
    const factor = kind === 'name' ? unitFactor(unit) : undefined
    if (factor !== undefined) this.#at += 1
    const value = parseNumber(text, factor ?? 1n)
    if (value === undefined) {
      const place = { expression: this.#text, offset, length }
      throw expressionSyntax(`${text} is no whole number`, place)
    }
    const isAddress = /^0x[\da-f]{40}$/i.test(text)
    return { kind: 'number', value, isAddress, ...this.#since(offset) }
  }
}
