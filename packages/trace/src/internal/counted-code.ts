import type { InstructionCounts } from '../coverage.js'
import type { CodeMap, CodeRange } from './code-map.js'
import type { Counted, CoverageItems } from './coverage-items.js'
import { contains } from './source-tree.js'

/** Adds how often instructions ran to the items of their sources. */
export type AddCounts = (counts: InstructionCounts) => void

/** Code, and what its sources are made of. */
export interface CountedCode {
  readonly code: Uint8Array
  readonly map: CodeMap
  readonly isCreation: boolean
  /** Undefined for sources that do not count. */
  itemsOf(file: number): CoverageItems | undefined
  /** Of all sources that count. */
  allItems(): Iterable<CoverageItems>
}

/** Finds the innermost of some nodes around ranges; asked for the same ranges again and again. */
export class InnermostFinder<T> {
  readonly #choose: (items: CoverageItems) => readonly Counted<T>[]
  readonly #found = new Map<string, Counted<T> | undefined>()

  constructor(choose: (items: CoverageItems) => readonly Counted<T>[]) {
    this.#choose = choose
  }

  find(code: CountedCode, range: CodeRange): Counted<T> | undefined {
    const key = `${range.file}:${range.start}:${range.length}`
    if (this.#found.has(key)) return this.#found.get(key)
    const items = code.itemsOf(range.file)
    // Nodes are listed with parents before children.
    const found = items && this.#choose(items).findLast(({ node }) => contains(node, range))
    this.#found.set(key, found)
    return found
  }
}
