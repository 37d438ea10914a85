import type {
  BranchKind,
  CoverageSpan,
  CoveredBranch,
  CoveredFunction,
  CoveredStatement,
  FileCoverage,
} from '../coverage.js'
import { type AstNode, type ByteRange, contains, type SourceTree } from './source-tree.js'

/** A node of the tree and the item that it is counted in. */
export interface Counted<T> {
  readonly node: AstNode
  readonly item: T
}

/** What there is to cover in a source. */
export interface CoverageItems {
  readonly tree: SourceTree
  readonly statements: readonly Counted<CoveredStatement>[]
  readonly functions: readonly Counted<CoveredFunction>[]
  readonly branches: readonly Counted<CoveredBranch>[]
}

const statementTypes: ReadonlySet<string> = new Set([
  'ExpressionStatement',
  'VariableDeclarationStatement',
  'Return',
  'EmitStatement',
  'RevertStatement',
  'YulAssignment',
  'YulVariableDeclaration',
  'YulExpressionStatement',
  'Break',
  'Continue',
  'YulBreak',
  'YulContinue',
  'YulLeave',
])

/** Statements that decide: they run as often as they are decided. */
const controlTypes: ReadonlySet<string> = new Set([
  'IfStatement',
  'ForStatement',
  'WhileStatement',
  'DoWhileStatement',
  'TryStatement',
  'YulIf',
  'YulForLoop',
  'YulSwitch',
])

/** Whether a statement counts by its instructions, and not by what it decides. */
export function isPlain({ node }: Counted<CoveredStatement>): boolean {
  return statementTypes.has(node.nodeType)
}

/** Whether a statement is what a state variable begins with. */
export function isInitialValue({ node }: Counted<CoveredStatement>): boolean {
  return !statementTypes.has(node.nodeType) && !controlTypes.has(node.nodeType)
}

/** Whether it is a loop that only something in it ends: nothing is decided then. */
export function isEndless({ nodeType, fields }: AstNode): boolean {
  return nodeType === 'ForStatement' && !isNode(fields.condition)
}

/** All that can be covered in a source, with counts of 0. */
export function coverageItems(tree: SourceTree): CoverageItems {
  const inBodies = tree.nodes.filter(isInBody)
  return {
    tree,
    statements: inBodies
      .filter((node) => isStatement(node))
      .map((node) => ({
        node,
        item: { span: spanOf(tree, node), count: 0, tests: new Set<string>() },
      })),
    functions: tree.nodes.filter(isImplemented).map((node) => ({
      node,
      item: { name: functionName(node), span: spanOf(tree, node), count: 0 },
    })),
    branches: inBodies.flatMap((node) => branchOf(tree, node)),
  }
}

export function toFileCoverage(items: CoverageItems): FileCoverage {
  return {
    sourceName: items.tree.name,
    statements: items.statements.map(({ item }) => item),
    functions: items.functions.map(({ item }) => item),
    branches: items.branches.map(({ item }) => item),
  }
}

/** Whether code is made of it: not so for what is declared, and for state variables that are constant. */
function isInBody(node: AstNode): boolean {
  for (let outer = node.parent; outer !== undefined; outer = outer.parent) {
    if (outer.nodeType === 'FunctionDefinition' || outer.nodeType === 'ModifierDefinition') {
      return true
    }
    if (isInitialized(outer)) return node === outer || isWithinValue(node, outer)
  }
  return false
}

function isStatement(node: AstNode): boolean {
  const { nodeType, parent } = node
  if (statementTypes.has(nodeType) || controlTypes.has(nodeType)) return true
  // What a state variable begins with is set in the constructor.
  return parent !== undefined && isInitialized(parent) && isValueOf(node, parent)
}

function isInitialized({ nodeType, fields }: AstNode): boolean {
  const isVariable = nodeType === 'VariableDeclaration' && fields.stateVariable === true
  return isVariable && fields.constant !== true && isNode(fields.value)
}

function isWithinValue(node: AstNode, { fields }: AstNode): boolean {
  const value = rangeOf(fields.value)
  return value !== undefined && contains(value, node)
}

function isValueOf(node: AstNode, { fields }: AstNode): boolean {
  const value: unknown = fields.value
  return isNode(value) && Reflect.get(value, 'id') === node.id && node.id !== -1
}

