import { lastAtMost } from './last-at-most.js'

/** A node of solc's compact AST; what a node has besides depends on its type. */
export interface AstNode {
  readonly id: number
  readonly nodeType: string
  /** In bytes. */
  readonly start: number
  readonly length: number
  readonly parent: AstNode | undefined
  readonly fields: Readonly<Record<string, unknown>>
}

/** A place as people count: lines and columns from 1, columns in characters. */
export interface SourcePosition {
  readonly line: number
  readonly column: number
}

/** Bytes of a source. */
export interface ByteRange {
  readonly start: number
  readonly length: number
}

/** A source with its syntax tree. */
export class SourceTree {
  readonly name: string
  readonly content: string
  readonly #ast: unknown
  #bytes: Buffer | undefined
  #lineStarts: readonly number[] | undefined
  #nodes: readonly AstNode[] | undefined

  constructor(name: string, content: string, ast: unknown) {
    this.name = name
    this.content = content
    this.#ast = ast
  }

  /** The greatest id of its nodes; ids count over all sources of a run, one source after the other. -1 without a tree. */
  get lastId(): number {
    const id: unknown = Reflect.get(Object(this.#ast), 'id')
    return typeof id === 'number' ? id : -1
  }

  /** All nodes, parents before children. None when the compiler was not asked for the tree. */
  get nodes(): readonly AstNode[] {
    this.#nodes ??= flatten(this.#ast)
    return this.#nodes
  }

  withId(id: number): AstNode | undefined {
    return this.nodes.find((node) => node.id === id)
  }

  /** Whose range is exactly that, the outermost first. */
  at({ start, length }: ByteRange): readonly AstNode[] {
    return this.nodes.filter((node) => node.start === start && node.length === length)
  }

  /** The innermost node of a type around a range. */
  enclosing(range: ByteRange, ...types: readonly string[]): AstNode | undefined {
    return this.nodes.findLast((node) => types.includes(node.nodeType) && contains(node, range))
  }

  position(offsetBytes: number): SourcePosition {
    this.#bytes ??= Buffer.from(this.content)
    this.#lineStarts ??= lineStartsOf(this.#bytes)
    const line = lastAtMost(this.#lineStarts, offsetBytes)
    const before = this.#bytes.subarray(this.#lineStarts[line], offsetBytes).toString()
    return { line: line + 1, column: [...before].length + 1 }
  }

  text({ start, length }: ByteRange): string {
    this.#bytes ??= Buffer.from(this.content)
    return this.#bytes.subarray(start, start + length).toString()
  }
}

/** Whether `range` lies in `outer`. */
export function contains(outer: ByteRange, range: ByteRange): boolean {
  return outer.start <= range.start && outer.start + outer.length >= range.start + range.length
}

const newline = 0x0a

function lineStartsOf(bytes: Uint8Array): readonly number[] {
  const starts = [0]
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) {
    starts.push(at + 1)
  }
  return starts
}

function flatten(ast: unknown): AstNode[] {
  const nodes: AstNode[] = []
  const visit = (value: unknown, parent: AstNode | undefined): void => {
    if (Array.isArray(value)) {
      for (const member of value) visit(member, parent)
      return
    }
    if (typeof value !== 'object' || value === null) return
    const node = toNode(value, parent)
    if (node !== undefined) nodes.push(node)
    for (const member of Object.values(value)) {
      if (typeof member === 'object') visit(member, node ?? parent)
    }
  }
  visit(ast, undefined)
  return nodes
}

function toNode(value: object, parent: AstNode | undefined): AstNode | undefined {
  const fields: Readonly<Record<string, unknown>> = { ...value }
  const { nodeType, src, id } = fields
  if (typeof nodeType !== 'string' || typeof src !== 'string') return undefined
  const [start = 0, length = 0] = src.split(':').map(Number)
  return { id: typeof id === 'number' ? id : -1, nodeType, start, length, parent, fields }
}
