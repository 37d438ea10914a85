import type { AstNode, ByteRange, SourceTree } from './source-tree.js'

const plain: ReadonlySet<string> = new Set([
  'ExpressionStatement',
  'VariableDeclarationStatement',
  'Return',
  'EmitStatement',
  'RevertStatement',
  'Break',
  'Continue',
  'Throw',
  'ModifierInvocation',
  'YulAssignment',
  'YulVariableDeclaration',
  'YulExpressionStatement',
  'YulBreak',
  'YulContinue',
  'YulLeave',
])

/** Which part of a statement decides; what it decides over are statements of their own. */
const deciding: ReadonlyMap<string, string> = new Map([
  ['IfStatement', 'condition'],
  ['WhileStatement', 'condition'],
  ['DoWhileStatement', 'condition'],
  ['ForStatement', 'condition'],
  ['TryStatement', 'externalCall'],
  ['YulIf', 'condition'],
  ['YulSwitch', 'expression'],
  ['YulForLoop', 'condition'],
])

const known = new WeakMap<SourceTree, readonly AstNode[]>()

/**
 * Where a debugger can stop, in the order of the source: statements, of those that decide the part that does, and state
 * variables, which get their values in constructors and have getters, and what modifiers are given.
 */
export function statementsOf(tree: SourceTree): readonly AstNode[] {
  const found = known.get(tree)
  if (found !== undefined) return found
  const statements = tree.nodes.filter(isStop).sort((a, b) => a.start - b.start)
  known.set(tree, statements)
  return statements
}

/** The innermost of them around a range. */
export function statementAround(tree: SourceTree, range: ByteRange): AstNode | undefined {
  const all = statementsOf(tree)
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((all[middle]?.start ?? 0) <= range.start) low = middle + 1
    else high = middle
  }
  const end = range.start + range.length
  for (let index = low - 1; index >= 0; index--) {
    const candidate = all[index]
    if (candidate !== undefined && candidate.start + candidate.length >= end) {
      return candidate
    }
  }
  return undefined
}

function isStop(node: AstNode): boolean {
  if (plain.has(node.nodeType)) return true
  const { parent } = node
  if (node.nodeType === 'VariableDeclaration') {
    // Constants are computed where they are used.
    return parent?.nodeType === 'ContractDefinition' && node.fields.constant !== true
  }
  // Before solc 0.6 the tree ends at assembly.
  if (node.nodeType === 'InlineAssembly') return !isObject(node.fields.AST)
  const part = parent && deciding.get(parent.nodeType)
  return part !== undefined && isSame(parent?.fields[part], node)
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

/** Nodes are read into others, which keep where they are. */
function isSame(raw: unknown, { nodeType, fields }: AstNode): boolean {
  const other: Readonly<Record<string, unknown>> = { ...Object(raw) }
  return other.nodeType === nodeType && other.src === fields.src && other.id === fields.id
}
