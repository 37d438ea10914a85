import { ScaffoldError } from '@scaffold-evm/common'

/** A file name that none of the sources has. */
export function sourceUnknown(name: string, names: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'DEBUG_SOURCE_UNKNOWN',
    message: `No contract of this transaction has the source "${name}"`,
    details: names.length === 0 ? undefined : `Its sources: ${names.join(', ')}`,
    hint: 'Name a file as the compiler knows it, or the end of its path',
    data: { name, sources: names },
  })
}

/** A file name that several sources have. */
export function sourceAmbiguous(name: string, names: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'DEBUG_SOURCE_AMBIGUOUS',
    message: `"${name}" is the name of ${names.length} sources`,
    details: names.join(', '),
    hint: 'Write more of its path',
    data: { name, sources: names },
  })
}

/** A line after which there is nothing to stop at. */
export function breakpointNoCode(sourceName: string, line: number): ScaffoldError {
  return new ScaffoldError({
    code: 'DEBUG_LINE_WITHOUT_CODE',
    message: `${sourceName} has no statement in line ${line} or below`,
    hint: 'Choose a line with a statement, or one above it',
    data: { sourceName, line },
  })
}

/** A condition on the number of hits that is none. */
export function hitConditionInvalid(got: string): ScaffoldError {
  return new ScaffoldError({
    code: 'DEBUG_HIT_CONDITION_INVALID',
    message: `Expected which hits count, such as 3, >= 3 or % 3, got "${got}"`,
    data: { got },
  })
}

/** An id that no breakpoint has. */
export function breakpointUnknown(id: number, ids: readonly number[]): ScaffoldError {
  return new ScaffoldError({
    code: 'DEBUG_BREAKPOINT_UNKNOWN',
    message: `There is no breakpoint ${id}`,
    hint: ids.length === 0 ? 'There are none' : `There are: ${ids.join(', ')}`,
    data: { id, ids },
  })
}

/** Where in the text of an expression something is wrong. */
export interface ExpressionPlace {
  readonly expression: string
  /** In characters, from 0. */
  readonly offset: number
  readonly length: number
}

/** The text with a mark below the place. */
function pointedAt({ expression, offset, length }: ExpressionPlace): string {
  return `${expression}\n${' '.repeat(offset)}${'^'.repeat(Math.max(1, length))}`
}

/** Text that is no expression. */
export function expressionSyntax(message: string, place: ExpressionPlace): ScaffoldError {
  return new ScaffoldError({
    code: 'DEBUG_EXPRESSION_SYNTAX',
    message,
    details: pointedAt(place),
    hint: 'Expressions are names, members, indices, operators and literals of Solidity',
    data: { ...place },
  })
}

/** A name that means nothing where the execution is. */
export function nameUnknown(name: string, place: ExpressionPlace): ScaffoldError {
  return new ScaffoldError({
    code: 'DEBUG_NAME_UNKNOWN',
    message: `There is no "${name}" here`,
    details: pointedAt(place),
    hint: 'Names are those of variables in scope, and msg, tx, block and this',
    data: { ...place },
  })
}

/** An operation that its operands do not have. */
export function operandInvalid(message: string, place: ExpressionPlace): ScaffoldError {
  return new ScaffoldError({
    code: 'DEBUG_OPERAND_INVALID',
    message,
    details: pointedAt(place),
    data: { ...place },
  })
}