function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isImplemented({ nodeType, fields }: AstNode): boolean {
  if (nodeType === 'YulFunctionDefinition') return true
  const isCode = nodeType === 'FunctionDefinition' || nodeType === 'ModifierDefinition'
  return isCode && typeof fields.body === 'object' && fields.body !== null
}

function functionName({ fields }: AstNode): string {
  const { name, kind } = fields
  if (typeof name === 'string' && name !== '') return name
  return typeof kind === 'string' ? kind : 'constructor'
}

function spanOf(tree: SourceTree, { start, length }: ByteRange): CoverageSpan {
  const [first, last] = [tree.position(start), tree.position(start + length)]
  return {
    start: { line: first.line, column: first.column - 1 },
    end: { line: last.line, column: last.column - 1 },
  }
}

/** What a node decides; nothing for most. */
function branchOf(tree: SourceTree, node: AstNode): Counted<CoveredBranch>[] {
  const plan = branchPlan(node)
  if (plan === undefined) return []
  const ways = plan.ways.map(([name, place]) => ({
    name,
    span: spanOf(tree, place ?? node),
    count: 0,
  }))
  return [{ node, item: { kind: plan.kind, span: spanOf(tree, node), ways } }]
}

interface BranchPlan {
  readonly kind: BranchKind
  readonly ways: readonly (readonly [name: string, place: ByteRange | undefined])[]
}

function branchPlan({ nodeType, fields }: AstNode): BranchPlan | undefined {
  switch (nodeType) {
    case 'IfStatement':
      return {
        kind: 'if',
        ways: [
          ['true', rangeOf(fields.trueBody)],
          ['false', rangeOf(fields.falseBody)],
        ],
      }
    case 'YulIf':
      return {
        kind: 'if',
        ways: [
          ['true', rangeOf(fields.body)],
          ['false', undefined],
        ],
      }
    case 'Conditional':
      return {
        kind: 'cond-expr',
        ways: [
          ['true', rangeOf(fields.trueExpression)],
          ['false', rangeOf(fields.falseExpression)],
        ],
      }
    case 'BinaryOperation':
      if (fields.operator !== '&&' && fields.operator !== '||') return undefined
      return {
        kind: 'binary-expr',
        ways: [
          ['left decides', rangeOf(fields.leftExpression)],
          ['right decides', rangeOf(fields.rightExpression)],
        ],
      }
    case 'ForStatement':
      return isNode(fields.condition) ? loopPlan(fields) : undefined
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'YulForLoop':
      return loopPlan(fields)
    case 'YulSwitch':
      return { kind: 'switch', ways: namedRanges(fields.cases, caseName) }
    case 'TryStatement':
      return { kind: 'try', ways: namedRanges(fields.clauses, clauseName) }
    case 'FunctionCall':
      return checkPlan(fields)
    default:
      return undefined
  }
}

function loopPlan({ body }: AstNode['fields']): BranchPlan {
  return {
    kind: 'loop',
    ways: [
      ['body', rangeOf(body)],
      ['end', undefined],
    ],
  }
}

/** `require` has to be seen holding and failing; that `assert` fails is not wanted. */
function checkPlan(fields: AstNode['fields']): BranchPlan | undefined {
  const name: unknown = Reflect.get(Object(fields.expression), 'name')
  if (name === 'require')
    return {
      kind: 'require',
      ways: [
        ['holds', undefined],
        ['fails', undefined],
      ],
    }
  return undefined
}

function namedRanges(
  values: unknown,
  nameOf: (value: unknown, index: number) => string,
): BranchPlan['ways'] {
  if (!Array.isArray(values)) return []
  return values.map((value: unknown, index) => [nameOf(value, index), rangeOf(value)] as const)
}

function caseName(value: unknown): string {
  const literal: unknown = Reflect.get(Object(value), 'value')
  if (literal === 'default') return 'default'
  return `case ${String(Reflect.get(Object(literal), 'value'))}`
}

function clauseName(value: unknown, index: number): string {
  const error: unknown = Reflect.get(Object(value), 'errorName')
  return index === 0 ? 'success' : `catch${error === '' ? '' : ` ${String(error)}`}`
}

/** The range that a part of a node has. */
export function rangeOf(value: unknown): ByteRange | undefined {
  const src: unknown = Reflect.get(Object(value), 'src')
  if (typeof src !== 'string') return undefined
  const [start = 0, length = 0] = src.split(':').map(Number)
  return { start, length }
}
