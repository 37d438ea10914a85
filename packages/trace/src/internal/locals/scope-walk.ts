import { listOf, memberOf, textOf } from '../fields.js'
import { type ByteRange, contains, type SourceTree } from '../source-tree.js'
import { assemblyTree } from './assembly-tree.js'

/** A variable that a statement declares. */
export interface Declared {
  readonly declaration: unknown
  /** Of assembly: a word whose name is all that is known. */
  readonly isAssembly: boolean
}

/** What is on the stack besides variables while something runs. */
export type ScopeItem = Declared | { readonly filler: number }

/** What lies on the stack at a place in the body of a function or modifier, in the order in which it came there. */
export function scopeAt(body: unknown, target: ByteRange, tree: SourceTree): readonly ScopeItem[] {
  const walk = new ScopeWalk(target, tree)
  walk.enter(body)
  return walk.items
}

/** The byte range of JSON of a syntax tree; an empty one at its beginning where there is none. */
export function rangeOf(node: unknown): ByteRange {
  const [start = 0, length = 0] = textOf(node, 'src').split(':').map(Number)
  return { start, length }
}

/** With all that is in it: of `if` and `switch` in assembly older compilers only tell the word. */
function extentOf(node: unknown): ByteRange {
  const own = rangeOf(node)
  const parts = partsOf(node).map(extentOf)
  const start = Math.min(own.start, ...parts.map((part) => part.start))
  const end = Math.max(...[own, ...parts].map((part) => part.start + part.length))
  return { start, length: end - start }
}

function partsOf(node: unknown): readonly unknown[] {
  switch (memberOf(node, 'nodeType')) {
    case 'YulIf':
    case 'YulCase':
      return [memberOf(node, 'body')]
    case 'YulSwitch':
      return listOf(node, 'cases')
    default:
      return []
  }
}

class ScopeWalk {
  readonly items: ScopeItem[] = []
  readonly #target: ByteRange
  readonly #tree: SourceTree

  constructor(target: ByteRange, tree: SourceTree) {
    this.#target = target
    this.#tree = tree
  }

  enter(node: unknown): void {
    switch (memberOf(node, 'nodeType')) {
      case 'Block':
      case 'UncheckedBlock':
      case 'YulBlock':
        this.#enterStatements(listOf(node, 'statements'))
        break
      case 'IfStatement':
        this.#enterOneOf([memberOf(node, 'trueBody'), memberOf(node, 'falseBody')])
        break
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'YulIf':
        this.#enterOneOf([memberOf(node, 'body')])
        break
      case 'ForStatement':
        this.#enterFor(node)
        break
      case 'TryStatement':
        this.#enterTry(node)
        break
      case 'InlineAssembly':
        this.#enterOneOf([memberOf(node, 'AST') ?? this.#assembly(node)])
        break
      case 'YulForLoop':
        this.#enterYulFor(node)
        break
      case 'YulSwitch':
        this.#enterYulSwitch(node)
        break
    }
  }

  #assembly(node: unknown): unknown {
    const range = rangeOf(node)
    return assemblyTree(Buffer.from(this.#tree.text(range)).toString('latin1'), range.start)
  }

  #isIn(node: unknown): boolean {
    return node !== undefined && node !== null && contains(extentOf(node), this.#target)
  }

  #isAfter(node: unknown): boolean {
    const { start, length } = extentOf(node)
    return start + length <= this.#target.start
  }

  #enterOneOf(nodes: readonly unknown[]): void {
    const inner = nodes.find((node) => this.#isIn(node))
    if (inner !== undefined) this.enter(inner)
  }

  #enterStatements(statements: readonly unknown[]): void {
    for (const statement of statements) {
      if (this.#isIn(statement)) this.enter(statement)
      if (!this.#isAfter(statement)) return
      this.#declare(statement)
    }
  }

  #declare(statement: unknown): void {
    const type = memberOf(statement, 'nodeType')
    if (type === 'VariableDeclarationStatement') {
      for (const declaration of listOf(statement, 'declarations')) {
        if (declaration !== null) this.items.push({ declaration, isAssembly: false })
      }
    } else if (type === 'YulVariableDeclaration') {
      for (const declaration of listOf(statement, 'variables')) {
        this.items.push({ declaration, isAssembly: true })
      }
    }
  }

  /** Instructions of the whole loop run after its beginning. */
  #enterFor(node: unknown): void {
    const first = memberOf(node, 'initializationExpression')
    const { start, length } = rangeOf(node)
    const isWhole = start === this.#target.start && length === this.#target.length
    if (first !== undefined && first !== null && (isWhole || this.#isAfter(first))) {
      this.#declare(first)
    }
    this.#enterOneOf([memberOf(node, 'body')])
  }

  #enterTry(node: unknown): void {
    const clause = listOf(node, 'clauses').find((inner) => this.#isIn(inner))
    const block = memberOf(clause, 'block')
    if (!this.#isIn(block)) return
    for (const declaration of listOf(clause, 'parameters', 'parameters')) {
      this.items.push({ declaration, isAssembly: false })
    }
    this.enter(block)
  }

  #enterYulFor(node: unknown): void {
    const first = memberOf(node, 'pre')
    if (!this.#isIn(first)) {
      for (const statement of listOf(first, 'statements')) this.#declare(statement)
    }
    this.#enterOneOf([first, memberOf(node, 'body'), memberOf(node, 'post')])
  }

  /** What it compares with the cases stays on the stack while they run. */
  #enterYulSwitch(node: unknown): void {
    const chosen = listOf(node, 'cases').find((inner) => this.#isIn(inner))
    if (chosen === undefined) return
    this.items.push({ filler: 1 })
    this.enter(memberOf(chosen, 'body'))
  }
}
