import type { Spot } from './frame-places.js'
import type { AstNode } from './source-tree.js'

/**
 * What a failed check is in words, where the compiler made an invalid instruction of it: before solc 0.8 there were no
 * panics. Undefined where the source does not tell.
 */
export function failedCheck({ tree, range }: Spot): string | undefined {
  // The innermost node is what was computed.
  for (const node of tree.at(range).toReversed()) {
    const words = wordsOf(node)
    if (words !== undefined) return words
  }
  return undefined
}

function wordsOf({ nodeType, fields }: AstNode): string | undefined {
  switch (nodeType) {
    case 'BinaryOperation':
    case 'Assignment':
      return /^[/%]/.test(String(fields.operator)) ? 'division or modulo by zero' : undefined
    case 'IndexAccess':
      return 'array index out of bounds'
    case 'VariableDeclaration':
      return fields.stateVariable === true ? 'array index out of bounds' : undefined
    case 'FunctionCall':
      return callWords(fields)
    default:
      return undefined
  }
}

function callWords({ kind, expression }: AstNode['fields']): string | undefined {
  if (kind === 'typeConversion') return 'conversion to an enum value that does not exist'
  const callee = Object(expression) as Readonly<Record<string, unknown>>
  if (callee.name === 'assert') return 'assertion failed'
  if (callee.memberName === 'pop') return 'pop on an empty array'
  return 'call of a function variable that was never set'
}
