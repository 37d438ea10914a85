import type { Expression } from './expression.js'

/** The names that an expression begins its parts with; members are none. */
export function namesIn(root: Expression): ReadonlySet<string> {
  const names = new Set<string>()
  const open: Expression[] = [root]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'name') names.add(node.name)
    open.push(...partsOf(node))
  }
  return names
}

function partsOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'member':
      return [node.object]
    case 'index':
      return [node.object, node.index]
    case 'call':
      return [node.callee, ...node.args]
    case 'unary':
      return [node.operand]
    case 'binary':
      return [node.left, node.right]
    case 'conditional':
      return [node.condition, node.then, node.otherwise]
    default:
      return []
  }
}
