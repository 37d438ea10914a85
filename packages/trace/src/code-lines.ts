import type { Build } from './build.js'
import { lastAtMost } from './internal/last-at-most.js'
import type { SourceTree } from './internal/source-tree.js'
import { statementsOf } from './internal/statements.js'

/**
 * The lines of all sources of a build that a debugger can stop at, whether or not they ever run.
 *
 * Cost: reads what the compiler said of all contracts; a source is looked into when it is asked for.
 */
export class CodeLines {
  readonly #trees: ReadonlyMap<string, SourceTree>
  readonly #lines = new Map<string, readonly number[]>()

  private constructor(trees: ReadonlyMap<string, SourceTree>) {
    this.#trees = trees
  }

  static async create(build: Build): Promise<CodeLines> {
    const trees = new Map<string, SourceTree>()
    const runs = new Set((await build.contracts()).map(({ sources }) => sources))
    for (const sources of runs) {
      for (let index = 0; ; index++) {
        const tree = sources.byIndex(index)
        if (tree === undefined) break
        trees.set(tree.name, tree)
      }
    }
    return new CodeLines(trees)
  }

  /** As the compiler knows them. */
  get sourceNames(): readonly string[] {
    return [...this.#trees.keys()]
  }

  /** The text that was compiled. */
  text(sourceName: string): string | undefined {
    return this.#trees.get(sourceName)?.content
  }

  /** Lines on which a statement begins, rising. None of a source that is not there. */
  lines(sourceName: string): readonly number[] {
    const known = this.#lines.get(sourceName)
    if (known !== undefined) return known
    const tree = this.#trees.get(sourceName)
    if (tree === undefined) return []
    const found = new Set(statementsOf(tree).map(({ start }) => tree.position(start).line))
    const lines = [...found].sort((a, b) => a - b)
    this.#lines.set(sourceName, lines)
    return lines
  }

  /** The line itself when a statement begins on it, else the next one. Undefined when there is none. */
  lineFrom(sourceName: string, line: number): number | undefined {
    const lines = this.lines(sourceName)
    return lines[lastAtMost(lines, line - 1) + 1]
  }
}
