import type { SolidityType } from '../../solidity-type.js'
import type { DataSpace } from '../../variable.js'
import { listOf, memberOf } from '../fields.js'
import type { AstNode } from '../source-tree.js'
import type { TypeReader } from '../values/type-reader.js'

/** The declarations of what a function or modifier takes. */
export function parametersOf({ fields }: AstNode): readonly unknown[] {
  return listOf(fields.parameters, 'parameters')
}

/** The declarations of what a function returns. */
export function returnsOf({ fields }: AstNode): readonly unknown[] {
  return listOf(fields.returnParameters, 'parameters')
}

/** How many items of the stack a variable takes. */
export function slotsOf(declaration: unknown, type: SolidityType): number {
  if (type.kind === 'function') return type.isExternal ? 2 : 1
  if (memberOf(declaration, 'storageLocation') !== 'calldata') return 1
  const isList = type.kind === 'array' && type.length === undefined
  return isList || type.kind === 'bytes' || type.kind === 'string' ? 2 : 1
}

/** How many items of the stack variables take together. */
export function slotsOfAll(declarations: readonly unknown[], types: TypeReader): number {
  return declarations.reduce<number>(
    (sum, declaration) =>
      sum + slotsOf(declaration, types.ofTypeName(memberOf(declaration, 'typeName'))),
    0,
  )
}

/** What the word of a variable on the stack points to. */
export function pointsTo(declaration: unknown, type: SolidityType): DataSpace | undefined {
  if (type.kind === 'mapping') return 'storage'
  const isData =
    type.kind === 'struct' ||
    type.kind === 'array' ||
    type.kind === 'bytes' ||
    type.kind === 'string'
  const location = memberOf(declaration, 'storageLocation')
  if (!isData) return undefined
  return location === 'storage' || location === 'calldata' ? location : 'memory'
}
