import type { CompiledContract } from '../compiled-contract.js'
import type { CodeMap, CodeRange } from './code-map.js'
import type { AstNode, SourceTree } from './source-tree.js'
import { statementAround } from './statements.js'

/** A piece of source that an instruction stands for. */
export interface CodeSpot {
  readonly tree: SourceTree
  readonly range: CodeRange
  /** The statement, or the deciding part of one, that it is in; undefined between statements. */
  readonly statement: AstNode | undefined
}

/** What instructions stand for, found once for each place in the code. */
export class CodeSpots {
  readonly #code: CodeMap
  readonly #sources: CompiledContract['sources']
  readonly #byPc = new Map<number, CodeSpot | undefined>()
  readonly #byRange = new Map<string, CodeSpot | undefined>()

  constructor({ sources }: CompiledContract, code: CodeMap) {
    this.#code = code
    this.#sources = sources
  }

  /** Undefined in code that is of no source, or of one that solc made. */
  at(pc: number): CodeSpot | undefined {
    const known = this.#byPc.get(pc)
    if (known !== undefined || this.#byPc.has(pc)) return known
    const spot = this.#find(this.#code.range(pc))
    this.#byPc.set(pc, spot)
    return spot
  }

  #find(range: CodeRange | undefined): CodeSpot | undefined {
    if (range === undefined) return undefined
    const key = `${range.file}:${range.start}:${range.length}`
    const known = this.#byRange.get(key)
    if (known !== undefined || this.#byRange.has(key)) return known
    const tree = this.#sources.byIndex(range.file)
    const spot = tree && { tree, range, statement: statementAround(tree, range) }
    this.#byRange.set(key, spot)
    return spot
  }
}
