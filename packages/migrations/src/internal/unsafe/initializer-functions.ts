import { type AstNode, type Located, memberOf, textOf } from '@scaffold-evm/trace'
import { annotationsOf } from '../layout/annotations.js'
import { documentationOf } from './allowances.js'
import { type ContractCode, modifierNames, statementsOf } from './contract-code.js'

/** A contract that is inherited and the functions that initialize its part of the state. */
export interface Initialized {
  readonly name: string
  readonly functions: readonly Located[]
}

/** Those of what a contract inherits that have initializers, bases first. */
export function initializedBases(code: ContractCode): readonly Initialized[] {
  return code.lineage
    .slice(1)
    .toReversed()
    .map((contract) => ({
      name: textOf(contract.node.fields, 'name'),
      functions: initializersOf(code, contract).filter(({ node }) => mustBeCalled(node)),
    }))
    .filter(({ functions }) => functions.length > 0)
}

/** Functions of a contract that look like initializers, or say that they are. */
export function initializersOf(code: ContractCode, contract: Located): readonly Located[] {
  return code.members(contract, 'FunctionDefinition').filter(({ node }) => isInitializer(node))
}

function isInitializer(node: AstNode): boolean {
  const { name, visibility, body, virtual: isVirtual } = node.fields
  if (visibility === 'private' || (isVirtual === true && !hasBody(body))) return false
  if (annotationsOf(documentationOf(node)).has('upgrades-validate-as-initializer')) return true
  if (name === 'initialize' || name === 'initializer') return true
  return modifierNames(node).some((used) => used === 'initializer' || used === 'onlyInitializing')
}

function hasBody(body: unknown): boolean {
  return body !== undefined && body !== null
}

/** Nobody can call one that is external from inside, and an empty one does nothing. */
function mustBeCalled(node: AstNode): boolean {
  const { visibility } = node.fields
  return statementsOf(node).length > 0 && (visibility === 'internal' || visibility === 'public')
}

/** Calls that are statements of a function, in their order. */
export function directCalls(code: ContractCode, node: AstNode): readonly AstNode[] {
  return statementsOf(node).flatMap((statement) => {
    if (memberOf(statement, 'nodeType') !== 'ExpressionStatement') return []
    const expression = code.index.nodeOf(memberOf(statement, 'expression'))
    return expression?.nodeType === 'FunctionCall' ? [expression] : []
  })
}

/** AST ids of the functions that a call runs, those that it calls in turn first. */
export function functionsRun(
  code: ContractCode,
  call: AstNode,
  seen: Set<number> = new Set(),
): readonly number[] {
  const called = code.called(call)?.node
  if (called === undefined || seen.has(called.id)) return []
  seen.add(called.id)
  const inner = directCalls(code, called).flatMap((next) => functionsRun(code, next, seen))
  return [...inner, called.id]
}
