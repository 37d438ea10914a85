import type {
  BranchKind,
  CoverageSpan,
  CoveredBranch,
  CoveredFunction,
  CoveredStatement,
  FileCoverage,
} from '../coverage.js'
import type { AstNode, ByteRange, SourceTree } from './source-tree.js'

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

/** All that can be covered in a source, with counts of 0. */
export function coverageItems(tree: SourceTree): CoverageItems {
  const inBodies = tree.nodes.filter(isInBody)
  return {
    tree,
    statements: inBodies
      .filter(({ nodeType }) => statementTypes.has(nodeType) || controlTypes.has(nodeType))
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
  }
  return false
}

function isImplemented({ nodeType, fields }: AstNode): boolean {
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
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'YulForLoop':
      return {
        kind: 'loop',
        ways: [
          ['body', rangeOf(fields.body)],
          ['end', undefined],
        ],
      }
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
